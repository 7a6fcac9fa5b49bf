import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useSearch } from '@tanstack/react-router'
import { sharings } from '#core/activities/transfer.ts'
import { departmentsQuery } from '#web/dyads/dyads.queries.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { HandoverPreview } from './handover-preview.tsx'
import { handoverTexts } from './handover.text.ts'
import { handOver, ownersQuery, poolsQuery, previewQuery, type TransferBody } from './pool.queries.ts'

type Draft = {
  readonly from: 'fromPerson' | 'fromDepartment'
  readonly fromId: string | undefined
  readonly to: 'toPeople' | 'toPool' | 'toDepartment'
  readonly receivers: readonly string[]
  readonly toId: string | undefined
  readonly sharing: (typeof sharings)[number]
  readonly reason: string
}
type Part = { readonly draft: Draft; readonly set: (change: Partial<Draft>) => void; readonly error: unknown }

/** What is asked of the server; undefined while something is still to be chosen. */
function bodyOf({ from, fromId, to, receivers, toId, sharing }: Draft): TransferBody | undefined {
  if (fromId === undefined) return undefined
  const source = from === 'fromPerson' ? { fromUserId: fromId } : { fromDepartmentId: fromId }
  if (to === 'toPeople') return receivers.length === 0 ? undefined : { ...source, receivers: [...receivers], sharing }
  if (toId === undefined) return undefined
  return { ...source, ...(to === 'toPool' ? { poolId: toId } : { toDepartmentId: toId }) }
}

function useOptions() {
  const say = useText(handoverTexts)
  const owners = useQuery(ownersQuery).data?.rows ?? []
  const departments = useQuery(departmentsQuery).data?.rows ?? []
  const pools = useQuery(poolsQuery).data?.rows ?? []
  return {
    owners: owners
      .filter(one => one.customers > 0)
      .map(one => ({
        value: one.userId,
        label: [say('owns', { name: one.name, count: one.customers }), one.disabled ? say('left') : null].filter(Boolean).join(' · '),
      })),
    people: owners
      .filter(one => !one.disabled)
      .map(one => ({ value: one.userId, label: say('owns', { name: one.name, count: one.customers }) })),
    departments: departments.map(one => ({ value: one.departmentId, label: one.name })),
    pools: pools.map(one => ({ value: one.poolId, label: one.name })),
  }
}

function FromPart({ draft, set, error }: Part) {
  const say = useText(handoverTexts)
  const options = useOptions()
  const isPerson = draft.from === 'fromPerson'
  return (
    <fieldset className="lk-stack lk-handover-part">
      <legend>{say('from')}</legend>
      <Radio.Group
        value={draft.from}
        onChange={event => set({ from: event.target.value as Draft['from'], fromId: undefined })}
        options={(['fromPerson', 'fromDepartment'] as const).map(value => ({ value, label: say(value) }))}
      />
      <Field
        label={say(isPerson ? 'person' : 'department')}
        required
        error={refusedField(error, isPerson ? 'fromUserId' : 'fromDepartmentId')}
      >
        <Select
          showSearch
          optionFilterProp="label"
          value={draft.fromId ?? null}
          options={isPerson ? options.owners : options.departments}
          onChange={fromId => set({ fromId: fromId ?? undefined })}
        />
      </Field>
    </fieldset>
  )
}

function ToPart({ draft, set, error }: Part) {
  const say = useText(handoverTexts)
  const options = useOptions()
  const ways = draft.from === 'fromPerson' ? (['toPeople', 'toPool'] as const) : (['toPeople', 'toPool', 'toDepartment'] as const)
  return (
    <fieldset className="lk-stack lk-handover-part">
      <legend>{say('to')}</legend>
      <Radio.Group
        value={draft.to}
        onChange={event => set({ to: event.target.value as Draft['to'], toId: undefined })}
        options={ways.map(value => ({ value, label: say(value) }))}
      />
      {draft.to === 'toPeople' ? (
        <>
          <Field label={say('receivers')} required error={refusedField(error, 'receivers')}>
            <Select
              mode="multiple"
              optionFilterProp="label"
              value={[...draft.receivers]}
              options={options.people.filter(one => one.value !== draft.fromId)}
              onChange={receivers => set({ receivers })}
            />
          </Field>
          {draft.receivers.length > 1 ? (
            <Field label={say('sharing')}>
              <select
                className="lk-select"
                value={draft.sharing}
                onChange={event => set({ sharing: event.target.value as Draft['sharing'] })}
              >
                {(['by_value', 'round_robin', 'by_department'] as const).map(one => (
                  <option key={one} value={one}>
                    {say(one)}
                  </option>
                ))}
              </select>
            </Field>
          ) : null}
        </>
      ) : (
        <Field
          label={say(draft.to === 'toPool' ? 'pool' : 'department')}
          required
          error={refusedField(error, draft.to === 'toPool' ? 'poolId' : 'toDepartmentId')}
        >
          <Select
            showSearch
            optionFilterProp="label"
            value={draft.toId ?? null}
            options={(draft.to === 'toPool' ? options.pools : options.departments).filter(one => one.value !== draft.fromId)}
            onChange={toId => set({ toId: toId ?? undefined })}
          />
        </Field>
      )}
    </fieldset>
  )
}

/** Who hands over to whom; shows what would happen before it does. */
export function HandoverForm() {
  const say = useText(handoverTexts)
  const { from } = useSearch({ strict: false }) as { readonly from?: string }
  const blank: Draft = { from: 'fromPerson', fromId: from, to: 'toPeople', receivers: [], toId: undefined, sharing: 'by_value', reason: '' }
  const [draft, setDraft] = useState(blank)
  const body = bodyOf(draft)
  const count = useQuery(previewQuery(body ?? {}, body !== undefined)).data?.customers ?? 0
  const starting = useMutation({
    mutationFn: () => handOver({ ...body, reason: draft.reason.trim() }),
    onSuccess: () => {
      toast('told', say('started'))
      setDraft({ ...blank, fromId: undefined })
    },
  })
  const set = (change: Partial<Draft>) =>
    setDraft(old => ({ ...old, ...change, ...(change.from === 'fromPerson' && old.to === 'toDepartment' ? { to: 'toPeople' } : {}) }))
  const part = { draft, set, error: starting.error }
  return (
    <section className="lk-card lk-stack" aria-label={say('handOver')}>
      <div className="lk-two">
        <FromPart {...part} />
        <ToPart {...part} />
      </div>
      <Field label={say('reason')} required hint={say('reasonHint')} error={refusedField(starting.error, 'reason')}>
        <Input maxLength={500} value={draft.reason} onChange={event => set({ reason: event.target.value })} />
      </Field>
      {body ? <HandoverPreview body={body} /> : null}
      <Refused error={starting.error} />
      <div className="lk-actions">
        <Button
          type="primary"
          disabled={body === undefined || count === 0 || draft.reason.trim() === ''}
          loading={starting.isPending}
          onClick={() => starting.mutate()}
        >
          {say('start', { count })}
        </Button>
      </div>
    </section>
  )
}
