import { queryOptions, useQuery } from '@tanstack/react-query'
import { type AttentionRow, readAttention } from '#contract/strategy/attention.ts'
import { pyramidTiers } from '#core/segments/grid.ts'
import { call } from '#web/platform/call.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { attentionTexts } from './attention.text.ts'
import { usePlayWords } from './use-play-words.ts'
import '#web/value/value.css'

const attentionQuery = queryOptions({
  queryKey: ['plays', 'attention'],
  queryFn: ({ signal }) => call(readAttention, {}, { signal }),
})

type Sum = Omit<AttentionRow, 'tier' | 'isNew'>
type Line = Sum & { readonly key: string; readonly label: string }

const nothing: Sum = {
  customers: 0,
  contributionMinor: 0,
  plannedMinor: 0,
  plannedHours: 0,
  bookedMinor: 0,
  bookedHours: 0,
  visits: 0,
  calls: 0,
  minutes: 0,
}

const add = (a: Sum, b: Sum): Sum =>
  Object.fromEntries((Object.keys(nothing) as (keyof Sum)[]).map(key => [key, a[key] + b[key]])) as unknown as Sum

const sumOf = (rows: readonly AttentionRow[]): Sum => rows.reduce<Sum>(add, nothing)
const eachOf = ({ visits, calls, customers }: Sum): number => (customers === 0 ? 0 : (visits + calls) / customers)
const timeOf = ({ bookedHours, minutes }: Sum): number => bookedHours + minutes / 60

function Row({ line }: { readonly line: Line }) {
  const { hours, language } = usePlayWords()
  const time = timeOf(line)
  return (
    <tr>
      <th scope="row">{line.label}</th>
      <td className="lk-end">{formatNumber(line.customers, language)}</td>
      <td className="lk-end">
        <Money minor={line.contributionMinor} short />
      </td>
      <td className="lk-end">
        <Money minor={line.bookedMinor} short /> / <Money minor={line.plannedMinor} short />
      </td>
      <td className="lk-end">
        {hours(line.bookedHours)} / {hours(line.plannedHours)}
      </td>
      <td className="lk-end">{formatNumber(line.visits, language)}</td>
      <td className="lk-end">{formatNumber(line.calls, language)}</td>
      <td className="lk-end">{formatNumber(eachOf(line), language, 2)}</td>
      <td className="lk-end">{line.bookedMinor === 0 ? '—' : formatNumber(line.contributionMinor / line.bookedMinor, language)}</td>
      <td className="lk-end">{time === 0 ? '—' : <Money minor={Math.round(line.contributionMinor / time)} short />}</td>
    </tr>
  )
}

const heads = ['customers', 'contribution', 'money', 'hours', 'visits', 'calls', 'each', 'yieldMoney', 'yieldHour'] as const

/** Attention by layer of the pyramid, planned against actual, and new against existing customers with what stands against a yuan and an hour. */
export function AttentionCard() {
  const say = useText(attentionTexts)
  const word = useText(customerWords)
  const { data, error, refetch } = useQuery(attentionQuery)
  if (data === undefined) return error ? <Refused error={error} onAgain={() => void refetch()} /> : <Bones height={36} rows={5} />
  const of = (key: string, label: string, keep: (row: AttentionRow) => boolean): Line => ({ key, label, ...sumOf(data.rows.filter(keep)) })
  const layers = pyramidTiers.map(tier => of(tier, word(tier), row => row.tier === tier)).filter(({ customers }) => customers > 0)
  const wrong = layers.flatMap((lower, k) => {
    const upper = layers[k - 1]
    return upper !== undefined && eachOf(lower) > eachOf(upper) ? [say('upside', { lower: lower.label, upper: upper.label })] : []
  })
  if (data.rows.every(({ customers }) => customers === 0)) return null
  const isTouched = layers.some(layer => eachOf(layer) > 0)
  const unplaced = of('unplaced', say('unplaced'), row => row.tier === null)
  const rest = [of('new', say('isNew'), row => row.isNew), of('old', say('existing'), row => !row.isNew)]
  return (
    <section className="lk-card lk-stack" aria-label={say('attention')}>
      <h2>{say('attention')}</h2>
      <p className="lk-muted">{say('lead', { from: data.from, to: data.to })}</p>
      {wrong.map(sentence => (
        <p key={sentence}>{sentence}</p>
      ))}
      {wrong.length === 0 && isTouched ? <p>{say('rises')}</p> : null}
      <ScrollSideways label={say('attention')}>
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('layer')}</th>
              {heads.map(head => (
                <th key={head} scope="col" className="lk-end">
                  {say(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...layers, ...(unplaced.customers > 0 ? [unplaced] : [])].map(line => (
              <Row key={line.key} line={line} />
            ))}
          </tbody>
          <tbody className="lk-plan-again">
            {rest.map(line => (
              <Row key={line.key} line={line} />
            ))}
          </tbody>
        </table>
      </ScrollSideways>
      <p className="lk-muted">
        {say('newNote')} {say('yieldNote')}
      </p>
    </section>
  )
}
