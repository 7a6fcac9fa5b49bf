import { CompiledQuery } from 'kysely'
import type { Input } from '#contract/endpoint.ts'
import type { SessionState } from '#contract/platform/session.ts'
import type { createCompany as endpoint } from '#contract/platform/tenant.ts'
import { audit } from './audit.ts'
import { refuseWeakPassword } from './change-password.ts'
import { writeTenant } from './company.sql.ts'
import type { OpenCtx } from './context.ts'
import { contextOf, type Db } from './database.ts'
import { Refusal, refuseField } from './errors.ts'
import { hasTenant, lockFirstRun, writeTenantEntry, writeUser } from './identity.sql.ts'
import { foldEmail, hashPassword } from './identity.ts'
import { newId } from './ids.ts'
import { enter } from './sign-in.ts'
import { writeMembership } from './users.sql.ts'

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

export function refuseTimeZone(name: string, path: string): void {
  if (!isTimeZone(name)) throw refuseField(path, ['不是有效的时区，应如 Asia/Shanghai', 'is no time zone: write it as Asia/Shanghai'])
}

function refuseCurrency(code: string, path: string): void {
  if (!Intl.supportedValuesOf('currency').includes(code))
    throw refuseField(path, ['不是有效的货币代码，应如 CNY', 'is no currency: write it as CNY'])
}

type Given = Pick<Input<typeof endpoint>['body'], 'company' | 'administrator' | 'language'>

/**
 * Makes a company and its first administrator in one transaction: the first run's, or the command line's where `onlyFirst` is false. An
 * address that is known already is refused.
 */
export async function foundCompany(
  db: Db,
  given: Given,
  actor: { ip?: string; userAgent?: string | undefined; requestId?: string },
  onlyFirst: boolean,
) {
  const [tenantId, userId] = [newId(), newId()]
  const { company, administrator, language } = given
  const email = foldEmail(administrator.email)
  const passwordHash = await hashPassword(administrator.password)
  await db.transaction().execute(async tx => {
    await lockFirstRun(tx)
    if (onlyFirst && (await hasTenant(tx))) throw new Refusal('first_run_over')
    await tx.executeQuery(CompiledQuery.raw(contextOf({ tenantId, userId })))
    await writeTenantEntry(tx, tenantId)
    await writeTenant(tx, { ...company, tenantId, nameEn: company.nameEn ?? null })
    await writeUser(tx, { userId, accountId: newId(), name: administrator.name, email, language: language ?? null, passwordHash })
    await writeMembership(tx, { tenantId, userId, role: 'administrator', scope: 'all', departmentId: null, title: null })
    const after = { company, administrator: { name: administrator.name, email } }
    await audit(tx, { ...actor, tenantId, userId }, { action: 'create', entity: 'tenant', entityId: tenantId, after })
  })
  return { tenantId, userId }
}

/** The first run: of two that come at once one is refused with `first_run_over`. The administrator is signed in. */
export async function createCompany(ctx: OpenCtx, body: Given): Promise<SessionState> {
  if (await hasTenant(ctx.db)) throw new Refusal('first_run_over')
  refuseTimeZone(body.company.timeZone, 'body.company.timeZone')
  refuseCurrency(body.company.baseCurrency, 'body.company.baseCurrency')
  refuseWeakPassword(body.administrator.password, body.administrator.email, 'body.administrator.password')
  const { ip, userAgent, requestId } = ctx
  const { userId } = await foundCompany(ctx.db, body, { ip, userAgent, requestId }, true)
  return await enter(ctx, userId)
}
