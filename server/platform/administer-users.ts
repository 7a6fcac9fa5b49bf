import { randomInt } from 'node:crypto'
import type { Role } from '#core/platform/access.ts'
import { audit } from './audit.ts'
import { type Db, inTenant } from './database.ts'
import { Refusal } from './errors.ts'
import { endSessions, findAccount, writePasswordHash, writeUser } from './identity.sql.ts'
import { foldEmail, hashPassword } from './identity.ts'
import { newId } from './ids.ts'
import { listAllMembers, listTenants, type Member } from './installation-users.sql.ts'
import { readUser, writeMembership } from './users.sql.ts'

/** No letters and digits that are taken for one another when read aloud or copied by hand. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A password to be handed over once: four groups of five, about 99 bits. */
export function newPassword(): string {
  const letter = () => alphabet[randomInt(alphabet.length)] ?? 'a'
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, letter).join('')).join('-')
}

/** Everybody of every company of this installation: for its owner at the machine, never over the network. */
export async function listMembers(db: Db): Promise<Member[]> {
  const members: Member[] = []
  for (const tenantId of await listTenants(db)) members.push(...(await inTenant(db, { tenantId }, tx => listAllMembers(tx, tenantId))))
  return members
}

async function chosenTenant(db: Db, tenantId: string | undefined): Promise<string> {
  const tenants = await listTenants(db)
  const only = tenantId ?? (tenants.length === 1 ? tenants[0] : undefined)
  if (only !== undefined && tenants.includes(only)) return only
  throw new Refusal('invalid', [
    `有 ${tenants.length} 家企业，请用 --tenant 指明其中一家（lianke user list 可查看）。`,
    `There are ${tenants.length} companies: name one with --tenant (lianke user list shows them).`,
  ])
}

/** Adds a person to a company, seeing all of it. Answers their first password, or undefined where they have an account already. */
export async function addUser(
  db: Db,
  given: { tenantId?: string | undefined; email: string; name: string; role: Role },
): Promise<string | undefined> {
  const tenantId = await chosenTenant(db, given.tenantId)
  const email = foldEmail(given.email)
  const known = await findAccount(db, email)
  const userId = known?.userId ?? newId()
  const password = known ? undefined : newPassword()
  const passwordHash = password === undefined ? '' : await hashPassword(password)
  await inTenant(db, { tenantId }, async tx => {
    if (known && (await readUser(tx, tenantId, userId))) throw new Refusal('already_exists')
    if (!known) await writeUser(tx, { userId, accountId: newId(), name: given.name, email, language: null, passwordHash })
    await writeMembership(tx, { tenantId, userId, role: given.role, scope: 'all', departmentId: null, title: null })
    const after = { email, role: given.role, by: 'command line' }
    await audit(tx, { tenantId }, { action: 'create', entity: 'user', entityId: userId, after })
  })
  return password
}

/** Gives a person a new password, which is answered, and ends their sessions: the way back for an administrator who is locked out. */
export async function giveNewPassword(db: Db, email: string, now: Date): Promise<string> {
  const account = await findAccount(db, foldEmail(email))
  if (account === undefined) throw new Refusal('not_found', [`没有 ${email} 这个账号。`, `There is no account ${email}.`])
  const password = newPassword()
  await writePasswordHash(db, account.userId, await hashPassword(password), now)
  await endSessions(db, account.userId, {})
  return password
}
