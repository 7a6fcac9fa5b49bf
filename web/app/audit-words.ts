import type { AuditEntry } from '#contract/platform/audit.ts'
import { dataScopes, roles } from '#core/platform/access.ts'
import { formatInstant, formatNumber } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { auditTexts } from './audit-words.text.ts'
import { useDepartmentName } from './departments-choices.tsx'
import { entryTexts } from './entry.text.ts'
import { useRoleName } from './users-roles.tsx'

type Key = keyof typeof auditTexts.pairs

const keys = Object.keys(auditTexts.pairs) as readonly Key[]
const under = (head: string) => keys.filter(key => key.startsWith(`${head}.`)).map(key => key.slice(head.length + 1))

/** What can be chosen in the filters: the verbs and objects that have words. */
export const knownActions = under('action')
export const knownEntities = under('entity')

/** Verbs that say all by themselves. */
const whole = new Set(['sign_in', 'sign_out', 'change_password', 'reset_password'])

/** The words of the trail. A verb, object or field without words of its own is shown as it is written down. */
export function useAuditWords() {
  const say = useText(auditTexts) as (key: Key, values?: Record<string, string>) => string
  const named = (head: 'action' | 'entity' | 'field', name: string) => keys.find(key => key === `${head}.${name}`)
  const word = (head: 'action' | 'entity' | 'field', name: string) => {
    const key = named(head, name)
    return key ? say(key) : name
  }
  const deed = ({ action, entity }: Pick<AuditEntry, 'action' | 'entity'>) =>
    whole.has(action) ? word('action', action) : say('deed', { action: word('action', action), entity: word('entity', entity) })
  const field = (path: string) =>
    path
      .split('.')
      .map(part => word('field', part))
      .join(' · ')
  return { action: (name: string) => word('action', name), entity: (name: string) => word('entity', name), deed, field }
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

/** Shows a value of a record for reading: names for ids, words for codes, times in the firm's zone. */
export function useValueWords(personName: (userId: string) => string | undefined): (path: string, value: unknown) => string {
  const say = useText(auditTexts)
  const sayEntry = useText(entryTexts)
  const language = useLanguage()
  const roleName = useRoleName()
  const departmentName = useDepartmentName()
  const zone = usePlace()?.tenant.timeZone
  const textOf = (field: string, value: string) => {
    if (field === 'role') return roleName(roles.find(role => role === value) ?? 'viewer')
    if (field === 'scope') return sayEntry(dataScopes.find(scope => scope === value) ?? 'own')
    if (field === 'departmentId' || field === 'parentId') return departmentName(value) ?? value
    if (field === 'userId' || field === 'ownerId') return personName(value) ?? value
    return instant.test(value) ? formatInstant(value, zone) : value
  }
  return (path, value) => {
    const field = path.split('.').at(-1) ?? path
    if (value === undefined || value === null || value === '') return say('empty')
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no')
    if (typeof value === 'number') return formatNumber(value, language, 6)
    return typeof value === 'string' ? textOf(field, value) : JSON.stringify(value)
  }
}
