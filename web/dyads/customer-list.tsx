import { DownloadOutlined, FilterOutlined, PlusOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { CustomerColumn, CustomerRow } from '#contract/dyads/customer-list.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useMay, usePlace } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { layoutOf, type Sort, shownColumns, type TableLayout } from '#web/ui/table-layout.ts'
import { toast } from '#web/ui/toast.ts'
import { useCustomerColumns } from './customer-columns.tsx'
import { type CustomerSearch, countFilters, filtersOf, orderOf, queryOf, useCustomerSearch } from './customer-search.ts'
import { CustomerViews } from './customer-views.tsx'
import { choicesOfMineQuery, customersQuery, rememberChoice, saveCustomersFile } from './dyads.queries.ts'
import { dyadTexts } from './dyads.text.ts'
import './dyads.css'

const CustomerFilters = lazy(() => import('./customer-filters.tsx'))
const CustomerForm = lazy(async () => ({ default: (await import('./customer-form.tsx')).CustomerForm }))

/** The columns as the person arranged them; they come with the first answer and are kept with each change. */
function useColumnLayout() {
  const kept = useQuery(choicesOfMineQuery).data?.values['customers.columns'] as TableLayout | undefined
  return { layout: kept, keep: (layout: TableLayout | undefined) => rememberChoice('customers.columns', layout ?? null) }
}

/** What is typed is searched for a moment after the last key; the address follows. */
function SearchBox({ value, onSearch }: { readonly value: string; readonly onSearch: (text: string) => void }) {
  const say = useText(dyadTexts)
  const [text, setText] = useState(value)
  const [from, setFrom] = useState(value)
  if (from !== value) {
    setFrom(value)
    setText(value)
  }
  useEffect(() => {
    if (text === value) return
    const wait = setTimeout(() => onSearch(text), 250)
    return () => clearTimeout(wait)
  }, [text, value, onSearch])
  return (
    <Input.Search
      className="lk-search-box"
      allowClear
      aria-label={say('searchBox')}
      placeholder={say('searchBox')}
      value={text}
      onChange={event => setText(event.target.value)}
      onSearch={onSearch}
    />
  )
}

function Actions({
  search,
  columns,
  onCreate,
}: {
  readonly search: CustomerSearch
  readonly columns: readonly string[]
  readonly onCreate: () => void
}) {
  const say = useText(dyadTexts)
  const may = useMay()
  const { asOf } = useCustomerSearch()
  const exporting = useMutation({
    mutationFn: () => saveCustomersFile({ ...queryOf(search, asOf), column: columns as CustomerColumn[] }, 'customers.csv'),
    onSuccess: () => toast('done', say('exported')),
  })
  return (
    <>
      {may('exports.create') ? (
        <Button icon={<DownloadOutlined aria-hidden="true" />} loading={exporting.isPending} onClick={() => exporting.mutate()}>
          {say(exporting.isPending ? 'exporting' : 'export')}
        </Button>
      ) : null}
      {may('customers.write') ? (
        <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={onCreate}>
          {say('newCustomer')}
        </Button>
      ) : null}
      <Refused error={exporting.error} />
    </>
  )
}

function Empty({
  narrowed,
  onClear,
  onCreate,
}: {
  readonly narrowed: boolean
  readonly onClear: () => void
  readonly onCreate: () => void
}) {
  const say = useText(dyadTexts)
  const may = useMay()
  const scope = usePlace()?.scope
  if (narrowed)
    return (
      <EmptyState title={say('nothingFound')} actions={<Button onClick={onClear}>{say('clear')}</Button>}>
        {say('nothingFoundLead')}
      </EmptyState>
    )
  if (scope !== 'all')
    return (
      <EmptyState
        title={say('noneYours')}
        actions={may('customers.write') ? <Button onClick={onCreate}>{say('newCustomer')}</Button> : null}
      >
        {say('noneYoursLead')}
      </EmptyState>
    )
  const importing = may('imports.manage') ? (
    <Link to={'/data' as '/'}>
      <Button type="primary" tabIndex={-1}>
        {say('importOrders')}
      </Button>
    </Link>
  ) : null
  return (
    <EmptyState
      title={say('noCustomers')}
      actions={
        <>
          {importing}
          {may('customers.write') ? <Button onClick={onCreate}>{say('newCustomer')}</Button> : null}
        </>
      }
    >
      {say('noCustomersLead')}
    </EmptyState>
  )
}

function Toolbar({ filtersOpen, onFilters }: { readonly filtersOpen: boolean; readonly onFilters: () => void }) {
  const say = useText(dyadTexts)
  const { search, change, set } = useCustomerSearch()
  const { layout, keep } = useColumnLayout()
  const count = countFilters(search)
  return (
    <div className="lk-toolbar lk-no-print">
      <CustomerViews
        search={search}
        layout={layout}
        onView={(next, columns) => {
          if (columns) keep(columns)
          set(next)
        }}
      />
      <SearchBox value={search.q ?? ''} onSearch={text => change({ q: text.trim() === '' ? undefined : text.trim() }, true)} />
      <Button icon={<FilterOutlined aria-hidden="true" />} aria-expanded={filtersOpen} onClick={onFilters}>
        {count > 0 ? say('filterCount', { count }) : say('filters')}
      </Button>
    </div>
  )
}

type Given = {
  /** The details of one customer, drawn by the page that knows all rooms. */
  readonly details: (dyadId: string, onClose: () => void) => ReactNode
}

function Filters() {
  const { search, set } = useCustomerSearch()
  const { sort, direction } = search
  const order = { ...(sort ? { sort } : {}), ...(direction ? { direction } : {}) }
  return (
    <Suspense fallback={null}>
      <CustomerFilters
        key={JSON.stringify(filtersOf(search))}
        search={search}
        onApply={filters => set({ ...filters, ...order })}
        onClear={() => set({})}
      />
    </Suspense>
  )
}

/** The customers that were chosen on the map alone, and the way back to all. */
function SelectedOnly() {
  const say = useText(dyadTexts)
  const { search, change } = useCustomerSearch()
  if (!search.dyadId) return null
  return (
    <p className="lk-muted">
      {say('selectedOnly', { count: search.dyadId.length })}{' '}
      <button type="button" className="lk-plain" onClick={() => change({ dyadId: undefined })}>
        {say('clear')}
      </button>
    </p>
  )
}

const phone = matchMedia('(max-width: 640px)')

function onPhone(listener: () => void): () => void {
  phone.addEventListener('change', listener)
  return () => phone.removeEventListener('change', listener)
}

/** On a phone there is no room for list and drawer: the name leads to the page at once. */
const useIsPhone = () => useSyncExternalStore(onPhone, () => phone.matches)

/** The rows themselves, in the person's own columns. */
function Rows({ onCreate }: { readonly onCreate: () => void }) {
  const say = useText(dyadTexts)
  const { search, asOf, change, set } = useCustomerSearch()
  const columns = useCustomerColumns()
  const { layout, keep } = useColumnLayout()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(customersQuery(queryOf(search, asOf)))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const total = data?.pages[0]?.total
  const sort = ({ key, direction }: Sort) => change({ sort: key, direction } as Partial<CustomerSearch>)
  const narrowed = search.q !== undefined || countFilters(search) > 0
  const opening = useIsPhone() ? {} : { onOpen: (row: CustomerRow) => change({ open: row.dyadId }) }
  return (
    <>
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('customers')}
        columns={columns}
        rows={rows}
        rowKey={row => row.dyadId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        total={total?.more ? undefined : total?.count}
        sort={orderOf(search)}
        onSort={sort}
        layout={layout}
        onLayout={keep}
        {...opening}
        openKey={search.open}
        empty={error ? null : <Empty narrowed={narrowed} onClear={() => set({})} onCreate={onCreate} />}
      />
    </>
  )
}

function Head({ onCreate }: { readonly onCreate: () => void }) {
  const say = useText(dyadTexts)
  const language = useLanguage()
  const { search, asOf } = useCustomerSearch()
  const may = useMay()
  const columns = useCustomerColumns()
  const { layout } = useColumnLayout()
  const first = useInfiniteQuery(customersQuery(queryOf(search, asOf))).data?.pages[0]
  const total = first?.total
  const shown = shownColumns(columns, layoutOf(columns, layout)).map(column => column.key)
  return (
    <PageHeader
      title={say('customers')}
      count={total?.more ? undefined : total?.count}
      asOf={asOf ?? first?.rows.find(row => row.standing)?.standing?.asOf}
      lead={
        <>
          {total?.more ? `${say('totalMore', { count: formatNumber(total.count, language) })} · ` : null}
          {say('lead')} <Link to="/parties">{say('parties')}</Link>
          {may('values.read') ? <Link to="/head-room"> · {say('headRoom')}</Link> : null}
        </>
      }
      actions={<Actions search={search} columns={shown} onCreate={onCreate} />}
    />
  )
}

/** The customers: search, views, filters, any order, and the details of one from the right. What it shows stands in the address bar. */
export function CustomerList({ details }: Given) {
  const { search, change } = useCustomerSearch()
  const [filtersOpen, setFiltersOpen] = useState(false)
  const [creating, setCreating] = useState(false)
  const create = () => setCreating(true)
  return (
    <div className="lk-page">
      <Head onCreate={create} />
      <Toolbar filtersOpen={filtersOpen} onFilters={() => setFiltersOpen(!filtersOpen)} />
      {filtersOpen ? <Filters /> : null}
      <SelectedOnly />
      <Rows onCreate={create} />
      {search.open ? details(search.open, () => change({ open: undefined })) : null}
      {creating ? (
        <Suspense fallback={null}>
          <CustomerForm
            onClose={() => setCreating(false)}
            onSaved={customer => {
              setCreating(false)
              change({ open: customer.dyadId })
            }}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
