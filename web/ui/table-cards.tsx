import { useWindowedCards } from './windowed-cards.ts'
import type { TableGiven } from './keyset-table.tsx'
import { type Column, shownColumns, type TableLayout } from './table-layout.ts'
import { Tick } from './table-row.tsx'

type Given<Row> = TableGiven<Row> & { readonly layout: TableLayout }

function Card<Row>({ given, row, shown }: { readonly given: Given<Row>; readonly row: Row; readonly shown: readonly Column<Row>[] }) {
  const [first, ...rest] = shown
  const heads = rest.filter(column => column.card === 'head')
  const lines = rest.filter(column => (column.card ?? 'line') === 'line').slice(0, 5)
  return (
    <article className="lk-row-card">
      <header>
        <Tick given={given} row={row} />
        {given.onOpen && !first?.links ? (
          <button type="button" className="lk-plain lk-row-card-name" onClick={() => given.onOpen?.(row)}>
            {first?.render(row)}
          </button>
        ) : (
          <span className="lk-row-card-name">{first?.render(row)}</span>
        )}
        {heads.map(column => (
          <span key={column.key}>{column.render(row)}</span>
        ))}
      </header>
      <dl>
        {lines.map(column => (
          <div key={column.key}>
            <dt>{column.title}</dt>
            <dd>{column.render(row)}</dd>
          </div>
        ))}
      </dl>
    </article>
  )
}

/** The rows as cards, for a phone: only those near the screen are there. */
export function TableCards<Row>(given: Given<Row>) {
  const shown = shownColumns(given.columns, given.layout)
  const { box, virtual, items } = useWindowedCards(given)
  return (
    <ul ref={box} className="lk-row-cards" aria-label={given.label} style={{ height: virtual.getTotalSize() }}>
      {items.map(item => {
        const row = given.rows[item.index]
        if (row === undefined) return null
        return (
          <li
            key={given.rowKey(row)}
            ref={virtual.measureElement}
            data-index={item.index}
            style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
          >
            <Card given={given} row={row} shown={shown} />
          </li>
        )
      })}
    </ul>
  )
}
