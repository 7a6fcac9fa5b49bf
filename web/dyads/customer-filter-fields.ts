import { useMemo } from 'react'
import { type CustomerFilterColumn, customerFilterColumns } from '#contract/dyads/customer-filter-columns.ts'
import { minorDigits } from '#core/units/money.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import type { FilterColumn, FilterOption } from '#web/ui/filter-columns.ts'
import { useOpenFields, useOwnFilterColumns } from './custom-columns.tsx'
import { useCustomerOptions } from './customer-options.ts'
import { dyadTexts, fieldTexts } from './dyads.text.ts'

const keys = Object.keys(customerFilterColumns) as readonly CustomerFilterColumn[]
const percents: readonly CustomerFilterColumn[] = ['dataConfidence', 'pAlive', 'growth']
const states = ['provisional', 'dormant', 'belowZero', 'overridden'] as const
const isState = (column: CustomerFilterColumn): column is (typeof states)[number] => (states as readonly string[]).includes(column)

type Options = ReturnType<typeof useCustomerOptions>

/** Choices without the words for "none": a condition has comparisons of its own for that. */
const named = (options: readonly FilterOption[]) =>
  options.filter(({ value }) => value !== 'unplaced' && value !== 'unknown' && value !== 'mine')

function optionsOf(column: CustomerFilterColumn, options: Options): readonly FilterOption[] | undefined {
  const of: Partial<Record<CustomerFilterColumn, readonly FilterOption[]>> = {
    ...options,
    currentBand: options.band,
    potentialBand: options.band,
    collaborator: options.owner.filter(({ value }) => value !== 'nobody' && value !== 'me'),
  }
  const found = of[column]
  return found === undefined ? undefined : named(found)
}

/** Every column that customers can be filtered by, in words, with its choices. */
export function useCustomerFilterColumns(): readonly FilterColumn[] {
  const field = useText(fieldTexts)
  const say = useText(dyadTexts)
  const options = useCustomerOptions()
  const currency = useCurrency()
  const unit = 10 ** minorDigits(currency)
  const own = useOwnFilterColumns(useOpenFields('customer', 'party'))
  const usual = useMemo(
    () =>
      keys.map(key => {
        const type = customerFilterColumns[key]
        const choices = optionsOf(key, options)
        return {
          key,
          type,
          title: isState(key) ? say(key) : field(key),
          ...(choices && type !== 'text' ? { options: choices } : {}),
          ...(type === 'money' ? { scale: 1 / unit, unit: currency } : {}),
          ...(percents.includes(key) ? { scale: 100, unit: '%' } : {}),
        }
      }),
    [field, say, options, currency, unit],
  )
  return useMemo(() => [...usual, ...own], [usual, own])
}
