import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Radio, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Pool } from '#contract/activities/pool.ts'
import { poolDefaults, poolTypes } from '#core/activities/pool.ts'
import { departmentsQuery, peopleQuery } from '#web/dyads/dyads.queries.ts'
import { useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { keepPool } from './pool.queries.ts'
import { poolTexts } from './pool.text.ts'
import { RemovePool } from './pool-removal.tsx'
import '#web/dyads/dyads.css'

type Rules = Pick<Pool, 'name' | 'isOpen' | 'isDefault' | 'members' | 'dailyLimit' | 'capacity' | 'cooldownDays' | 'recycleDays'>
type Draft = Rules & { readonly note: string; readonly warnings: string }
type Part = { readonly draft: Draft; readonly set: (change: Partial<Draft>) => void; readonly error: unknown; readonly tried: boolean }

const draftOf = (pool: Pool | undefined, isFirst: boolean): Draft => {
  const base = pool ?? { ...poolDefaults, name: '', note: null, isOpen: true, isDefault: isFirst, members: [] }
  return { ...base, note: base.note ?? '', warnings: base.warningDays.join(', ') }
}

/** Days as they are typed: whole, from 1 to 60, the longest first. */
const daysOf = (text: string): number[] =>
  [...new Set(text.split(/[,，、\s]+/).map(Number))]
    .filter(day => Number.isInteger(day) && day >= 1 && day <= 60)
    .toSorted((a, b) => b - a)
    .slice(0, 5)

function bodyOf({ name, note, warnings, isOpen, isDefault, members, dailyLimit, capacity, cooldownDays, recycleDays }: Draft) {
  const rules = { isOpen, isDefault, members: isOpen ? [] : members, dailyLimit, capacity, cooldownDays, recycleDays }
  return { ...rules, name: name.trim(), note: note.trim() || null, warningDays: daysOf(warnings) }
}

function Members({ draft, set, error }: Part) {
  const say = useText(poolTexts)
  const departments = useQuery(departmentsQuery).data?.rows ?? []
  const people = useQuery(peopleQuery).data?.rows ?? []
  const of = (kind: 'department' | 'user') => draft.members.filter(one => one.kind === kind).map(one => one.id)
  const choose = (kind: 'department' | 'user', ids: readonly string[]) =>
    set({ members: [...draft.members.filter(one => one.kind !== kind), ...ids.map(id => ({ kind, id }))] })
  const choices = [
    ['department', say('departmentsIn'), departments.map(one => ({ value: one.departmentId, label: one.name }))],
    ['user', say('peopleIn'), people.filter(one => !one.disabled).map(one => ({ value: one.userId, label: one.name }))],
  ] as const
  return (
    <>
      <fieldset className="lk-range-field lk-flags-field">
        <legend>{say('membership')}</legend>
        <Radio.Group
          value={draft.isOpen}
          onChange={event => set({ isOpen: event.target.value as boolean })}
          options={[
            { value: true, label: say('everyone') },
            { value: false, label: say('someOnly') },
          ]}
        />
      </fieldset>
      {draft.isOpen
        ? null
        : choices.map(([kind, label, options]) => (
            <Field key={kind} label={label} error={refusedField(error, 'members')}>
              <Select mode="multiple" optionFilterProp="label" value={of(kind)} options={options} onChange={ids => choose(kind, ids)} />
            </Field>
          ))}
    </>
  )
}

function Limits({ draft, set, error }: Part) {
  const say = useText(poolTexts)
  const limits = [
    ['dailyLimit', say('dailyLimit'), 1, 10_000],
    ['capacity', say('capacity'), 1, 1_000_000],
    ['cooldownDays', say('cooldown'), 0, 3650],
  ] as const
  return limits.map(([name, label, min, max]) => (
    <Field key={name} label={label} required error={refusedField(error, name)}>
      <NumberInput
        min={min}
        max={max}
        precision={0}
        value={draft[name]}
        onChange={value => set({ [name]: value ?? min } as Partial<Draft>)}
      />
    </Field>
  ))
}

function RecycleDays({ draft, set }: Part) {
  const say = useText(poolTexts)
  const word = useText(customerWords)
  return (
    <>
      <h3 className="lk-whole">{say('recycleAfter')}</h3>
      <fieldset className="lk-form-grid lk-whole">
        {poolTypes.map(type => (
          <Field key={type} label={type === 'unplaced' ? say('unplaced') : word(type)}>
            <NumberInput
              min={1}
              max={365}
              precision={0}
              placeholder={say('never')}
              value={draft.recycleDays[type]}
              onChange={value => set({ recycleDays: { ...draft.recycleDays, [type]: value ?? null } })}
            />
          </Field>
        ))}
      </fieldset>
    </>
  )
}

type Given = { readonly pool: Pool | undefined; readonly pools: readonly Pool[]; readonly onClose: () => void }

/** The rules of a pool: who belongs to it, what they may claim, when customers come back. */
export function PoolForm({ pool, pools, onClose }: Given) {
  const say = useText(poolTexts)
  const [draft, setDraft] = useState(() => draftOf(pool, pools.length === 0))
  const [tried, setTried] = useState(false)
  const saving = useMutation({
    mutationFn: () => keepPool(pool, bodyOf(draft)),
    onSuccess: () => {
      toast('done', say('saved'))
      onClose()
    },
  })
  const set = (change: Partial<Draft>) => setDraft(old => ({ ...old, ...change }))
  const part = { draft, set, tried, error: saving.error }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (draft.name.trim() !== '') saving.mutate()
  }
  return (
    <DrawerPage open title={pool ? `${say('editPool')} · ${pool.name}` : say('createPool')} width={640} onClose={onClose}>
      <form className="lk-stack" noValidate onSubmit={submit}>
        <Refused error={saving.error} />
        <Field label={say('name')} required error={tried && draft.name.trim() === '' ? say('fill') : refusedField(saving.error, 'name')}>
          <Input autoFocus maxLength={60} value={draft.name} onChange={event => set({ name: event.target.value })} />
        </Field>
        <Field label={say('note')}>
          <Input maxLength={500} value={draft.note} onChange={event => set({ note: event.target.value })} />
        </Field>
        <Members {...part} />
        <Checkbox checked={draft.isDefault} onChange={event => set({ isDefault: event.target.checked })}>
          {say('isDefault')}
        </Checkbox>
        <Limits {...part} />
        <RecycleDays {...part} />
        <Field label={say('warnDays')} error={refusedField(saving.error, 'warningDays')}>
          <Input value={draft.warnings} onChange={event => set({ warnings: event.target.value })} />
        </Field>
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {say('save')}
          </Button>
          <Button onClick={onClose}>{say('cancel')}</Button>
        </div>
      </form>
      {pool ? <RemovePool pool={pool} pools={pools} onClose={onClose} /> : null}
    </DrawerPage>
  )
}
