import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Customer } from '#contract/dyads/customer.ts'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { type BatchField, useBatchWords, ValueBox } from './batch-fields.tsx'
import { batchTexts } from './batch.text.ts'
import { changeCustomer, customerQuery } from './dyads.queries.ts'
import { dyadTexts } from './dyads.text.ts'

/** The columns of the list that can be changed where they stand, and the field that each is of. */
export const editableColumns: Readonly<Record<string, Exclude<BatchField, 'addTags' | 'removeTags'>>> = {
  owner: 'ownerId',
  department: 'departmentId',
  customerKind: 'customerKind',
  region: 'region',
  city: 'city',
  industry: 'industry',
}

export type EditedCell = { readonly dyadId: string; readonly name: string; readonly column: string }

type FormGiven = { readonly customer: Customer; readonly column: string; readonly onClose: () => void }

/** Written over what was read a moment ago: where somebody has changed the customer since, nothing is written and that is said. */
function Form({ customer, column, onClose }: FormGiven) {
  const say = useText(dyadTexts)
  const { title } = useBatchWords()
  const field = editableColumns[column] ?? 'region'
  const [value, setValue] = useState<unknown>(customer[field])
  const limit = customer.limits.customer[field]
  const isReadOnly = !customer.mayWrite || (limit !== undefined && limit !== 'editable')
  const saving = useMutation({
    mutationFn: () => changeCustomer(customer.dyadId, { version: customer.version, [field]: value ?? null }),
    onSuccess: () => {
      toast('done', say('saved'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  if (isReadOnly) return <p>{say('notYoursToEdit')}</p>
  return (
    <form className="lk-stack" onSubmit={submit}>
      <Refused error={saving.error} />
      <Field label={title(field)}>
        <ValueBox draft={{ field, value }} onValue={setValue} />
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

/** One field of one customer, changed from the list. */
export default function CellEditor({ cell, onClose }: { readonly cell: EditedCell; readonly onClose: () => void }) {
  const say = useText(batchTexts)
  const { data, error } = useQuery({ ...customerQuery(cell.dyadId, undefined), staleTime: 0, gcTime: 0 })
  return (
    <Modal open title={cell.name} footer={null} width={380} onCancel={onClose} aria-label={say('change')}>
      <Refused error={error} />
      {data ? <Form key={data.version} customer={data} column={cell.column} onClose={onClose} /> : null}
    </Modal>
  )
}
