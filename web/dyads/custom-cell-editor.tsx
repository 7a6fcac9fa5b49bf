import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import type { CustomRecord, FieldInput } from '#contract/platform/custom-fields.ts'
import type { FieldEntity } from '#core/platform/custom-field.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { labelOf } from './custom-columns.tsx'
import { CustomInput } from './custom-fields-input.tsx'
import { customQuery, type RecordOf, saveCustom } from './custom-fields.queries.ts'
import { customTexts } from './custom-fields.text.ts'
import { dyadTexts } from './dyads.text.ts'

type Given = { readonly at: RecordOf<FieldEntity>; readonly column: string; readonly onClose: () => void }

const plain = (value: unknown): FieldInput => (typeof value === 'object' && !Array.isArray(value) ? null : ((value ?? null) as FieldInput))

function Form({ at, column, record, onClose }: Given & { readonly record: CustomRecord }) {
  const say = useText(dyadTexts)
  const own = useText(customTexts)
  const language = useLanguage()
  const key = column.slice(customPrefix.length)
  const field = record.fields.find(each => each.key === key)
  const [value, setValue] = useState<FieldInput>(() => plain(record.values[key]))
  const saving = useMutation({
    mutationFn: () => saveCustom(at, { [key]: value }),
    onSuccess: () => {
      toast('done', say('saved'))
      onClose()
    },
  })
  if (field === undefined || field.level !== 'editable' || !record.mayWrite)
    return <p>{field?.type === 'formula' ? own('computed') : say('notYoursToEdit')}</p>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-stack" onSubmit={submit}>
      <Refused error={saving.error} />
      <Field label={labelOf(field, language)} error={refusedField(saving.error, `values.${key}`)}>
        <CustomInput field={field} value={value} currency={record.currency} names={record.names} onChange={setValue} />
      </Field>
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
        <Button onClick={onClose}>{say('cancel')}</Button>
      </div>
    </form>
  )
}

/** The same in a window over the list. */
export default function CustomCellWindow({ name, ...given }: Given & { readonly name: string }) {
  const say = useText(customTexts)
  return (
    <Modal open title={name} footer={null} width={380} onCancel={given.onClose} aria-label={say('edit')}>
      <CustomCellForm {...given} />
    </Modal>
  )
}

/** One own field of one record, changed from its list. */
export function CustomCellForm(given: Given) {
  const { data, error } = useQuery({ ...customQuery(given.at), staleTime: 0, gcTime: 0 })
  if (error) return <Refused error={error} />
  return data === undefined ? <Bones rows={2} height={28} /> : <Form {...given} record={data} />
}
