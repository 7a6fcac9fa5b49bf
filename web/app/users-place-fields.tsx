import { Input } from 'antd'
import { type DataScope, dataScopes, type Role, roles } from '#core/platform/access.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { DepartmentChoices } from './departments-choices.tsx'
import { entryTexts } from './entry.text.ts'
import { RoleWords, useRoleName } from './users-roles.tsx'
import { usersTexts } from './users-words.text.ts'

/** What a person is and sees in the company. `departmentId` is empty for none. */
export type PlaceFilled = { readonly role: Role; readonly scope: DataScope; readonly departmentId: string; readonly title: string }

/** A data scope by department needs one. */
export const lacksDepartment = ({ scope, departmentId }: PlaceFilled) => departmentId === '' && scope.startsWith('department')

type Given = {
  readonly filled: PlaceFilled
  readonly set: (change: Partial<PlaceFilled>) => void
  readonly error: unknown
  readonly tried: boolean
}

/** Role with what it lets one do, data scope, department, job title. */
export function PlaceFields({ filled, set, error, tried }: Given) {
  const say = useText(usersTexts)
  const sayEntry = useText(entryTexts)
  const roleName = useRoleName()
  const missing = tried && lacksDepartment(filled) ? say('needsDepartment') : undefined
  return (
    <>
      <Field label={say('role')} error={refusedField(error, 'role')}>
        <select className="lk-select" value={filled.role} onChange={event => set({ role: event.target.value as Role })}>
          {roles.map(role => (
            <option key={role} value={role}>
              {roleName(role)}
            </option>
          ))}
        </select>
      </Field>
      <RoleWords role={filled.role} />
      <Field label={say('scope')} hint={say(`${filled.scope}For`)} error={refusedField(error, 'scope')}>
        <select className="lk-select" value={filled.scope} onChange={event => set({ scope: event.target.value as DataScope })}>
          {dataScopes.map(scope => (
            <option key={scope} value={scope}>
              {sayEntry(scope)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={say('department')} error={missing ?? refusedField(error, 'departmentId')}>
        <select className="lk-select" value={filled.departmentId} onChange={event => set({ departmentId: event.target.value })}>
          <option value="">{say('noDepartment')}</option>
          <DepartmentChoices />
        </select>
      </Field>
      <Field label={say('title')} error={refusedField(error, 'title')}>
        <Input maxLength={100} value={filled.title} onChange={event => set({ title: event.target.value })} />
      </Field>
    </>
  )
}
