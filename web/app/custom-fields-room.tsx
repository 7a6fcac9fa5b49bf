import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { sizeIn } from '#web/dyads/attachments-row.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { roomQuery, saveRoom } from './custom-fields.queries.ts'
import { ownFieldTexts } from './custom-fields.text.ts'

const megabyte = 1024 * 1024
type Limits = { readonly fileBytes: number; readonly quotaBytes: number | null }

function Form({ limits }: { readonly limits: Limits }) {
  const say = useText(ownFieldTexts)
  const [file, setFile] = useState<number | null>(limits.fileBytes / megabyte)
  const [quota, setQuota] = useState<number | null>(limits.quotaBytes === null ? null : limits.quotaBytes / megabyte)
  const bytes = (amount: number) => Math.round(amount * megabyte)
  const saving = useMutation({
    mutationFn: () => saveRoom({ fileBytes: bytes(file ?? 0), quotaBytes: quota === null ? null : bytes(quota) }),
    onSuccess: () => toast('done', say('saved')),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-form" noValidate onSubmit={submit}>
      <Refused error={saving.error} />
      <Field label={say('fileMegabytes')} error={refusedField(saving.error, 'fileBytes')}>
        <NumberInput min={1} max={1024} value={file} onChange={setFile} />
      </Field>
      <Field label={say('quotaMegabytes')} error={refusedField(saving.error, 'quotaBytes')}>
        <NumberInput min={1} value={quota} onChange={setQuota} />
      </Field>
      <div className="lk-actions">
        <Button htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}

/** How large files may be, and how much of their room is taken. */
export function FileRoomCard() {
  const say = useText(ownFieldTexts)
  const language = useLanguage()
  const may = useMay()('settings.manage')
  const { data } = useQuery(roomQuery)
  if (data === undefined) return null
  return (
    <section className="lk-card lk-stack" aria-label={say('files')}>
      <h2>{say('files')}</h2>
      <p className="lk-muted">{say('used', { size: sizeIn(data.usedBytes, language) })}</p>
      {may ? <Form limits={data} /> : null}
    </section>
  )
}
