import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { CustomerGrouping } from '#contract/dyads/customer-filter-columns.ts'
import type { CustomerSum } from '#contract/dyads/customer-list.ts'
import type { Condition } from '#core/platform/list-filter.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { GroupList } from '#web/ui/group-list.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { useCustomerOptions } from './customer-options.ts'
import { CustomerRows } from './customer-rows.tsx'
import { type CustomerSearch, queryOf, useCustomerSearch } from './customer-search.ts'
import { customerSumsQuery } from './dyads.queries.ts'
import { dyadTexts, fieldTexts } from './dyads.text.ts'

const conditionFor = (column: CustomerGrouping, value: string | null): Condition =>
  value === null ? { column, is: 'empty' } : { column, is: 'in', value: [value] }

/** The search narrowed to one group. */
function memberSearch(search: CustomerSearch, by: CustomerGrouping, value: string | null): CustomerSearch {
  const condition = conditionFor(by, value)
  const { by: _, ...ungrouped } = search
  return { ...ungrouped, filter: search.filter === undefined ? condition : { all: [search.filter, condition] } }
}

function useGroupWord(by: CustomerGrouping): (value: string | null) => string {
  const say = useText(dyadTexts)
  const options = useCustomerOptions()
  const known: Partial<Record<CustomerGrouping, readonly { readonly value: string; readonly label: string }[]>> = options
  return value => {
    if (value === null || value === '') return say(by === 'owner' ? 'nobody' : by === 'type' ? 'notPlaced' : 'withoutValue')
    const label = known[by]?.find(option => option.value === value)?.label
    return by === 'country' || by === 'region' ? value : (label ?? value)
  }
}

type Given = { readonly by: CustomerGrouping; readonly search: CustomerSearch; readonly empty: ReactNode }

/** The list by the values of one column: how many customers and their money together; a group opens to its customers. */
export function CustomerGroups({ by, search, empty }: Given) {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const { asOf } = useCustomerSearch()
  const word = useGroupWord(by)
  const { data, error, refetch } = useQuery(customerSumsQuery(queryOf(search, asOf), by))
  if (error) return <Refused error={error} onAgain={() => void refetch()} />
  if (data === undefined) return <Bones rows={6} height={40} />
  if (data.rows.length === 0) return <>{empty}</>
  const money = (minor: number | null) => <Money minor={minor} />
  const figures = ({ netContributionMinor, netSalesMinor, clvMinor }: CustomerSum) => [
    money(netContributionMinor),
    money(netSalesMinor),
    money(clvMinor),
  ]
  return (
    <GroupList
      label={say('groupedBy', { field: field(by) })}
      title={field(by)}
      figureTitles={[field('netContribution'), field('netSales'), field('clv')]}
      groups={data.rows.map(row => ({ key: row.value ?? '', title: word(row.value), count: row.count, figures: figures(row), row }))}
      members={({ row, title }) => <CustomerRows search={memberSearch(search, by, row.value)} label={title} empty={empty} height="440px" />}
    />
  )
}
