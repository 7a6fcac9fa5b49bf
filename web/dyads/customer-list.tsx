import { FilterOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { customerGroupings } from '#contract/dyads/customer-filter-columns.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { columnOf, groupable, labelOf, useOpenFields } from './custom-columns.tsx'
import { NoCustomers } from './customer-empty.tsx'
import { CustomerGroups } from './customer-groups.tsx'
import { useColumnLayout } from './customer-layout.ts'
import { CustomerListHead } from './customer-list-head.tsx'
import { CustomerRows } from './customer-rows.tsx'
import { countFilters, filtersOf, queryOf, useCustomerSearch } from './customer-search.ts'
import { CustomerViews } from './customer-views.tsx'
import { dyadTexts, fieldTexts } from './dyads.text.ts'
import { GroupOnly } from './group-only.tsx'
import { partyTexts } from './parties.text.ts'
import { SearchBox } from './search-box.tsx'
import './dyads.css'

const CustomerFilters = lazy(() => import('./customer-filters.tsx'))
const GroupsList = lazy(() => import('./groups-list.tsx'))
const CustomerChips = lazy(() => import('./customer-chips.tsx'))
const CustomerForm = lazy(async () => ({ default: (await import('./customer-form.tsx')).CustomerForm }))

/** What the list is grouped by; not grouped at first. */
function GroupBy() {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const { search, change } = useCustomerSearch()
  const group = useText(partyTexts)('byGroup')
  const language = useLanguage()
  const own = groupable(useOpenFields('customer', 'party'))
  const options = [
    { value: 'group' as const, label: group },
    ...customerGroupings.map(value => ({ value, label: say('groupedBy', { field: field(value) }) })),
    ...own.map(each => ({ value: columnOf(each), label: say('groupedBy', { field: labelOf(each, language) }) })),
  ]
  return (
    <Select
      allowClear
      popupMatchSelectWidth={false}
      aria-label={say('groupBy')}
      placeholder={say('groupBy')}
      value={search.by ?? null}
      options={options}
      onChange={by => change({ by: by ?? undefined })}
    />
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
      <GroupBy />
    </div>
  )
}

type Given = {
  /** The details of one customer, drawn by the page that knows all rooms. */
  readonly details: (dyadId: string, onClose: () => void) => ReactNode
}

function Filters() {
  const { search, set } = useCustomerSearch()
  const { sort, direction, by } = search
  const order = { ...(sort ? { sort } : {}), ...(direction ? { direction } : {}), ...(by ? { by } : {}) }
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

/** The customers: search, views, filters, any order, and the details of one from the right. What it shows stands in the address bar. */
export function CustomerList({ details }: Given) {
  const say = useText(dyadTexts)
  const { search, asOf, change, set } = useCustomerSearch()
  const [filtersOpen, setFiltersOpen] = useState(false)
  const creating = search.create !== undefined
  const create = () => change({ create: 'customer' })
  const narrowed = search.q !== undefined || countFilters(search) > 0
  const none = <NoCustomers narrowed={narrowed} onClear={() => set({})} onCreate={create} />
  return (
    <div className="lk-page">
      <CustomerListHead onCreate={create} />
      <Toolbar filtersOpen={filtersOpen} onFilters={() => setFiltersOpen(!filtersOpen)} />
      {filtersOpen ? <Filters /> : null}
      <SelectedOnly />
      <GroupOnly />
      {search.filter ? (
        <Suspense fallback={null}>
          <CustomerChips filter={search.filter} onChange={filter => change({ filter })} />
        </Suspense>
      ) : null}
      {search.by === 'group' ? (
        <Suspense fallback={null}>
          <GroupsList query={queryOf(search, asOf)} />
        </Suspense>
      ) : search.by ? (
        <CustomerGroups by={search.by} search={search} empty={none} />
      ) : (
        <CustomerRows search={search} label={say('customers')} empty={none} />
      )}
      {search.open ? details(search.open, () => change({ open: undefined })) : null}
      {creating ? (
        <Suspense fallback={null}>
          <CustomerForm
            onClose={() => change({ create: undefined })}
            onSaved={customer => change({ create: undefined, open: customer.dyadId })}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
