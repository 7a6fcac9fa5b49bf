import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { lazy, Suspense, useDeferredValue, useMemo, useState } from 'react'
import type { PartyRow } from '#contract/dyads/party.ts'
import { partyRoles } from '#core/dyads/customer.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { nameIn } from './customer-columns.tsx'
import { partiesQuery } from './dyads.queries.ts'
import { dyadTexts, fieldTexts } from './dyads.text.ts'
import { supplierTexts } from './suppliers.text.ts'
import './dyads.css'

const NewSupplier = lazy(async () => ({ default: (await import('./supplier-form.tsx')).NewSupplier }))

const others = partyRoles.filter(role => role !== 'customer')
type Role = (typeof others)[number]

function useColumns(): readonly Column<PartyRow>[] {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const language = useLanguage()
  return useMemo(() => {
    const count = (value: number) =>
      value === 0 ? '—' : value >= 1000 ? `${formatNumber(1000, language)}+` : formatNumber(value, language)
    const plain = (key: 'country' | 'city' | 'phone', width: number): Column<PartyRow> => ({
      key,
      title: field(key),
      width,
      render: row => row[key] ?? '—',
    })
    return [
      {
        key: 'name',
        title: field('fullName'),
        width: 260,
        links: true,
        render: row =>
          row.supplyDyadId ? (
            <Link to={'/suppliers/$supplyDyadId' as never} params={{ supplyDyadId: row.supplyDyadId } as never}>
              {nameIn(row, language)}
            </Link>
          ) : (
            nameIn(row, language)
          ),
      },
      { key: 'roles', title: say('role'), width: 180, card: 'head', render: row => row.roles.map(role => field(role)).join(' · ') },
      { key: 'code', title: say('partyCode'), width: 110, render: row => row.code ?? '—' },
      { key: 'contact', title: say('contacts'), width: 140, render: row => row.contactName ?? '—' },
      plain('phone', 150),
      plain('country', 110),
      plain('city', 120),
      { key: 'items', title: say('itemsSupplied'), width: 110, align: 'end', render: row => count(row.items) },
      { key: 'deliveries', title: say('deliveriesBrought'), width: 110, align: 'end', render: row => count(row.deliveries) },
    ]
  }, [say, field, language])
}

/** The button and form of a new supplier, whose page then opens. */
function AddSupplier() {
  const say = useText(supplierTexts)
  const may = useMay()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  if (!may('customers.write')) return null
  const open = (supplyDyadId: string) => void navigate({ to: '/suppliers/$supplyDyadId', params: { supplyDyadId } } as never)
  return (
    <>
      <Button type="primary" onClick={() => setAdding(true)}>
        {say('add')}
      </Button>
      {adding ? (
        <Suspense fallback={null}>
          <NewSupplier onClose={() => setAdding(false)} onDone={open} />
        </Suspense>
      ) : null}
    </>
  )
}

/** Suppliers, carriers and the others beside our customers, by name. */
export function PartiesPage() {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const navigate = useNavigate()
  const asked = (useSearch({ strict: false }) as { role?: string }).role
  const role = others.find(one => one === asked)
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const columns = useColumns()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(
    partiesQuery({ ...(role ? { role } : {}), ...(q === '' ? {} : { q }) }),
  )
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const choose = (next: Role | undefined) =>
    void navigate({ to: '.', search: (old: Record<string, unknown>) => ({ ...old, role: next }) } as never)
  return (
    <div className="lk-page">
      <PageHeader
        back={
          <Link to={'/customers' as '/'} className="lk-back">
            {say('backToCustomers')}
          </Link>
        }
        title={say('parties')}
        lead={say('partiesLead')}
        actions={<AddSupplier />}
      />
      <div className="lk-toolbar">
        <div className="lk-tabs" role="group" aria-label={say('role')}>
          {[undefined, ...others].map(one => (
            <button key={one ?? 'all'} type="button" className="lk-tab" aria-current={one === role} onClick={() => choose(one)}>
              {one === undefined ? say('allRoles') : field(one)}
            </button>
          ))}
        </div>
        <Input.Search
          className="lk-search-box"
          allowClear
          aria-label={say('searchBox')}
          placeholder={say('searchBox')}
          value={text}
          onChange={event => setText(event.target.value)}
        />
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('parties')}
        columns={columns}
        rows={rows}
        rowKey={row => row.partyId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        empty={
          error ? null : (
            <EmptyState title={q === '' ? say('noParties') : say('nothingFound')}>
              {q === '' ? say('noPartiesLead') : say('nothingFoundLead')}
            </EmptyState>
          )
        }
      />
    </div>
  )
}
