import { useQuery } from '@tanstack/react-query'
import type { CustomerType } from '#core/segments/grid.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { StageTag, TypeTag } from '#web/ui/customer-tags.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Money } from '#web/ui/money.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { CustomersLink } from './customers-link.tsx'
import { stagesQuery, timeInClassQuery } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'
import '#web/value/value.css'

type Given = {
  readonly asOf: string | undefined
  /** Opens the customers of a type; left out where the numbers are not those of the list (filters are set). */
  readonly onType?: ((type: CustomerType) => void) | undefined
}

function Stays({ asOf, onType }: Given) {
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
        <ScrollSideways label={say('stays')}>
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
                    {onType ? (
                      <button type="button" className="lk-plain" onClick={() => onType(row.type)}>
                        <TypeTag type={row.type} plain />
                      </button>
                    ) : (
                      <TypeTag type={row.type} plain />
                    )}
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
        </ScrollSideways>
      ) : error ? null : (
        <Bones height={24} rows={9} />
      )}
    </section>
  )
}

function Stages({ asOf }: Pick<Given, 'asOf'>) {
  const say = useText(segmentTexts)
  const language = useLanguage()
  const { data, error, refetch } = useQuery(stagesQuery(asOf))
  return (
    <section className="lk-card lk-stack">
      <h2>{say('stagesTitle')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? (
        <ScrollSideways label={say('stagesTitle')}>
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
                  <td className="lk-end">
                    {asOf === undefined && row.count > 0 ? (
                      <CustomersLink search={{ stage: [row.stage] }}>{formatNumber(row.count, language)}</CustomersLink>
                    ) : (
                      formatNumber(row.count, language)
                    )}
                  </td>
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
        </ScrollSideways>
      ) : error ? null : (
        <Bones height={24} rows={6} />
      )}
    </section>
  )
}

/** How long customers stay in each type, and what each lifecycle stage brings. */
export function InsightsView({ asOf, onType }: Given) {
  return (
    <div className="lk-stack">
      <Stays asOf={asOf} onType={onType} />
      <Stages asOf={asOf} />
    </div>
  )
}
