import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useText } from '#web/platform/text.ts'
import type { FilterColumn } from '#web/ui/filter-columns.ts'
import { type Column, layoutOf, shownColumns, type TableLayout } from '#web/ui/table-layout.ts'
import { ownShown, useOpenFields, useOwnColumns, useOwnFilterColumns } from './custom-columns.tsx'
import { tagsQuery } from './custom-fields.queries.ts'
import { choicesOfMineQuery, peopleQuery, rememberChoice } from './dyads.queries.ts'
import { entityOf, type ListAsked, type ListKind, type TaggedRow } from './record-kind.ts'
import { askedOf, type RecordSearch } from './record-search.ts'
import { recordTexts } from './records.text.ts'

/** The columns of a list of records with the firm's own fields and the tags behind them, as the person arranged them. */
export function useRecordColumns<R extends TaggedRow>(kind: Pick<ListKind<R>, 'name' | 'columns'>) {
  const say = useText(recordTexts)
  const own = useOwnColumns<R>(useOpenFields(entityOf(kind)), true)
  const kept = useQuery(choicesOfMineQuery).data?.values[`${kind.name}.columns`] as TableLayout | undefined
  const columns = useMemo((): readonly Column<R>[] => {
    const tags: Column<R> = { key: 'tags', title: say('tags'), width: 160, hidden: true, render: row => row.tags.join(' · ') || '—' }
    return [...kind.columns, ...(kind.columns.some(({ key }) => key === 'tags') ? [] : [tags]), ...own]
  }, [kind, own, say])
  return {
    columns,
    layout: kept,
    keep: (layout: TableLayout) => rememberChoice(`${kind.name}.columns`, layout),
    /** The keys of the columns that are shown, in their order. */
    shown: shownColumns(columns, layoutOf(columns, kept)).map(({ key }) => key),
    own: ownShown(kept).filter(key => key !== 'tags'),
  }
}

/** What the list asks of the server under what the address says, own fields that are shown among it. */
export function useRecordAsked<R extends TaggedRow>(kind: ListKind<R>, search: RecordSearch): ListAsked {
  const { own } = useRecordColumns(kind)
  return { ...askedOf(search, kind.filters, kind.quick), ...(own.length > 0 ? { own } : {}) }
}

/** What a list of records can be filtered by with conditions: its choices, its tags and the firm's own fields. */
export function useRecordFilterColumns(kind: Pick<ListKind<never>, 'name' | 'filters'>): readonly FilterColumn[] {
  const say = useText(recordTexts)
  const entity = entityOf(kind)
  const own = useOwnFilterColumns(useOpenFields(entity))
  const tags = useQuery(tagsQuery(entity)).data?.rows
  const people = useQuery(peopleQuery).data?.rows
  return useMemo(() => {
    const whom = (people ?? []).map(({ userId, name }) => ({ value: userId, label: name }))
    const named = (tags ?? []).map(({ name }) => ({ value: name, label: name }))
    const usual = kind.filters.map(
      ({ key, label, options }): FilterColumn =>
        options === 'people' ? { key, title: label, type: 'person', options: whom } : { key, title: label, type: 'choice', options },
    )
    return [...own, { key: 'tags', title: say('tags'), type: 'tags', options: named }, ...usual]
  }, [kind.filters, own, tags, people, say])
}
