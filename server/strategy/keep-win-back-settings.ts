import type { Answer, Input } from '#contract/endpoint.ts'
import type { readWinBack as readContract, saveWinBack as saveContract, WinBackSettings } from '#contract/strategy/decline.ts'
import { may } from '#core/platform/access.ts'
import { settingsProblem } from '#core/strategy/decline-settings.ts'
import { winBackKinds } from '#core/strategy/win-back.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { insertSettings, type SettingsRow } from './decline-case.sql.ts'
import { findWinBackSettings, readLearning } from './decline-economics.ts'

const answered = ({ version, settings }: SettingsRow): WinBackSettings => ({ ...settings, version })

/** What winning back is reckoned with in this firm, and what its outcomes have taught. */
export async function readWinBack(ctx: Ctx): Promise<Answer<typeof readContract>> {
  return await ctx.inTenant(async tx => {
    const { settings, chance } = await readLearning(tx, ctx.tenantId)
    const learnt = winBackKinds.map(kind => ({ kind, ...chance(kind) }))
    return { settings: answered(settings), learnt, mayManage: may(ctx.role, 'settings.manage') }
  })
}

export async function saveWinBack(ctx: Ctx, { version, ...given }: Input<typeof saveContract>['body']): Promise<WinBackSettings> {
  if (settingsProblem(given) !== undefined)
    throw refuseField('body.chances.malicious', ['恶意流失不挽留，机会只能为 0', 'must be 0: a malicious loss is never tried'])
  return await ctx.inTenant(async tx => {
    const before = await findWinBackSettings(tx, ctx.tenantId)
    const next = { version: version + 1, settings: given }
    if (before.version !== version || !(await insertSettings(tx, ctx.tenantId, ctx.userId, next))) throw new Refusal('stale')
    await audit(tx, ctx, { action: 'update', entity: 'win_back_settings', before: before.settings, after: given })
    return answered(next)
  })
}
