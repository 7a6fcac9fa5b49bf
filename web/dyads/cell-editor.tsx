import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import type { Customer } from '#contract/dyads/customer.ts'
import { isOwnColumn, type OwnColumn } from '#contract/platform/own-columns.ts'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { type BatchField, useBatchWords, ValueBox } from './batch-fields.tsx'
import { columnOf, useOpenFields } from './custom-columns.tsx'
import { CustomCellForm } from './custom-cell-editor.tsx'
import { batchTexts } from './batch.text.ts'
import { changeCustomer, customerQuery } from './dyads.queries.ts'
import { dyadTexts } from './dyads.text.ts'

/** The columns of the list that can be changed where they stand, and the field that each is of. */
export const editableColumns: Readonly<Record<string, Exclude<BatchField, 'addTags' | 'removeTags' | OwnColumn>>> = {
  owner: 'ownerId',
  department: 'departmentId',
  customerKind: 'customerKind',
  region: 'region',
  city: 'city',
  industry: 'industry',
}

export type EditedCell = { readonly dyadId: string; readonly partyId: string; readonly name: string; readonly column: string }

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

/** Own fields of the relation lie with it, those of the company with the company. */
function OwnCell({ cell: { dyadId, partyId, column }, onClose }: Shown) {
  const isOfCompany = useOpenFields('party').some(field => columnOf(field) === column)
  const at = isOfCompany ? ({ entity: 'party', recordId: partyId } as const) : ({ entity: 'customer', recordId: dyadId } as const)
  return <CustomCellForm at={{ dyadId, ...at }} column={column} onClose={onClose} />
}

function PlainCell({ cell, onClose }: Shown) {
  const { data, error } = useQuery({ ...customerQuery(cell.dyadId, undefined), staleTime: 0, gcTime: 0 })
  return (
    <>
      <Refused error={error} />
      {data ? <Form key={data.version} customer={data} column={cell.column} onClose={onClose} /> : null}
    </>
  )
}

type Shown = { readonly cell: EditedCell; readonly onClose: () => void }

/** One field of one customer, changed from the list. */
export default function CellEditor({ cell, onClose }: Shown) {
  const say = useText(batchTexts)
  const Cell = isOwnColumn(cell.column) ? OwnCell : PlainCell
  return (
    <Modal open title={cell.name} footer={null} width={380} onCancel={onClose} aria-label={say('change')}>
      <Cell cell={cell} onClose={onClose} />
    </Modal>
  )
}
