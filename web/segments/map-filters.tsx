import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { customerKinds } from '#core/dyads/customer.ts'
import { useOpenFields, useOwnFilterColumns } from '#web/dyads/custom-columns.tsx'
import { tagsQuery } from '#web/dyads/custom-fields.queries.ts'
import { GroupChoice } from '#web/dyads/group-choice.tsx'
import { partyTexts } from '#web/dyads/parties.text.ts'
import { customerTypes, lifecycleStages, pyramidTiers } from '#core/segments/grid.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field } from '#web/ui/field.tsx'
import { FilterBuilder } from '#web/ui/filter-builder.tsx'
import { asGroup, type FilterColumn, type FilterGroup, finished } from '#web/ui/filter-columns.ts'
import { type Filters, flagNames } from './map-search.ts'
import { departmentsQuery, peopleQuery } from './segments.queries.ts'
import { segmentTexts } from './segments.text.ts'

type Given = { readonly filters: Filters; readonly onApply: (filters: Filters) => void; readonly onClose: () => void }
type Choices = readonly { readonly value: string; readonly label: string }[]
type Draft = Readonly<Record<string, readonly string[] | boolean | undefined>>

function useChoices(): Readonly<Record<'type' | 'tier' | 'stage' | 'customerKind' | 'owner' | 'department', Choices>> {
  const say = useText(segmentTexts)
  const name = useText(customerWords)
  const language = useLanguage()
  const people = useQuery(peopleQuery).data?.rows ?? []
  const departments = useQuery(departmentsQuery).data?.rows ?? []
  const named = (values: readonly (typeof customerTypes | typeof pyramidTiers | typeof lifecycleStages)[number][]) =>
    values.map(value => ({ value, label: name(value) }))
  return {
    type: named(customerTypes),
    tier: named(pyramidTiers),
    stage: named(lifecycleStages),
    customerKind: [...customerKinds.map(kind => ({ value: kind, label: say(kind) })), { value: 'unknown', label: say('unknownKind') }],
    owner: [
      { value: 'me', label: say('me') },
      { value: 'nobody', label: say('nobody') },
      ...people.map(person => ({ value: person.userId, label: person.name })),
    ],
    department: [
      { value: 'mine', label: say('mine') },
      ...departments.map(one => ({ value: one.departmentId, label: (language === 'en' ? one.nameEn : null) ?? one.name })),
    ],
  }
}

const labels = { type: 'type', tier: 'tier', stage: 'stage', customerKind: 'kind', owner: 'owner', department: 'department' } as const

/** Tags and the firm's own fields of customers and their companies, to build conditions on. */
function useOwnConditions(): readonly FilterColumn[] {
  const say = useText(segmentTexts)
  const own = useOwnFilterColumns(useOpenFields('customer', 'party'))
  const tags = useQuery(tagsQuery('customer')).data?.rows ?? []
  return [{ key: 'tags', title: say('tags'), type: 'tags', options: tags.map(({ name }) => ({ value: name, label: name })) }, ...own]
}

type Conditions = {
  readonly columns: readonly FilterColumn[]
  readonly group: FilterGroup
  readonly onGroup: (group: FilterGroup) => void
}

function OwnConditions({ columns, group, onGroup }: Conditions) {
  const say = useText(segmentTexts)
  return (
    <fieldset className="lk-plain">
      <legend>{say('ownConditions')}</legend>
      <FilterBuilder columns={columns} filter={group} onChange={onGroup} />
    </fieldset>
  )
}

/** What narrows the map: lists to choose from, places as written, and states to tick. */
export function MapFilterDrawer({ filters, onApply, onClose }: Given) {
  const say = useText(segmentTexts)
  const group = useText(partyTexts)('groupFilter')
  const choices = useChoices()
  const [draft, setDraft] = useState<Draft>(filters as Draft)
  const set = (name: string, value: readonly string[] | boolean | undefined) => setDraft(old => ({ ...old, [name]: value }))
  const columns = useOwnConditions()
  const [conditions, setConditions] = useState(() => asGroup(filters.filter))
  const apply = (next: Draft, group?: FilterGroup) => {
    const { filter: _, ...plain } = next
    const kept = Object.entries(plain).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value === true))
    const filter = group && finished(group, columns)
    onApply({ ...Object.fromEntries(kept), ...(filter ? { filter } : {}) } as Filters)
    onClose()
  }
  const footer = (
    <div className="lk-actions">
      <Button type="primary" onClick={() => apply(draft, conditions)}>
        {say('apply')}
      </Button>
      <Button onClick={() => apply({})}>{say('clearFilters')}</Button>
    </div>
  )
  return (
    <DrawerPage open title={say('filterTitle')} onClose={onClose} width={420} footer={footer}>
      <div className="lk-filter-form">
        {(Object.keys(labels) as (keyof typeof labels)[]).map(name => (
          <Field key={name} label={say(labels[name])}>
            <Select
              mode="multiple"
              allowClear
              showSearch
              optionFilterProp="label"
              placeholder={say('anyone')}
              value={[...((draft[name] as readonly string[] | undefined) ?? [])]}
              options={[...choices[name]]}
              onChange={(values: string[]) => set(name, values)}
            />
          </Field>
        ))}
        {(['country', 'region'] as const).map(name => (
          <Field key={name} label={say(name)} hint={say('regionHint')}>
            <Select
              mode="tags"
              open={false}
              tokenSeparators={[',', '，', '、']}
              suffixIcon={null}
              value={[...((draft[name] as readonly string[] | undefined) ?? [])]}
              onChange={(values: string[]) => set(name, values)}
            />
          </Field>
        ))}
        <Field label={group}>
          <GroupChoice value={draft.group as readonly string[] | undefined} onChange={next => set('group', next)} />
        </Field>
        <OwnConditions columns={columns} group={conditions} onGroup={setConditions} />
        <fieldset className="lk-plain lk-checks">
          <legend>{say('flags')}</legend>
          {flagNames.map(name => (
            <label key={name} className="lk-check">
              <input type="checkbox" checked={draft[name] === true} onChange={event => set(name, event.target.checked)} />
              {say(name)}
            </label>
          ))}
        </fieldset>
      </div>
    </DrawerPage>
  )
}
