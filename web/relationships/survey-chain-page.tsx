import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import type { LoyaltyMeasure, ValueChainFound } from '#contract/relationships/survey-quality.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Field } from '#web/ui/field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { SurveyTabs } from './survey-tabs.tsx'
import { chainQuery } from './survey.queries.ts'
import { surveyTexts } from './survey.text.ts'
import '#web/dyads/dyads.css'
import '#web/value/value.css'

const loyalties: readonly LoyaltyMeasure[] = ['repeat', 'alive', 'share']
const links = ['valueToSatisfaction', 'satisfactionToLoyalty', 'indirect', 'valueToLoyalty'] as const

type Found = { readonly found: ValueChainFound }

function Paths({ found: { paths, ranks, customers } }: Found) {
  const say = useText(surveyTexts)
  const language = useLanguage()
  if (paths === null || ranks === null) return null
  const written = (value: number) => formatNumber(value, language, 2)
  return (
    <section className="lk-card lk-stack" aria-label={say('chain')}>
      <p>
        <strong>{say(paths.indirect.verdict === 'holds' ? 'chainHolds' : 'chainUnclear', { count: customers })}</strong>
      </p>
      <ScrollSideways label={say('chain')}>
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('path')}</th>
              <th scope="col" className="lk-end">
                {say('estimate')}
              </th>
              <th scope="col" className="lk-end">
                {say('interval')}
              </th>
              <th scope="col">{say('verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {links.map(name => (
              <tr key={name}>
                <th scope="row">{say(name)}</th>
                <td className="lk-end">{written(paths[name].estimate)}</td>
                <td className="lk-end">
                  {written(paths[name].low)} … {written(paths[name].high)}
                </td>
                <td>{say(paths[name].verdict)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollSideways>
      <p className="lk-muted">{say('chainHow')}</p>
      <p className="lk-muted">
        {say('ranks', { a: written(ranks.valueSatisfaction), b: written(ranks.satisfactionLoyalty), c: written(ranks.valueLoyalty) })}
      </p>
    </section>
  )
}

/** The customers behind it. */
function Customers({ found: { rows } }: Found) {
  const say = useText(surveyTexts)
  const language = useLanguage()
  if (rows.length === 0) return null
  return (
    <section className="lk-card" aria-label={say('customers')}>
      <ScrollSideways label={say('customers')}>
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('customer')}</th>
              {(['value', 'satisfaction', 'loyalty'] as const).map(name => (
                <th key={name} scope="col" className="lk-end">
                  {say(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.dyadId}>
                <th scope="row">
                  <Link to="/customers/$dyadId" params={{ dyadId: row.dyadId }} search={{ tab: 'relationship' }}>
                    {language === 'en' ? (row.nameEn ?? row.name) : row.name}
                  </Link>
                </th>
                <td className="lk-end">{formatNumber(row.value, language)}</td>
                <td className="lk-end">{formatNumber(row.satisfaction, language)}</td>
                <td className="lk-end">{formatNumber(row.loyalty, language, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollSideways>
    </section>
  )
}

function Chain({ found }: Found) {
  const say = useText(surveyTexts)
  const { state, customers, needed } = found
  return (
    <>
      {state === 'too_few' ? (
        <EmptyState title={say('tooFew')} actions={<Link to={'/surveys' as '/'}>{say('toSurveys')}</Link>}>
          {say('tooFewWhy', { count: customers, needed })}
        </EmptyState>
      ) : null}
      {state === 'no_spread' ? <EmptyState title={say('noSpread')}>{say('noSpreadWhy', { count: customers })}</EmptyState> : null}
      <Paths found={found} />
      <Customers found={found} />
    </>
  )
}

/** Whether delivered value leads to satisfaction and satisfaction to loyalty, here. */
export function SurveyChainPage() {
  const say = useText(surveyTexts)
  const [loyalty, setLoyalty] = useState<LoyaltyMeasure>('repeat')
  const { data, error, refetch } = useQuery(chainQuery(loyalty))
  return (
    <div className="lk-page">
      <PageHeader title={say('chain')} lead={say('chainLead')} />
      <SurveyTabs />
      <Field label={say('loyaltyBy')}>
        <Select
          value={loyalty}
          options={loyalties.map(value => ({ value, label: say(value) }))}
          onChange={setLoyalty}
          style={{ maxWidth: 420 }}
        />
      </Field>
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? <Chain found={data} /> : error ? null : <Bones height={48} rows={4} />}
    </div>
  )
}
