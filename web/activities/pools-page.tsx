import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { Pool } from '#contract/activities/pool.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { assign, claim, pooledQuery, poolsQuery } from './pool.queries.ts'
import { poolTexts } from './pool.text.ts'
import { usePoolColumns } from './pool-columns.tsx'
import { PoolFigures, PoolFilters, PoolTabs, RestingCard } from './pool-parts.tsx'
import { queryOf, usePoolSearch } from './pool-search.ts'
import { ReasonForm } from './reason-form.tsx'
import '#web/dyads/dyads.css'

const PoolForm = lazy(async () => ({ default: (await import('./pool-form.tsx')).PoolForm }))

/** Claims what is ticked, and tells what was not got and why. */
function useClaiming(pool: Pool, onDone: () => void) {
  const say = useText(poolTexts)
  return useMutation({
    mutationFn: (dyadIds: readonly string[]) => claim(pool.poolId, dyadIds),
    onSuccess: ({ claimed, refused }) => {
      if (claimed.length > 0) toast('done', say('claimed', { count: claimed.length }))
      const why = [...new Set(refused.map(one => one.message))].join(' ')
      if (refused.length > 0) toast('failed', say('notClaimed', { count: refused.length, why }))
      onDone()
    },
  })
}

function Doings({ pool, ticked, onDone }: { readonly pool: Pool; readonly ticked: ReadonlySet<string>; readonly onDone: () => void }) {
  const say = useText(poolTexts)
  const may = useMay()
  const claiming = useClaiming(pool, onDone)
  const [assigning, setAssigning] = useState(false)
  const ids = [...ticked]
  if (!may('customers.write')) return null
  return (
    <div className="lk-actions">
      <Button type="primary" disabled={ids.length === 0} loading={claiming.isPending} onClick={() => claiming.mutate(ids)}>
        {ids.length === 0 ? say('claim') : say('claimMany', { count: ids.length })}
      </Button>
      {may('customers.assign') ? (
        <Button disabled={ids.length === 0} onClick={() => setAssigning(true)}>
          {ids.length === 0 ? say('assign') : say('assignMany', { count: ids.length })}
        </Button>
      ) : null}
      <Refused error={claiming.error} />
      {assigning ? (
        <ReasonForm
          title={say('assignMany', { count: ids.length })}
          verb={say('assign')}
          asks="person"
          reasonNeeded={false}
          run={({ personId, reason }) => assign(ids, personId ?? '', reason)}
          onClose={() => {
            setAssigning(false)
            onDone()
          }}
        />
      ) : null}
    </div>
  )
}

function Waiting({ pool }: { readonly pool: Pool }) {
  const say = useText(poolTexts)
  const may = useMay()
  const columns = usePoolColumns()
  const { search } = usePoolSearch()
  const query = queryOf(search)
  const list = useInfiniteQuery(pooledQuery(pool.poolId, query))
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => list.data?.pages.flatMap(page => page.rows) ?? [], [list.data])
  const narrowed = Object.keys(query).length > 0
  return (
    <>
      <PoolFilters actions={<Doings pool={pool} ticked={ticked} onDone={() => setTicked(new Set())} />} />
      <Refused error={list.error} onAgain={() => void list.refetch()} />
      <KeysetTable
        label={pool.name}
        columns={columns}
        rows={rows}
        rowKey={row => row.dyadId}
        total={list.data?.pages[0]?.total}
        hasMore={list.hasNextPage}
        onMore={() => void list.fetchNextPage()}
        busy={list.isFetching}
        {...(may('customers.write') ? { ticked, onTick: setTicked } : {})}
        empty={
          list.error ? null : (
            <EmptyState title={say(narrowed ? 'nothingFound' : 'nothingWaits')}>{narrowed ? null : say('nothingWaitsLead')}</EmptyState>
          )
        }
      />
    </>
  )
}

/** The public pools: what waits in them, with claiming and assigning; and one's own customers that are soon taken back. */
export function PoolsPage() {
  const say = useText(poolTexts)
  const may = useMay()
  const { search, change } = usePoolSearch()
  const { data, error, isPending, refetch } = useQuery(poolsQuery)
  const pools = data?.rows ?? []
  const pool = pools.find(one => one.poolId === search.pool) ?? pools[0]
  const manages = may('settings.manage')
  const edited = pools.find(one => one.poolId === search.rules)
  const create = manages ? <Button onClick={() => change({ rules: 'new' })}>{say('createPool')}</Button> : null
  return (
    <div className="lk-page">
      <PageHeader
        back={
          <Link to="/customers" className="lk-back">
            ← {say('customer')}
          </Link>
        }
        title={say('pools')}
        lead={say('poolsLead')}
        actions={
          <>
            {may('customers.assign') ? <Link to="/handover">{say('handOver')}</Link> : null}
            {manages && pool ? <Button onClick={() => change({ rules: pool.poolId })}>{say('editPool')}</Button> : null}
            {pools.length > 0 ? create : null}
          </>
        }
      />
      <Refused error={error} onAgain={() => void refetch()} />
      <RestingCard />
      {isPending ? <Bones height={48} rows={6} /> : null}
      {!isPending && pool === undefined && !error ? (
        <EmptyState title={say('noPools')} actions={create}>
          {say(manages ? 'noPoolsLead' : 'noPoolsMember')}
        </EmptyState>
      ) : null}
      {pool ? (
        <>
          <PoolTabs pools={pools} chosen={pool.poolId} onChoose={poolId => change({ pool: poolId })} />
          <PoolFigures pool={pool} />
          <Waiting key={pool.poolId} pool={pool} />
        </>
      ) : null}
      {search.rules && (search.rules === 'new' || edited) ? (
        <Suspense fallback={null}>
          <PoolForm key={search.rules} pool={edited} pools={pools} onClose={() => change({ rules: undefined })} />
        </Suspense>
      ) : null}
    </div>
  )
}
