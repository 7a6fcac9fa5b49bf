import { useQuery } from '@tanstack/react-query'
import { stageRules } from '#core/segments/run.ts'
import { useText } from '#web/platform/text.ts'
import { placeQuery } from '#web/value/value.queries.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { Bones } from '#web/ui/bones.tsx'
import { StageTag } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { segmentTexts } from './segments.text.ts'
import '#web/value/value.css'

/** The lifecycle of a customer: each stage with its days, the rule that gave it, and what was bought and brought in it. */
export function StagesCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(segmentTexts)
  const asOf = useAsOf()
  const { data, error, refetch } = useQuery(placeQuery(dyadId, { asOf }))
  const ruleOf = (rule: string) => {
    const known = stageRules.find(one => one === rule)
    return known ? say(`rule_${known}`) : rule
  }
  return (
    <section className="lk-card lk-stack" aria-label={say('stagesOf')}>
      <div>
        <h2>{say('stagesOf')}</h2>
        <p className="lk-muted">{say('stagesOfLead')}</p>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={4} /> : null}
      {data && data.stages.length === 0 ? <p className="lk-muted">{say('noStages')}</p> : null}
      {data && data.stages.length > 0 ? (
        <ScrollSideways label={say('stagesOf')}>
          <table className="lk-parts">
            <thead>
              <tr>
                <th scope="col">{say('stage')}</th>
                <th scope="col">{say('fromMonth')}</th>
                <th scope="col">{say('toMonth')}</th>
                <th scope="col" className="lk-wide">
                  {say('byRule')}
                </th>
                <th scope="col" className="lk-end">
                  {say('sales')}
                </th>
                <th scope="col" className="lk-end lk-wide">
                  {say('contribution')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.stages.toReversed().map(stay => (
                <tr key={stay.enteredOn}>
                  <th scope="row">
                    <StageTag stage={stay.stage} />
                  </th>
                  <td className="lk-nowrap">{stay.enteredOn}</td>
                  <td className="lk-nowrap">{stay.leftOn ?? say('untilNow')}</td>
                  <td className="lk-wide lk-muted">{ruleOf(stay.rule)}</td>
                  <td className="lk-end">
                    <Money minor={stay.netSales} currency={data.currency} />
                  </td>
                  <td className="lk-end lk-wide">
                    <Money minor={stay.netContribution} currency={data.currency} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollSideways>
      ) : null}
    </section>
  )
}
