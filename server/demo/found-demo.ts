import type { Language } from '#core/demo/bilingual.ts'
import type { Demo } from '#core/demo/generate.ts'
import { audit } from '#server/platform/audit.ts'
import { foundCompany } from '#server/platform/create-company.ts'
import { type Db, inTenant, type Tx } from '#server/platform/database.ts'
import { writeDepartment } from '#server/platform/departments.sql.ts'
import { writeUser } from '#server/platform/identity.sql.ts'
import { hashPassword } from '#server/platform/identity.ts'
import { newId } from '#server/platform/ids.ts'
import { writeMembership } from '#server/platform/users.sql.ts'

export const administratorName = (language: Language): string => (language === 'en' ? 'Demo' : '演示 Demo')

/** How anyone signs in to the demo company: its administrator, and all its people with the same password. */
export const demoLogin = { email: 'demo@lianke.example.com', password: 'lianke-demo-2026' } as const

async function writePeople(tx: Tx, tenantId: string, { zh, en }: Both, language: Language): Promise<void> {
  const ids = new Map(zh.departments.map(department => [department.code, newId()]))
  for (const [index, { code, name, parent }] of zh.departments.entries()) {
    const english = en.departments[index]?.name ?? name
    const names = language === 'en' ? { name: english, nameEn: null } : { name, nameEn: english }
    await writeDepartment(tx, { tenantId, departmentId: ids.get(code) ?? newId(), parentId: ids.get(parent ?? '') ?? null, ...names })
  }
  const passwordHash = await hashPassword(demoLogin.password)
  for (const person of (language === 'en' ? en : zh).staff) {
    const userId = newId()
    await writeUser(tx, { userId, accountId: newId(), name: person.name, email: person.email, language: null, passwordHash })
    const departmentId = ids.get(person.department) ?? null
    await writeMembership(tx, { tenantId, userId, role: person.role, scope: person.dataScope, departmentId, title: person.title })
  }
  await audit(tx, { tenantId }, { action: 'create', entity: 'user', count: zh.staff.length, after: { demo: true } })
}

/** The demo in both languages: one is loaded, the other gives the second names. */
export type Both = { readonly zh: Demo; readonly en: Demo }

/** Makes the demo company with its administrator, departments and people, these under their names in the language. Answers whose name the facts are then imported in. */
export async function foundDemo(db: Db, both: Both, language: Language): Promise<{ tenantId: string; userId: string }> {
  const { name, currency, timeZone } = both.zh.company
  const company = { name, nameEn: both.en.company.name, baseCurrency: currency, timeZone }
  const who = await foundCompany(db, { company, administrator: { name: administratorName(language), ...demoLogin } }, {}, false)
  await inTenant(db, who, tx => writePeople(tx, who.tenantId, both, language))
  return who
}
