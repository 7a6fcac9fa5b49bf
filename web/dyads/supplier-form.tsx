import type { Supplier } from '#contract/dyads/supplier.ts'
import { type PartyRole, partyRoles } from '#core/dyads/customer.ts'
import { useText } from '#web/platform/text.ts'
import { fieldTexts } from './dyads.text.ts'
import { type Draft, FieldsDrawer, type FormField } from './fields-drawer.tsx'
import { addSupplier, saveSupplier } from './suppliers.queries.ts'
import { supplierTexts } from './suppliers.text.ts'

const names = ['code', 'country', 'region', 'city', 'address', 'phone', 'email', 'website'] as const
const text = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : null)
const companyOf = (draft: Draft) => ({ ...Object.fromEntries(names.map(name => [name, text(draft[name])])), note: text(draft.note) })

function useFields(): readonly FormField[] {
  const field = useText(fieldTexts)
  return [
    { name: 'name', label: field('fullName'), required: true },
    ...names.map(name => ({ name, label: field(name) })),
    { name: 'note', label: field('note'), kind: 'area' as const },
  ]
}

/** A new supplier, carrier or other partner. */
export function NewSupplier({ onDone, onClose }: { readonly onDone: (dyadId: string) => void; readonly onClose: () => void }) {
  const say = useText(supplierTexts)
  const field = useText(fieldTexts)
  const [first, ...rest] = useFields()
  const options = partyRoles.filter(role => role !== 'customer').map(role => ({ value: role, label: field(role) }))
  const roles: FormField = { name: 'roles', label: say('roles'), kind: 'many', required: true, options }
  return (
    <FieldsDrawer
      title={say('add')}
      start={{ roles: ['supplier'] }}
      fields={() => [...(first ? [first] : []), roles, ...rest]}
      save={async draft => {
        const made = await addSupplier({ ...companyOf(draft), name: String(draft.name).trim(), roles: draft.roles as PartyRole[] })
        onDone(made.dyadId)
      }}
      onClose={onClose}
    />
  )
}

export function EditSupplier({ supplier, onClose }: { readonly supplier: Supplier; readonly onClose: () => void }) {
  const say = useText(supplierTexts)
  const fields = useFields()
  const start = Object.fromEntries([...names, 'name' as const, 'note' as const].map(name => [name, supplier[name]]))
  return (
    <FieldsDrawer
      title={say('editTitle')}
      start={start}
      fields={() => fields}
      save={draft => saveSupplier(supplier.dyadId, { ...companyOf(draft), name: String(draft.name).trim(), version: supplier.version })}
      onClose={onClose}
    />
  )
}
