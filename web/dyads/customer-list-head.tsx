import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { CustomerColumn } from '#contract/dyads/customer-list.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { useCustomerPages, useShownColumns } from './customer-layout.ts'
import { type CustomerSearch, queryOf, useCustomerSearch } from './customer-search.ts'
import { saveCustomersFile } from './dyads.queries.ts'
import { dyadTexts } from './dyads.text.ts'

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

/** The title with count and day, and what can be done with the list as it stands. */
export function CustomerListHead({ onCreate }: { readonly onCreate: () => void }) {
  const say = useText(dyadTexts)
  const language = useLanguage()
  const { search, asOf } = useCustomerSearch()
  const may = useMay()
  const { shown } = useShownColumns()
  const first = useCustomerPages(search).data?.pages[0]
  const total = first?.total
  return (
    <PageHeader
      title={say('customers')}
      count={total?.more ? undefined : total?.count}
      asOf={asOf ?? first?.rows.find(row => row.standing)?.standing?.asOf}
      lead={
        <>
          {total?.more ? `${say('totalMore', { count: formatNumber(total.count, language) })} · ` : null}
          {say('lead')} <Link to="/parties">{say('parties')}</Link>
          {may('values.read') ? (
            <>
              {' '}
              · <Link to="/head-room">{say('headRoom')}</Link>
            </>
          ) : null}
        </>
      }
      actions={<Actions search={search} columns={shown} onCreate={onCreate} />}
    />
  )
}
