import type { ReactNode } from 'react'

/** A column of a list. `key` is also what the server sorts by. */
export type Column<Row> = {
  readonly key: string
  readonly title: string
  readonly width: number
  readonly align?: 'end'
  readonly sortable?: boolean
  /** Left out until someone asks for it in the column settings. */
  readonly hidden?: boolean
  readonly render: (row: Row) => ReactNode
  /** Changes the cell where it stands; a pencil in it leads there. */
  readonly onEdit?: (row: Row) => void
  /** What it renders is itself a link to the row: no button is put around it then. */
  readonly links?: boolean
  /** On a phone's card: in the head beside the first column, as a labelled line, or not at all. */
  readonly card?: 'head' | 'line' | 'none'
}

/** What a person changed about a list's columns; kept by the page. Keys that no longer exist are passed over. */
export type TableLayout = {
  readonly order: readonly string[]
  readonly hidden: readonly string[]
  readonly widths: Readonly<Record<string, number>>
  /** How many columns stay in view while the others move sideways; the first always does. */
  readonly frozen: number
  /** How close the rows stand in this list; left out: as the person has it everywhere. */
  readonly density?: 'comfortable' | 'compact'
}

export type Sort = { readonly key: string; readonly direction: 'asc' | 'desc' }

export const narrowest = 64
export const widest = 640
export const mostFrozen = 4

const usuallyHidden = <Row>(columns: readonly Column<Row>[]) => columns.filter(column => column.hidden).map(column => column.key)

/** Columns that came after the arrangement was kept stay out until they are asked for, where they are not for everyone. */
const newlyHidden = <Row>(columns: readonly Column<Row>[], known: readonly string[]) =>
  known.length === 0 ? [] : usuallyHidden(columns).filter(key => !known.includes(key))

export function layoutOf<Row>(columns: readonly Column<Row>[], kept?: Partial<TableLayout>): TableLayout {
  const keys = columns.map(column => column.key)
  const known = (kept?.order ?? []).filter(key => keys.includes(key))
  const added = keys.filter(key => !known.includes(key))
  return {
    order: known.length === 0 ? keys : known.concat(added),
    hidden: (kept?.hidden === undefined ? usuallyHidden(columns) : [...kept.hidden, ...newlyHidden(columns, known)]).filter(key =>
      keys.includes(key),
    ),
    widths: kept?.widths ?? {},
    frozen: Math.max(1, Math.min(mostFrozen, kept?.frozen ?? 1)),
    ...(kept?.density ? { density: kept.density } : {}),
  }
}

/** The columns to show, in order and at their widths. The first of all columns stays first: it names the row and is frozen. */
export function shownColumns<Row>(columns: readonly Column<Row>[], layout: TableLayout): readonly Column<Row>[] {
  const [first] = columns
  const byKey = new Map(columns.map(column => [column.key, column]))
  const rest = layout.order.filter(key => key !== first?.key && !layout.hidden.includes(key)).flatMap(key => byKey.get(key) ?? [])
  return (first ? [first, ...rest] : rest).map(column => ({ ...column, width: layout.widths[column.key] ?? column.width }))
}

/** Where the frozen columns begin, by their key: each after those before it. `from`: where the first one does. */
export function frozenAt<Row>(shown: readonly Column<Row>[], frozen: number, from: number): ReadonlyMap<string, number> {
  let left = from
  return new Map(
    shown.slice(0, frozen).map(column => {
      const place = [column.key, left] as const
      left += column.width
      return place
    }),
  )
}

/** The layout with a column moved one place earlier (-1) or later (1); the first place is the naming column's. */
export function moved(layout: TableLayout, key: string, by: -1 | 1): TableLayout {
  const at = layout.order.indexOf(key)
  const to = at + by
  if (at < 1 || to < 1 || to >= layout.order.length) return layout
  const order = layout.order.with(at, layout.order[to] ?? key).with(to, key)
  return { ...layout, order }
}

export function widened(layout: TableLayout, key: string, width: number): TableLayout {
  return { ...layout, widths: { ...layout.widths, [key]: Math.round(Math.min(widest, Math.max(narrowest, width))) } }
}

export function toggled(layout: TableLayout, key: string): TableLayout {
  const hidden = layout.hidden.includes(key) ? layout.hidden.filter(one => one !== key) : [...layout.hidden, key]
  return { ...layout, hidden }
}

/** The sort after a click on a head: ascending, then descending, then ascending again. */
export function nextSort(sort: Sort | undefined, key: string): Sort {
  return { key, direction: sort?.key === key && sort.direction === 'asc' ? 'desc' : 'asc' }
}

/** Where the active row goes on a key; undefined for keys that do not move it. `page` is how many rows are seen at once. */
export function rowAfter(key: string, active: number, count: number, page: number): number | undefined {
  const steps: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  }
  const to = steps[key]
  return to === undefined ? undefined : Math.max(0, Math.min(count - 1, to))
}
