import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { ConsentOfContact } from '#contract/dyads/consent.ts'
import { contactChannels } from '#core/dyads/consent.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { keepLimits } from './privacy.queries.ts'
import { privacyTexts } from './privacy.text.ts'

type Given = { readonly dyadId: string; readonly person: ConsentOfContact; readonly onClose: () => void }

/** How a person may not be approached. */
export function LimitsForm({ dyadId, person, onClose }: Given) {
  const say = useText(privacyTexts)
  const [draft, setDraft] = useState(person.limits)
  const set = (change: Partial<typeof draft>) => setDraft(old => ({ ...old, ...change }))
  const saving = useMutation({
    mutationFn: () => keepLimits(dyadId, person.contactId, { ...draft, reason: draft.reason?.trim() || null }),
    onSuccess: onClose,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <DrawerPage open title={`${say('limits')} · ${person.name}`} onClose={onClose} width={480}>
      <form className="lk-stack" noValidate onSubmit={submit}>
        <Refused error={saving.error} />
        <Field label={say('blockedChannels')}>
          <Select
            mode="multiple"
            value={[...draft.blocked]}
            options={contactChannels.map(value => ({ value, label: say(value) }))}
            onChange={blocked => set({ blocked })}
          />
        </Field>
        <Field label={say('ownMax')}>
          <NumberInput min={0} max={100} value={draft.maxPerWeek} onChange={next => set({ maxPerWeek: next })} />
        </Field>
        <Checkbox checked={draft.isRestricted} onChange={event => set({ isRestricted: event.target.checked })}>
          {say('isRestricted')}
        </Checkbox>
        <Field label={say('reason')}>
          <Input maxLength={500} value={draft.reason ?? ''} onChange={event => set({ reason: event.target.value })} />
        </Field>
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {say('save')}
          </Button>
          <Button onClick={onClose}>{say('cancel')}</Button>
        </div>
      </form>
    </DrawerPage>
  )
}
