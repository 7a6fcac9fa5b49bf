import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { leadChannelWords } from '#core/sales/words.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Field } from '#web/ui/field.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { yieldQuery } from './sales.queries.ts'
import { salesTexts } from './sales.text.ts'
import '#web/dyads/dyads.css'

const heads = ['channel', 'opened', 'stillOpen', 'won', 'lost', 'winRate', 'wonWorth', 'acquisitionSum', 'costPerWon'] as const

function Table({ from, to }: { readonly from: string; readonly to: string }) {
  const say = useText(salesTexts)
  const language = useLanguage()
  const { data, error, refetch } = useQuery(yieldQuery({ ...(from ? { from } : {}), ...(to ? { to } : {}) }))
  const number = (value: number) => formatNumber(value, language)
  if (data === undefined) return error ? <Refused error={error} onAgain={() => void refetch()} /> : <Bones height={32} rows={4} />
  if (data.rows.length === 0) return <p className="lk-muted">{say('noOpportunity')}</p>
  return (
    <div className="lk-parts-scroll" role="region" aria-label={say('yield')} tabIndex={0}>
      <table className="lk-parts">
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th key={head} scope="col" className={index === 0 ? undefined : 'lk-end'}>
                {say(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map(row => (
            <tr key={row.channel ?? ''}>
              <th scope="row">{row.channel ? leadChannelWords[row.channel][language === 'en' ? 1 : 0] : say('unnamed')}</th>
              <td className="lk-end">{number(row.opened)}</td>
              <td className="lk-end">{number(row.open)}</td>
              <td className="lk-end">{number(row.won)}</td>
              <td className="lk-end">{number(row.lost)}</td>
              <td className="lk-end">{row.winRate === null ? '—' : formatShare(row.winRate, language)}</td>
              <td className="lk-end">
                <Money minor={row.wonMinor} currency={data.currency} />
              </td>
              <td className="lk-end">
                <Money minor={row.acquisitionMinor} currency={data.currency} />
                {row.costed > 0 ? <div className="lk-muted">{say('costed', { count: row.costed })}</div> : null}
              </td>
              <td className="lk-end">
                <Money minor={row.costPerWonMinor} currency={data.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What each lead channel brought, won and cost. */
export function ChannelYieldReport() {
  const say = useText(salesTexts)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  return (
    <section className="lk-card lk-stack" aria-label={say('yield')}>
      <p className="lk-muted">{say('yieldLead')}</p>
      <div className="lk-toolbar">
        <Field label={say('from')}>
          <Input type="date" value={from} onChange={event => setFrom(event.target.value)} />
        </Field>
        <Field label={say('to')}>
          <Input type="date" value={to} onChange={event => setTo(event.target.value)} />
        </Field>
      </div>
      <Table from={from} to={to} />
    </section>
  )
}
