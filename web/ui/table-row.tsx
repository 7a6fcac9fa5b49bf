import { EditOutlined } from '@ant-design/icons'
import { type MouseEvent, memo } from 'react'
import { useText } from '#web/platform/text.ts'
import type { TableGiven } from './keyset-table.tsx'
import type { Column } from './table-layout.ts'
import { uiTexts } from './ui.text.ts'

type Given<Row> = {
  readonly id: string
  readonly given: TableGiven<Row>
  readonly row: Row
  readonly shown: readonly Column<Row>[]
  readonly frozen: ReadonlyMap<string, number>
  readonly at: number
  readonly top: number
  readonly height: number
  readonly active: boolean
  readonly onActive: (at: number) => void
}

/** A frozen cell stands where its column begins. */
export function frozenStyle(frozen: ReadonlyMap<string, number>, key: string) {
  const left = frozen.get(key)
  return left === undefined ? {} : { 'data-frozen': true, style: { left } }
}

export function withTick(ticked: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(ticked)
  if (!next.delete(key)) next.add(key)
  return next
}

/** A click on a link, button or tick inside a row is theirs, not the row's. */
const elsewhere = (event: MouseEvent) => event.target instanceof Element && event.target.closest('a, button, input, label') !== null

export function Tick<Row>({ given, row }: { readonly given: TableGiven<Row>; readonly row: Row }) {
  const say = useText(uiTexts)
  const { ticked, onTick, rowKey } = given
  if (!ticked) return null
  return (
    <input
      type="checkbox"
      aria-label={say('selectRow')}
      checked={ticked.has(rowKey(row))}
      onChange={() => onTick?.(withTick(ticked, rowKey(row)))}
    />
  )
}

function Pencil<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const say = useText(uiTexts)
  const { onEdit, title } = column
  if (!onEdit) return null
  return (
    <button
      type="button"
      className="lk-grid-pencil"
      title={say('editCell', { column: title })}
      aria-label={say('editCell', { column: title })}
      onClick={() => onEdit(row)}
    >
      <EditOutlined aria-hidden="true" />
    </button>
  )
}

function PlainRow<Row>({ id, given, row, shown, frozen, at, top, height, active, onActive }: Given<Row>) {
  const key = given.rowKey(row)
  const open = (event: MouseEvent) => {
    if (elsewhere(event)) return
    onActive(at)
    given.onOpen?.(row)
  }
  return (
    // The keys of its rows are the grid's own.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="row"
      aria-rowindex={at + 2}
      aria-selected={given.openKey === key || given.ticked?.has(key) === true}
      className="lk-grid-row"
      data-active={active}
      data-opens={given.onOpen !== undefined}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={open}
    >
      {given.ticked ? (
        <div role="gridcell" className="lk-grid-cell lk-grid-tick">
          <Tick given={given} row={row} />
        </div>
      ) : null}
      {shown.map(column => (
        <div key={column.key} role="gridcell" className="lk-grid-cell" data-align={column.align} {...frozenStyle(frozen, column.key)}>
          <div className="lk-grid-content">{column.render(row)}</div>
          <Pencil column={column} row={row} />
        </div>
      ))}
    </div>
  )
}

/** Drawn anew only when something of its own changes: scrolling moves hundreds past. */
export const TableRow = memo(PlainRow) as typeof PlainRow
