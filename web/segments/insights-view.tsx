import { useQuery } from '@tanstack/react-query'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { StageTag, TypeTag } from '#web/ui/customer-tags.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { stagesQuery, timeInClassQuery } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'
import '#web/value/value.css'

function Stays({ asOf }: { readonly asOf: string | undefined }) {
  const say = useText(segmentTexts)
  const name = useText(customerWords)
  const language = useLanguage()
  const { data, error, refetch } = useQuery(timeInClassQuery(asOf))
  const months = (value: number | null) => (value === null ? '—' : formatNumber(value, language, 1))
  return (
    <section className="lk-card lk-stack">
      <div>
        <h2>{say('stays')}</h2>
        <p className="lk-muted">{say('staysLead')}</p>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? (
        <div className="lk-parts-scroll">
          <table className="lk-parts">
            <thead>
              <tr>
                <th scope="col">{say('type')}</th>
                {(['count', 'monthsNow', 'ended', 'monthsEnded'] as const).map(title => (
                  <th key={title} scope="col" className="lk-end">
                    {say(title)}
                  </th>
                ))}
                <th scope="col" className="lk-wide">
                  {say('next')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map(row => (
                <tr key={row.type}>
                  <th scope="row">
                    <TypeTag type={row.type} plain />
                  </th>
                  <td className="lk-end">{formatNumber(row.now, language)}</td>
                  <td className="lk-end">{months(row.monthsNow)}</td>
                  <td className="lk-end">{formatNumber(row.ended, language)}</td>
                  <td className="lk-end">{months(row.monthsEnded)}</td>
                  <td className="lk-wide lk-muted">
                    {row.next
                      .slice(0, 3)
                      .map(({ type, count }) => `${type === 'none' ? say('none') : name(type)} ${count}`)
                      .join(' · ')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : error ? null : (
        <Bones height={24} rows={9} />
      )}
    </section>
  )
}

function Stages({ asOf }: { readonly asOf: string | undefined }) {
  const say = useText(segmentTexts)
  const language = useLanguage()
  const { data, error, refetch } = useQuery(stagesQuery(asOf))
  return (
    <section className="lk-card lk-stack">
      <h2>{say('stagesTitle')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? (
        <div className="lk-parts-scroll">
          <table className="lk-parts">
            <thead>
              <tr>
                <th scope="col">{say('stage')}</th>
                {(['count', 'entered12', 'sales', 'contribution'] as const).map(title => (
                  <th key={title} scope="col" className="lk-end">
                    {say(title)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.map(row => (
                <tr key={row.stage}>
                  <th scope="row">
                    <StageTag stage={row.stage} />
                  </th>
                  <td className="lk-end">{formatNumber(row.count, language)}</td>
                  <td className="lk-end">{formatNumber(row.entered, language)}</td>
                  <td className="lk-end">
                    <Money minor={row.sales} currency={data.currency} />
                  </td>
                  <td className="lk-end">
                    <Money minor={row.value} currency={data.currency} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : error ? null : (
        <Bones height={24} rows={6} />
      )}
    </section>
  )
}

/** How long customers stay in each type, and what each lifecycle stage brings. */
export function InsightsView({ asOf }: { readonly asOf: string | undefined }) {
  return (
    <div className="lk-stack">
      <Stays asOf={asOf} />
      <Stages asOf={asOf} />
    </div>
  )
}
