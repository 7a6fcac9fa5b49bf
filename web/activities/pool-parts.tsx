import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Input } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { Pool } from '#contract/activities/pool.ts'
import { poolTypes } from '#core/activities/pool.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Field } from '#web/ui/field.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { restingQuery } from './pool.queries.ts'
import { poolTexts } from './pool.text.ts'
import { usePoolSearch } from './pool-search.ts'

type TabsGiven = { readonly pools: readonly Pool[]; readonly chosen: string; readonly onChoose: (poolId: string) => void }

/** One pool among several; nothing to choose where there is one. */
export function PoolTabs({ pools, chosen, onChoose }: TabsGiven) {
  const say = useText(poolTexts)
  if (pools.length < 2) return null
  return (
    <div className="lk-tabs" role="group" aria-label={say('choose')}>
      {pools.map(pool => (
        <button
          key={pool.poolId}
          type="button"
          className="lk-tab"
          aria-current={pool.poolId === chosen ? 'true' : undefined}
          onClick={() => onChoose(pool.poolId)}
        >
          {pool.name} ({pool.waiting})
        </button>
      ))}
    </div>
  )
}

/** What waits in a pool, and how much of one's limits is left. */
export function PoolFigures({ pool }: { readonly pool: Pool }) {
  const say = useText(poolTexts)
  const language = useLanguage()
  return (
    <section className="lk-card" aria-label={pool.name}>
      <div className="lk-figures">
        <Figure
          label={say('waiting')}
          value={formatNumber(pool.waiting, language)}
          unit={say('waitingUnit')}
          note={pool.note ?? undefined}
        />
        <Figure label={say('today')} value={formatNumber(pool.claimedToday, language)} note={say('ofLimit', { count: pool.dailyLimit })} />
        <Figure label={say('held')} value={formatNumber(pool.owned, language)} note={say('ofLimit', { count: pool.capacity })} />
      </div>
    </section>
  )
}

/** What is typed is searched for a moment after the last key. */
function SearchBox({ value, onSearch }: { readonly value: string; readonly onSearch: (text: string | undefined) => void }) {
  const say = useText(poolTexts)
  const [text, setText] = useState(value)
  useEffect(() => {
    if (text === value) return
    const wait = setTimeout(() => onSearch(text.trim() === '' ? undefined : text.trim()), 250)
    return () => clearTimeout(wait)
  }, [text, value, onSearch])
  return (
    <Input
      className="lk-search-box"
      allowClear
      placeholder={say('searchBox')}
      aria-label={say('searchBox')}
      value={text}
      onChange={event => setText(event.target.value)}
    />
  )
}

/** Search and filters of what waits; each counts as soon as it is set, and the address follows. */
export function PoolFilters({ actions }: { readonly actions: ReactNode }) {
  const say = useText(poolTexts)
  const word = useText(customerWords)
  const { search, change } = usePoolSearch()
  return (
    <div className="lk-toolbar lk-no-print">
      <SearchBox value={search.q ?? ''} onSearch={q => change({ q })} />
      <Field label={say('type')}>
        <select className="lk-select" value={search.type ?? ''} onChange={event => change({ type: event.target.value || undefined })}>
          <option value="">{say('any')}</option>
          {poolTypes.map(type => (
            <option key={type} value={type}>
              {word(type)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={say('why')}>
        <select className="lk-select" value={search.why ?? ''} onChange={event => change({ why: event.target.value || undefined })}>
          <option value="">{say('any')}</option>
          {(['released', 'recycled', 'transferred'] as const).map(why => (
            <option key={why} value={why}>
              {say(why)}
            </option>
          ))}
        </select>
      </Field>
      {actions}
    </div>
  )
}

/** One's own customers that go back soon; nothing where there are none. */
export function RestingCard() {
  const say = useText(poolTexts)
  const language = useLanguage()
  const rows = useQuery(restingQuery).data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <section className="lk-card lk-stack" aria-label={say('soon')}>
      <h2>{say('soon')}</h2>
      <p className="lk-muted">{say('soonLead')}</p>
      <ul className="lk-people">
        {rows.slice(0, 20).map(row => (
          <li key={row.dyadId} className="lk-person">
            <Link to="/customers/$dyadId" params={{ dyadId: row.dyadId }}>
              {nameIn(row, language)}
            </Link>
            <TypeTag type={row.type} provisional={row.provisional} plain />
            <span className="lk-muted">
              {say('daysLeft', { count: Math.max(0, row.days) })} · {row.poolName}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
