import { type PointerEvent, useRef } from 'react'
import { useText } from '#web/platform/text.ts'
import type { TableGiven } from './keyset-table.tsx'
import { type Column, nextSort, type TableLayout, widened } from './table-layout.ts'
import { frozenStyle } from './table-row.tsx'
import { uiTexts } from './ui.text.ts'

type Given<Row> = TableGiven<Row> & {
  readonly shown: readonly Column<Row>[]
  readonly frozen: ReadonlyMap<string, number>
  readonly layout: TableLayout
  readonly onLayout: (layout: TableLayout) => void
}

/** Dragged, it sets the width of its column; for the keyboard the column settings do the same. */
function Edge({ width, onWidth }: { readonly width: number; readonly onWidth: (width: number) => void }) {
  const start = useRef<{ x: number; width: number }>(undefined)
  const begin = (event: PointerEvent<HTMLSpanElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, width }
  }
  const move = (event: PointerEvent) => {
    if (start.current) onWidth(start.current.width + event.clientX - start.current.x)
  }
  const end = () => {
    start.current = undefined
  }
  return (
    <span className="lk-grid-edge" aria-hidden="true" onPointerDown={begin} onPointerMove={move} onPointerUp={end} onPointerCancel={end} />
  )
}

function Head<Row>({ column, given }: { readonly column: Column<Row>; readonly given: Given<Row> }) {
  const say = useText(uiTexts)
  const { sort, onSort, layout, onLayout } = given
  const sorted = sort?.key === column.key ? sort.direction : undefined
  const face = (
    <>
      <span>{column.title}</span>
      {sorted ? <span aria-hidden="true">{sorted === 'asc' ? '▲' : '▼'}</span> : null}
    </>
  )
  return (
    <div
      role="columnheader"
      className="lk-grid-cell lk-grid-title"
      data-align={column.align}
      {...frozenStyle(given.frozen, column.key)}
      {...(sorted ? { 'aria-sort': sorted === 'asc' ? ('ascending' as const) : ('descending' as const) } : {})}
    >
      {column.sortable && onSort ? (
        <button
          type="button"
          className="lk-plain"
          title={say('sortBy', { column: column.title })}
          onClick={() => onSort(nextSort(sort, column.key))}
        >
          {face}
        </button>
      ) : (
        face
      )}
      <Edge width={column.width} onWidth={width => onLayout(widened(layout, column.key, width))} />
    </div>
  )
}

function TickAll<Row>({ rows, rowKey, ticked, onTick }: Given<Row>) {
  const say = useText(uiTexts)
  if (!ticked) return null
  const all = rows.length > 0 && rows.every(row => ticked.has(rowKey(row)))
  return (
    <div role="columnheader" className="lk-grid-cell lk-grid-title lk-grid-tick">
      <input
        type="checkbox"
        aria-label={say('selectAll')}
        checked={all}
        onChange={() => onTick?.(all ? new Set<string>() : new Set(rows.map(rowKey)))}
      />
    </div>
  )
}

export function TableHead<Row>(given: Given<Row>) {
  return (
    <div role="rowgroup" className="lk-grid-head">
      <div role="row" className="lk-grid-row" aria-rowindex={1}>
        <TickAll {...given} />
        {given.shown.map(column => (
          <Head key={column.key} column={column} given={given} />
        ))}
      </div>
    </div>
  )
}
