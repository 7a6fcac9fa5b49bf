import type { ImportCounts } from '#contract/intake.ts'
import { formatMoney, formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Figure } from '#web/ui/figure.tsx'
import { Money } from '#web/ui/money.tsx'
import { importTexts } from './import.text.ts'
import './intake.css'

const brought = [
  'newCustomers',
  'changedCustomers',
  'newOrders',
  'changedOrders',
  'newItems',
  'newCategories',
  'newSuppliers',
  'newCarriers',
  'newContacts',
  'deliveries',
  'payments',
  'costs',
] as const

type Given = { readonly counts: ImportCounts; readonly done: boolean }

function Figures({ counts }: { readonly counts: ImportCounts }) {
  const say = useText(importTexts)
  const language = useLanguage()
  const number = (value: number) => formatNumber(value, language)
  const { accepted, updated, unchanged, rejected, figures, currency, firstDay, lastDay } = counts
  const net = figures.netMinor ?? 0
  const hasOrders = (figures.newOrders ?? 0) + (figures.changedOrders ?? 0) > 0
  return (
    <div className="lk-figures">
      <Figure
        label={say('acceptedRows')}
        value={number(accepted)}
        note={updated > 0 ? say('updatedNote', { count: number(updated) }) : undefined}
      />
      <Figure label={say('unchangedRows')} value={number(unchanged)} />
      <Figure label={say('rejectedRows')} value={number(rejected)} />
      {hasOrders ? (
        <Figure
          label={say('netSales')}
          value={<Money minor={net} currency={currency} short />}
          note={`${formatMoney(net, currency, language)} ${currency} · ${say('netNote')}`}
        />
      ) : null}
      {firstDay && lastDay ? <Figure label={say('span')} value={<span className="lk-days">{`${firstDay} – ${lastDay}`}</span>} /> : null}
      {brought.map(name => ((figures[name] ?? 0) > 0 ? <Figure key={name} label={say(name)} value={number(figures[name] ?? 0)} /> : null))}
    </div>
  )
}

/** Rows that a merchant would not count as plain sales, and what becomes of them. */
function Notes({ counts }: { readonly counts: ImportCounts }) {
  const say = useText(importTexts)
  const language = useLanguage()
  const { figures, rejections } = counts
  const notSales = rejections.filter(one => one.reason === 'not_a_sale').reduce((sum, one) => sum + one.rows, 0)
  const odd = [
    ['returnsNote', figures.returns ?? 0],
    ['anonymousNote', figures.anonymousLines ?? 0],
    ['zeroNote', figures.zeroPriceLines ?? 0],
    ['notSaleNote', notSales],
    ['unknownPeople', figures.unknownPeople ?? 0],
  ] as const
  const shown = odd.filter(([, count]) => count > 0)
  if (shown.length === 0) return null
  return (
    <div className="lk-stack">
      <h3>{say('notes')}</h3>
      <ul className="lk-intake-notes">
        {shown.map(([key, count]) => (
          <li key={key}>{say(key, { count: formatNumber(count, language) })}</li>
        ))}
      </ul>
    </div>
  )
}

/** The one sentence that says whether anything happens at all. */
function Verdict({ counts, done }: Given) {
  const say = useText(importTexts)
  const language = useLanguage()
  const number = (value: number) => formatNumber(value, language)
  const { read, accepted, unchanged, rejected } = counts
  const said = { read: number(read), accepted: number(accepted), unchanged: number(unchanged), rejected: number(rejected) }
  const nothingNew = accepted === 0 && unchanged > 0
  return (
    <>
      {nothingNew ? <p>{say(done ? 'nothingNew' : 'wouldNothingNew')}</p> : null}
      <p>{done ? say('did', said) : say('would', said)}</p>
      {accepted === 0 && unchanged === 0 ? (
        <p className="lk-intake-warn" role="status">
          {say('allRejected')}
        </p>
      ) : null}
    </>
  )
}

/** What an import does, or would do: in a sentence, in figures, and how the odd rows are treated. */
export function CountsCard({ counts, done }: Given) {
  const say = useText(importTexts)
  const title = say(done ? 'didTitle' : 'wouldTitle')
  return (
    <section className="lk-card lk-stack lk-import-card" aria-label={title}>
      <h2>{title}</h2>
      <Verdict counts={counts} done={done} />
      <Figures counts={counts} />
      <Notes counts={counts} />
    </section>
  )
}
