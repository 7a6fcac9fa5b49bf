import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { CustomerGrouping } from '#contract/dyads/customer-filter-columns.ts'
import type { CustomerSum } from '#contract/dyads/customer-list.ts'
import { isOwnColumn, type OwnColumn } from '#contract/platform/own-columns.ts'
import type { Condition } from '#core/platform/list-filter.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { GroupList } from '#web/ui/group-list.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { columnOf, figuresOf, labelOf, useOpenFields } from './custom-columns.tsx'
import { FieldValue } from './custom-fields-value.tsx'
import { useShownColumns } from './customer-layout.ts'
import { useCustomerOptions } from './customer-options.ts'
import { CustomerRows } from './customer-rows.tsx'
import { type CustomerSearch, queryOf, useCustomerSearch } from './customer-search.ts'
import { customerSumsQuery } from './dyads.queries.ts'
import { dyadTexts, fieldTexts } from './dyads.text.ts'

type By = CustomerGrouping | OwnColumn

const conditionFor = (column: By, value: string | null): Condition =>
  value === null ? { column, is: 'empty' } : { column, is: 'in', value: [value] }

/** The search narrowed to one group. */
function memberSearch(search: CustomerSearch, by: By, value: string | null): CustomerSearch {
  const condition = conditionFor(by, value)
  const { by: _, ...ungrouped } = search
  return { ...ungrouped, filter: search.filter === undefined ? condition : { all: [search.filter, condition] } }
}

function useGroupWord(by: By): (row: Pick<CustomerSum, 'value' | 'label'>) => string {
  const say = useText(dyadTexts)
  const language = useLanguage()
  const own = useOpenFields('customer', 'party').find(field => columnOf(field) === by)
  const options = useCustomerOptions()
  const known: Partial<Record<By, readonly { readonly value: string; readonly label: string }[]>> = options
  return ({ value, label: named }) => {
    if (value === null || value === '') return say(by === 'owner' ? 'nobody' : by === 'type' ? 'notPlaced' : 'withoutValue')
    const choice = own?.choices.find(({ key }) => key === value)
    if (own !== undefined) return choice === undefined ? (named ?? value) : labelOf(choice, language)
    const label = known[by]?.find(option => option.value === value)?.label
    return by === 'country' || by === 'region' ? value : (label ?? value)
  }
}

type Given = { readonly by: By; readonly search: CustomerSearch; readonly empty: ReactNode }

function useByTitle(by: By): string {
  const field = useText(fieldTexts)
  const language = useLanguage()
  const own = useOpenFields('customer', 'party').find(each => columnOf(each) === by)
  return isOwnColumn(by) ? (own ? labelOf(own, language) : by) : field(by)
}

/** The list by the values of one column: how many customers and their money together; a group opens to its customers. */
export function CustomerGroups({ by, search, empty }: Given) {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const { asOf } = useCustomerSearch()
  const word = useGroupWord(by)
  const title = useByTitle(by)
  const fields = useOpenFields('customer', 'party')
  const added = figuresOf(fields, useShownColumns().own)
  const language = useLanguage()
  const currency = useCurrency()
  const { data, error, refetch } = useQuery(
    customerSumsQuery({ ...queryOf(search, asOf), ...(added.length > 0 ? { own: added.map(columnOf) } : {}) }, by),
  )
  if (error) return <Refused error={error} onAgain={() => void refetch()} />
  if (data === undefined) return <Bones rows={6} height={40} />
  if (data.rows.length === 0) return <>{empty}</>
  const money = (minor: number | null) => <Money minor={minor} />
  const figures = ({ netContributionMinor, netSalesMinor, clvMinor, own: sums }: CustomerSum) => [
    money(netContributionMinor),
    money(netSalesMinor),
    money(clvMinor),
    ...added.map(one => <FieldValue key={one.key} field={one} value={sums?.[columnOf(one)] ?? null} names={{}} currency={currency} />),
  ]
  return (
    <GroupList
      label={say('groupedBy', { field: title })}
      title={title}
      figureTitles={[field('netContribution'), field('netSales'), field('clv'), ...added.map(one => labelOf(one, language))]}
      groups={data.rows.map(row => ({ key: row.value ?? '', title: word(row), count: row.count, figures: figures(row), row }))}
      members={({ row, title: named }) => (
        <CustomerRows search={memberSearch(search, by, row.value)} label={named} empty={empty} height="440px" />
      )}
    />
  )
}
