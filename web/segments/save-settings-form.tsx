import { useMutation } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { uiTexts } from '#web/ui/ui.text.ts'
import type { Draft } from '#web/value/draft.ts'
import { settingsTexts } from '#web/value/settings.text.ts'
import { refreshPlaces, save } from './segments.queries.ts'

type Given = { readonly draft: Draft; readonly base: number; readonly onSaved: () => void; readonly onClose: () => void }

/** Saves the draft as the next version, with a word on why. */
export function SaveSettingsForm({ draft, base, onSaved, onClose }: Given) {
  const say = useText(settingsTexts)
  const ui = useText(uiTexts)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const saving = useMutation({
    mutationFn: () => save({ draft: draft as unknown as Record<string, unknown>, base, note: note.trim() }),
    onSuccess: ({ version }) => {
      toast('done', say('saved', { version: version.version }))
      onSaved()
      void refreshPlaces()
    },
  })
  const short = note.trim().length < 2
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!short) saving.mutate()
  }
  return (
    <Modal open title={say('save')} onCancel={onClose} footer={null} destroyOnHidden>
      <form onSubmit={submit} className="lk-stack" noValidate>
        <p className="lk-muted">{say('saveLead')}</p>
        <Field label={say('note')} required error={tried && short ? say('noteNeeded') : refusedField(saving.error, 'note')}>
          <Input.TextArea rows={2} maxLength={500} value={note} onChange={event => setNote(event.target.value)} />
        </Field>
        <Refused error={saving.error} />
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {ui('save')}
          </Button>
          <Button onClick={onClose}>{ui('cancel')}</Button>
        </div>
      </form>
    </Modal>
  )
}
