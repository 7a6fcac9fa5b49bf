import type { ReactNode } from 'react'
import type { Answer } from '#contract/endpoint.ts'
import type { recordOrder } from '#contract/segments/recorded-order.ts'
import type { Standing } from '#contract/dyads/standing.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { BandArrow } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import { recordTexts } from './record-order.text.ts'

export type Recorded = Answer<typeof recordOrder>

type Row = {
  readonly name: 'contribution' | 'alive' | 'orders' | 'next' | 'clv' | 'current' | 'potential' | 'warning'
  readonly before: ReactNode
  readonly now: ReactNode
}

/** The figures that an order can move: as they stood before it, and as they stand with it. */
function useRows(before: Standing | null, { standing, future }: Recorded): readonly Row[] {
  const say = useText(recordTexts)
  const language = useLanguage()
  const share = (value: number | null | undefined) => (value == null ? '—' : formatShare(value, language))
  const number = (value: number | null | undefined) => (value == null ? '—' : formatNumber(value, language, 1))
  const money = (minor: number | null | undefined) => <Money minor={minor} />
  const warned = (code: string | null | undefined) => say(code ? 'warned' : 'notWarned')
  const band = (at: 'current' | 'potential') => {
    const [held, pending] =
      at === 'current' ? (['currentBand', 'pendingCurrentBand'] as const) : (['potentialBand', 'pendingPotentialBand'] as const)
    const shown = (one: Pick<Standing, typeof held | typeof pending> | null) => <BandArrow band={one?.[held]} pending={one?.[pending]} />
    return { name: at, before: shown(before), now: shown(standing) }
  }
  return [
    { name: 'contribution', before: money(before?.netContributionMinor), now: money(standing?.netContribution) },
    { name: 'alive', before: share(before?.pAlive), now: share(future?.pAlive) },
    { name: 'orders', before: number(before?.expectedOrders), now: number(future?.orders?.expected) },
    { name: 'next', before: before?.nextOrder ?? '—', now: future?.nextOrder?.on ?? '—' },
    { name: 'clv', before: money(before?.clvMinor), now: money(future?.clv?.amountMinor) },
    { name: 'warning', before: warned(before?.warning), now: warned(future?.warning?.code) },
    band('current'),
    band('potential'),
  ]
}

type Given = { readonly number: string; readonly before: Standing | null; readonly recorded: Recorded }

/** What an order that was just recorded changed about its customer. */
export function RecordOutcome({ number, before, recorded }: Given) {
  const say = useText(recordTexts)
  const rows = useRows(before, recorded)
  return (
    <div className="lk-stack" role="status">
      <p>
        <strong>{say(recorded.created ? 'saved' : 'sameAgain', { number })}</strong>
      </p>
      {recorded.jobId ? <p>{say('whole')}</p> : null}
      {recorded.created && recorded.standing ? (
        <>
          <table className="lk-parts">
            <caption className="lk-hidden">{say('changed')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('figure')}</th>
                <th scope="col" className="lk-end">
                  {say('before')}
                </th>
                <th scope="col" className="lk-end">
                  {say('now')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <tr key={row.name}>
                  <th scope="row">{say(row.name)}</th>
                  <td className="lk-end lk-muted">{row.before}</td>
                  <td className="lk-end">{row.now}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="lk-muted">{say('typeNote')}</p>
        </>
      ) : null}
    </div>
  )
}
