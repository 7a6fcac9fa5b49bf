import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { ListedContact } from '#contract/dyads/contact-list.ts'
import { ExportButton } from '#web/intake/export-button.tsx'
import { isOwnColumn } from '#contract/platform/own-columns.ts'
import { formatInstant } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import type { FilterColumn } from '#web/ui/filter-columns.ts'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { type EditedContact, editableOfContact } from './contact-fields.ts'
import { contactsQuery } from './contact-list.queries.ts'
import { contactListTexts } from './contact-list.text.ts'
import { useRecordAsked, useRecordColumns, useRecordFilterColumns } from './custom-record-list.ts'
import { Masked } from './limited.tsx'
import { FirmLink } from './firm-link.tsx'
import type { ListKind } from './record-kind.ts'
import { RecordFilters } from './record-filters.tsx'
import { askedOf, useRecordSearch } from './record-search.ts'
import './dyads.css'

const ContactCell = lazy(() => import('./contact-cell.tsx'))
const Drawer = lazy(async () => ({ default: (await import('./listed-contact-drawer.tsx')).ListedContactDrawer }))

const reached = (row: ListedContact, field: 'phone' | 'email') => {
  const value = row[field]
  return value === null ? '—' : row.limits[field] === 'masked' ? <Masked value={value} /> : value
}

function useColumns(): readonly Column<ListedContact>[] {
  const say = useText(contactListTexts)
  return useMemo(
    () => [
      { key: 'name', title: say('name'), width: 140, sortable: true, render: row => row.name },
      {
        key: 'customer',
        title: say('firm'),
        width: 220,
        sortable: true,
        links: true,
        card: 'head',
        render: row => <FirmLink row={row}>{row.customerName}</FirmLink>,
      },
      { key: 'title', title: say('post'), width: 140, sortable: true, render: row => row.title ?? '—' },
      { key: 'department', title: say('department'), width: 120, sortable: true, render: row => row.department ?? '—' },
      { key: 'phone', title: say('phone'), width: 150, render: row => reached(row, 'phone') },
      { key: 'email', title: say('email'), width: 200, render: row => reached(row, 'email') },
      { key: 'customerOwner', title: say('customerOwner'), width: 120, render: row => row.customerOwnerName ?? '—' },
      { key: 'isPrimary', title: say('primary'), width: 96, render: row => (row.isPrimary ? '✓' : '') },
      { key: 'side', title: say('side'), width: 96, hidden: true, render: row => say(row.isSupplier ? 'supply' : 'sale') },
      { key: 'note', title: say('note'), width: 200, hidden: true, render: row => row.note ?? '—' },
      { key: 'createdAt', title: say('createdAt'), width: 148, hidden: true, sortable: true, render: row => formatInstant(row.createdAt) },
      { key: 'updatedAt', title: say('updatedAt'), width: 148, hidden: true, sortable: true, render: row => formatInstant(row.updatedAt) },
    ],
    [say],
  )
}

/** The list as the pieces that all lists share know it. */
function useKind(): ListKind<ListedContact> {
  const say = useText(contactListTexts)
  const columns = useColumns()
  return useMemo(
    () => ({
      name: 'contacts',
      columns,
      filters: [
        { key: 'customerOwner', label: say('customerOwner'), options: 'people' },
        { key: 'side', label: say('side'), options: (['sale', 'supply'] as const).map(value => ({ value, label: say(value) })) },
      ],
      quick: [{ key: 'primary', label: say('primary'), condition: { column: 'isPrimary', is: 'is', value: true } }],
    }),
    [say, columns],
  )
}

function useConditions(kind: ListKind<ListedContact>): readonly FilterColumn[] {
  const say = useText(contactListTexts)
  const more = useRecordFilterColumns(kind)
  return useMemo(
    () => [
      { key: 'person', title: say('name'), type: 'text' },
      { key: 'customer', title: say('firm'), type: 'text' },
      { key: 'title', title: say('post'), type: 'text' },
      { key: 'department', title: say('department'), type: 'text' },
      { key: 'phone', title: say('phone'), type: 'text' },
      { key: 'email', title: say('email'), type: 'text' },
      { key: 'createdAt', title: say('createdAt'), type: 'day' },
      { key: 'updatedAt', title: say('updatedAt'), type: 'day' },
      ...more,
    ],
    [say, more],
  )
}

/** The columns, those of simple and own fields with a way to change them where they stand. */
function useEditable(columns: readonly Column<ListedContact>[], edit: (cell: EditedContact) => void): readonly Column<ListedContact>[] {
  const isEditable = useMay()('customers.write')
  return useMemo(
    () =>
      columns.map(column =>
        isEditable && (editableOfContact.some(key => key === column.key) || isOwnColumn(column.key))
          ? { ...column, onEdit: row => edit({ row, column: column.key, title: column.title }) }
          : column,
      ),
    [columns, edit, isEditable],
  )
}

/** All people whom one may see through a customer or a supplier. */
export function ContactsPage() {
  const say = useText(contactListTexts)
  const kind = useKind()
  const { search, change } = useRecordSearch()
  const { columns: all, layout, keep, shown } = useRecordColumns(kind)
  const [edited, setEdited] = useState<EditedContact>()
  const columns = useEditable(all, setEdited)
  const conditions = useConditions(kind)
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(contactsQuery(useRecordAsked(kind, search)))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const total = data?.pages[0]?.total
  const [dyadId, contactId] = search.open?.split(':') ?? []
  const isNarrowed = [search.q, search.f, search.quick, search.filter, search.group].some(each => each !== undefined)
  const empty = isNarrowed ? <EmptyState title={say('noneFound')} /> : <EmptyState title={say('none')}>{say('noneLead')}</EmptyState>
  return (
    <div className="lk-page">
      <PageHeader
        title={say('title')}
        count={total}
        lead={say('lead')}
        actions={<ExportButton list="contacts" query={askedOf(search, kind.filters, kind.quick)} columns={shown} />}
      />
      <RecordFilters
        filters={kind.filters}
        quick={kind.quick}
        columns={conditions}
        words={say('search')}
        search={search}
        onChange={change}
      />
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('title')}
        columns={columns}
        layout={layout}
        onLayout={keep}
        rows={rows}
        rowKey={row => row.rowId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        total={total}
        sort={search.sort ? { key: search.sort, direction: search.direction ?? 'asc' } : undefined}
        onSort={({ key, direction }) => change({ sort: key, direction })}
        onOpen={row => change({ open: `${row.dyadId}:${row.contactId}` })}
        openKey={rows.find(row => search.open === `${row.dyadId}:${row.contactId}`)?.rowId}
        empty={error ? null : empty}
      />
      {edited ? (
        <Suspense fallback={null}>
          <ContactCell cell={edited} onClose={() => setEdited(undefined)} />
        </Suspense>
      ) : null}
      {dyadId && contactId ? (
        <Suspense fallback={null}>
          <Drawer key={search.open} dyadId={dyadId} contactId={contactId} onClose={() => change({ open: undefined })} />
        </Suspense>
      ) : null}
    </div>
  )
}
