import { useMutation } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { type FormEvent, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { type ContactField, type EditedContact, editableOfContact } from './contact-fields.ts'
import { changeListedContact } from './contact-list.queries.ts'
import { contactListTexts } from './contact-list.text.ts'
import { CustomCellForm } from './custom-cell-editor.tsx'
import { dyadTexts } from './dyads.text.ts'

type Given = { readonly cell: EditedContact; readonly onClose: () => void }

const kinds: Readonly<Record<ContactField, string>> = { title: 'text', department: 'text', phone: 'tel', email: 'email' }

/** Saves one field and offers to take it back; where somebody has changed the person since, nothing is written and that is said. */
function useSaving({ row }: EditedContact, field: ContactField, onClose: () => void) {
  const say = useText(contactListTexts)
  const failed = (reason: unknown) => toast('failed', reason instanceof Error ? reason.message : String(reason))
  const putBack = (version: number) =>
    void changeListedContact(row, version, { [field]: row[field] }).then(() => toast('done', say('putBack')), failed)
  return useMutation({
    mutationFn: (value: string | null) => changeListedContact(row, row.version, { [field]: value }),
    onSuccess: (version, value) => {
      toast('done', value === null ? say('emptied') : say('changed', { value }), {
        undo: { label: say('undo'), run: () => putBack(version) },
      })
      onClose()
    },
  })
}

function Form({ cell, field, onClose }: Given & { readonly field: ContactField }) {
  const say = useText(dyadTexts)
  const { row, title } = cell
  const [value, setValue] = useState(row[field] ?? '')
  const saving = useSaving(cell, field, onClose)
  const limit = row.limits[field]
  if (!row.mayWrite || (limit !== undefined && limit !== 'editable')) return <p>{say('notYoursToEdit')}</p>
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate(value.trim() === '' ? null : value.trim())
  }
  return (
    <form className="lk-stack" noValidate onSubmit={submit}>
      <Refused error={saving.error} />
      <Field label={title} error={refusedField(saving.error, field)}>
        <Input autoFocus type={kinds[field]} value={value} onChange={event => setValue(event.target.value)} />
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

/** One field of one person, changed from the list. */
export default function ContactCell({ cell, onClose }: Given) {
  const say = useText(contactListTexts)
  const { row, column } = cell
  const field = editableOfContact.find(key => key === column)
  return (
    <Modal open title={row.name} footer={null} width={380} onCancel={onClose} aria-label={say('edit')}>
      {row.rowId !== row.contactId ? (
        <p>{say('elsewhere')}</p>
      ) : field ? (
        <Form cell={cell} field={field} onClose={onClose} />
      ) : row.isSupplier ? (
        <p>{say('notOfSuppliers')}</p>
      ) : (
        <CustomCellForm at={{ dyadId: row.dyadId, entity: 'contact', recordId: row.contactId }} column={column} onClose={onClose} />
      )}
    </Modal>
  )
}
