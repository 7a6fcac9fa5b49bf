import type { Need } from '#contract/dyads/need.ts'
import { needsResponse } from '#core/dyads/need.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseField } from '#server/platform/errors.ts'
import { refuseStrangers } from './create-customer.ts'
import { isContactOf } from './contact-map.sql.ts'
import type { VisibleDyad } from './customer.sql.ts'
import type { Kind } from './keep-rows.ts'
import type { Values } from './kept-rows.sql.ts'
import { needTable, readNeeds } from './needs.sql.ts'

async function settle(tx: Tx, ctx: Ctx, given: Values, before: Need | undefined, dyad: VisibleDyad): Promise<Values> {
  const after = { ...before, ...given } as Partial<Need>
  if (needsResponse(after.status ?? 'open') && !after.response)
    throw refuseField('body.response', [
      '关闭需求时请写明做了什么，或为什么不做',
      'says what was done, or why not: it is needed to close a need',
    ])
  if (typeof given['ownerId'] === 'string') await refuseStrangers(tx, ctx.tenantId, { ownerId: given['ownerId'] })
  if (typeof given['contactId'] === 'string' && !(await isContactOf(tx, ctx.tenantId, dyad.partyId, given['contactId'])))
    throw refuseField('body.contactId', ['不是这位客户的联系人', 'is no contact of this customer'])
  return before === undefined && given['ownerId'] === undefined ? { ownerId: ctx.userId } : {}
}

/** The register of needs: a new one is answered by whoever entered it unless somebody else is named. */
export const needs: Kind<Need> = { kept: needTable, entity: 'need', guarded: 'need', read: readNeeds, settle }
