import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isOwnColumn, type OwnColumn } from '#contract/platform/own-columns.ts'
import { type CustomField, type FieldAnswer, listCustomFields } from '#contract/platform/custom-fields.ts'
import type { FieldEntity } from '#core/platform/custom-field.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import type { ColumnType } from '#core/platform/list-filter.ts'
import { minorDigits } from '#core/units/money.ts'
import { call } from '#web/platform/call.ts'
import type { Language } from '#web/platform/preferences.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage } from '#web/platform/text.ts'
import type { FilterColumn, FilterOption } from '#web/ui/filter-columns.ts'
import type { Column, TableLayout } from '#web/ui/table-layout.ts'
import { FieldValue } from './custom-fields-value.tsx'
import { peopleQuery } from './dyads.queries.ts'

/** The firm's own fields in use that the reader may see, of all kinds of record. */
export const openFieldsQuery = queryOptions({
  queryKey: ['own-fields', 'open'],
  queryFn: ({ signal }) => call(listCustomFields, { query: { open: true } }, { signal }),
  staleTime: 60_000,
})

export const labelOf = ({ labelZh, labelEn }: Pick<CustomField, 'labelZh' | 'labelEn'>, language: Language): string =>
  language === 'en' ? labelEn : labelZh

export const columnOf = ({ key }: Pick<CustomField, 'key'>): OwnColumn => `${customPrefix}${key}` as OwnColumn

const none: readonly CustomField[] = []

/** Those of these kinds of record, in the order of forms. */
export function useOpenFields(...entities: readonly FieldEntity[]): readonly CustomField[] {
  const rows = useQuery(openFieldsQuery).data?.rows ?? none
  const wanted = entities.join()
  return useMemo(() => rows.filter(field => wanted.split(',').includes(field.entity)), [rows, wanted])
}

/** What a field holds, as lists compare it; a formula by what it gives. */
export function heldBy({ type, resultType }: CustomField): ColumnType {
  const of = type === 'formula' ? (resultType ?? 'text') : type
  if (of === 'date') return 'day'
  if (of === 'multi_choice') return 'tags'
  return of === 'party' ? 'choice' : of
}

const isFigure = (field: CustomField) => heldBy(field) === 'number' || heldBy(field) === 'money'
const sorted: readonly ColumnType[] = ['number', 'money', 'day', 'text']

/** Figures of the firm's own, which groups add up. */
export const figuresOf = (fields: readonly CustomField[], shown: readonly string[]): readonly CustomField[] =>
  fields.filter(field => isFigure(field) && shown.includes(columnOf(field)))

export type OwnRow = { readonly custom?: Readonly<Record<string, unknown>> | undefined }

/** The fields as columns, left out until someone asks for them. `sortsAll`: short lists are ordered by any of them, long ones where an index helps. */
export function useOwnColumns<Row extends OwnRow>(fields: readonly CustomField[], sortsAll = false): readonly Column<Row>[] {
  const language = useLanguage()
  const currency = useCurrency()
  return useMemo(
    () =>
      fields.map((field): Column<Row> => {
        const isFound = sortsAll ? heldBy(field) !== 'tags' : sorted.includes(heldBy(field)) && field.isFilter && field.isFilled
        return {
          key: columnOf(field),
          title: labelOf(field, language),
          width: isFigure(field) ? 116 : 144,
          hidden: true,
          ...(isFigure(field) ? { align: 'end' as const } : {}),
          ...(isFound ? { sortable: true } : {}),
          render: row => {
            const value = row.custom?.[field.key]
            return value === undefined || value === null ? (
              '—'
            ) : (
              <FieldValue field={field} value={value as FieldAnswer} names={{}} currency={currency} />
            )
          },
        }
      }),
    [fields, language, currency, sortsAll],
  )
}

const choicesOf = ({ choices }: CustomField, language: Language): FilterOption[] =>
  choices.map(({ key, labelZh, labelEn }) => ({ value: key, label: language === 'en' ? labelEn : labelZh }))

/** The fields as columns to filter by. Parties are no list to choose from: whether one is named can be asked. */
export function useOwnFilterColumns(fields: readonly CustomField[]): readonly FilterColumn[] {
  const language = useLanguage()
  const currency = useCurrency()
  const hasPeople = fields.some(({ type }) => type === 'person')
  const people = useQuery({ ...peopleQuery, enabled: hasPeople }).data?.rows
  return useMemo(() => {
    const whom = (people ?? []).map(({ userId, name }) => ({ value: userId, label: name }))
    return fields.map(field => {
      const type = heldBy(field)
      return {
        key: columnOf(field),
        title: labelOf(field, language),
        type,
        ...(type === 'person' ? { options: whom } : field.choices.length > 0 ? { options: choicesOf(field, language) } : {}),
        ...(type === 'money' ? { scale: 1 / 10 ** minorDigits(currency), unit: currency } : {}),
      }
    })
  }, [fields, language, currency, people])
}

/** What a list can be grouped by: fields of a few values. */
export const groupable = (fields: readonly CustomField[]): readonly CustomField[] =>
  fields.filter(({ type }) => type === 'choice' || type === 'person' || type === 'party')

/** What of a layout the server must be asked for beside the usual: own fields and tags that are shown. */
export function ownShown(layout: Partial<TableLayout> | undefined): (OwnColumn | 'tags')[] {
  const { order = [], hidden = [] } = layout ?? {}
  return order.filter((key): key is OwnColumn | 'tags' => (key === 'tags' || isOwnColumn(key)) && !hidden.includes(key)).slice(0, 40)
}
