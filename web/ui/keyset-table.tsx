import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { usePreferences } from '#web/platform/preferences.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from './bones.tsx'
import { type Counted, isMore, sureOf } from './counted.ts'
import { TableCards } from './table-cards.tsx'
import { TableFoot } from './table-foot.tsx'
import { TableHead } from './table-head.tsx'
import { TableKeys } from './table-keys.tsx'
import { type Column, frozenAt, layoutOf, rowAfter, type Sort, shownColumns, type TableLayout } from './table-layout.ts'
import { TableRow, withTick } from './table-row.tsx'
import { uiTexts } from './ui.text.ts'
import './keyset-table.css'

export type TableGiven<Row> = {
  /** What the list is, for readers. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** The rows loaded so far; more come by `onMore` as the reader nears their end. */
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly hasMore?: boolean
  readonly onMore?: () => void
  readonly busy?: boolean
  /** How many there are in all, where the server counted, and whether it stopped counting. */
  readonly total?: Counted
  readonly sort?: Sort | undefined
  readonly onSort?: (sort: Sort) => void
  /** The columns as the person arranged them, and where to keep a new arrangement. */
  readonly layout?: Partial<TableLayout> | undefined
  readonly onLayout?: (layout: TableLayout) => void
  readonly onOpen?: (row: Row) => void
  /** Opens the row as a page of its own: Shift+Enter. */
  readonly onOpenPage?: (row: Row) => void
  /** The row whose drawer is open. */
  readonly openKey?: string | undefined
  /** Ticked rows; given only where something can be done with several at once. */
  readonly ticked?: ReadonlySet<string>
  readonly onTick?: (ticked: ReadonlySet<string>) => void
  readonly empty?: ReactNode
  /** The tallest the list may be; it is lower where there are few rows. A CSS length. */
  readonly height?: string
}

const phone = typeof matchMedia === 'undefined' ? undefined : matchMedia('(max-width: 640px)')

function usePhone(): boolean {
  return useSyncExternalStore(
    listener => {
      phone?.addEventListener('change', listener)
      return () => phone?.removeEventListener('change', listener)
    },
    () => phone?.matches ?? false,
  )
}

const paper = typeof matchMedia === 'undefined' ? undefined : matchMedia('print')

/** Asks for more when the last rows that are there come into view; on paper all of them are in view, and what is loaded is printed. */
function useMore(
  last: number,
  { rows, hasMore = false, busy = false, onMore }: Pick<TableGiven<never>, 'rows' | 'hasMore' | 'busy' | 'onMore'>,
): void {
  const near = hasMore && !busy && last >= rows.length - 20
  useEffect(() => {
    if (near && paper?.matches !== true) onMore?.()
  }, [near, rows.length, onMore])
}

/** The arrangement of columns: kept by the page where it says so, else for as long as the list stands. */
function useLayout<Row>({ columns, layout, onLayout }: TableGiven<Row>) {
  const [own, setOwn] = useState(layout)
  const kept = onLayout && layout ? layout : own
  const now = useMemo(() => layoutOf(columns, kept), [columns, kept])
  const change = (next: TableLayout) => {
    setOwn(next)
    onLayout?.(next)
  }
  return { layout: now, change }
}

/** The row that the keys have come to, and what a key does with it: open it, open its page, tick it, move on. */
function useKeys<Row>(
  { rows, rowKey, onOpen, onOpenPage = onOpen, ticked, onTick }: TableGiven<Row>,
  box: RefObject<HTMLDivElement | null>,
  rowHeight: number,
  scrollTo: (at: number) => void,
) {
  const [active, setActive] = useState(-1)
  const [help, setHelp] = useState(false)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const row = rows[active]
    const to = rowAfter(event.key, active, rows.length, Math.max(1, Math.floor((box.current?.clientHeight ?? 400) / rowHeight) - 2))
    if (event.key === 'Enter' && row !== undefined) (event.shiftKey ? onOpenPage : onOpen)?.(row)
    else if (event.key === ' ' && row !== undefined && ticked) onTick?.(withTick(ticked, rowKey(row)))
    else if (event.key === '?') setHelp(true)
    else if (to !== undefined && rows.length > 0) {
      setActive(to)
      scrollTo(to)
    } else return
    event.preventDefault()
  }
  return { active, setActive, help, setHelp, onKeyDown }
}

function Grid<Row>(given: TableGiven<Row> & { readonly layoutNow: TableLayout; readonly onLayoutNow: (layout: TableLayout) => void }) {
  const { columns, rows, rowKey, layoutNow, label, total, height = 'calc(100dvh - 240px)' } = given
  const say = useText(uiTexts)
  const { density } = usePreferences()
  const rowHeight = (layoutNow.density ?? density) === 'compact' ? 32 : 40
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const shown = useMemo(() => shownColumns(columns, layoutNow), [columns, layoutNow])
  const tickWidth = given.ticked ? 40 : 0
  const frozen = useMemo(() => frozenAt(shown, layoutNow.frozen, tickWidth), [shown, layoutNow.frozen, tickWidth])
  // The React compiler, which this would trouble, is not used here.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 12 })
  const items = virtual.getVirtualItems()
  useMore(items.at(-1)?.index ?? 0, given as unknown as TableGiven<never>)
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  const keys = useKeys(given, box, rowHeight, to => virtual.scrollToIndex(to))
  const { active, setActive, help, setHelp } = keys
  const template = `${given.ticked ? '40px ' : ''}${shown.map(column => `${column.width}px`).join(' ')} minmax(0, 1fr)`
  return (
    <div
      ref={box}
      role="grid"
      aria-label={label}
      aria-rowcount={isMore(total) ? -1 : (sureOf(total) ?? rows.length) + 1}
      aria-busy={given.busy}
      aria-describedby={`${id}-help`}
      aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      tabIndex={0}
      className="lk-grid"
      style={{ maxHeight: height, ['--lk-columns' as string]: template, ['--lk-row' as string]: `${rowHeight}px` }}
      onKeyDown={keys.onKeyDown}
    >
      <span id={`${id}-help`} className="lk-hidden">
        {say('rowHelp')}
      </span>
      <TableHead {...given} shown={shown} frozen={frozen} layout={layoutNow} onLayout={given.onLayoutNow} />
      <div role="rowgroup" className="lk-grid-body" style={{ height: virtual.getTotalSize() }}>
        {items.map(item => {
          const row = rows[item.index]
          if (row === undefined) return null
          return (
            <TableRow
              key={rowKey(row)}
              id={`${id}-${item.index}`}
              given={given}
              row={row}
              shown={shown}
              frozen={frozen}
              at={item.index}
              top={item.start}
              height={rowHeight}
              active={item.index === active}
              onActive={setActive}
            />
          )
        })}
      </div>
      {help ? <TableKeys selects={given.ticked !== undefined} onClose={() => setHelp(false)} /> : null}
    </div>
  )
}

/**
 * A dense list read page by page by key: sticky head, frozen first column, sorting by the server, columns that can be ordered, hidden and
 * widened, virtual rows (100,000 stay smooth), keys for moving and opening, ticking several; cards on a phone.
 */
export function KeysetTable<Row>(given: TableGiven<Row>) {
  const cards = usePhone()
  const { layout, change } = useLayout(given)
  const { rows, busy = false, empty } = given
  if (rows.length === 0 && busy) return <Bones rows={8} height={32} />
  if (rows.length === 0) return <>{empty}</>
  return (
    <div className="lk-table">
      {cards ? <TableCards {...given} layout={layout} /> : <Grid {...given} layoutNow={layout} onLayoutNow={change} />}
      <TableFoot {...given} layoutNow={layout} onLayoutNow={change} />
    </div>
  )
}
