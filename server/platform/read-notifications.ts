import type { Answer, Input } from '#contract/endpoint.ts'
import type { listNotifications as list, readNotifications as read } from '#contract/platform/notifications.ts'
import type { Ctx } from './context.ts'
import { countUnread, markNotices, readNotices } from './notifications.sql.ts'

const usual = 30
const countLimit = 100

/** What this person is told, the newest first. Two queries. */
export async function listNotifications(ctx: Ctx, query: Input<typeof list>['query']): Promise<Answer<typeof list>> {
  const { unread, after, limit = usual } = query
  return await ctx.inTenant(async tx => {
    const rows = await readNotices(tx, ctx, { unread, after, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const next = rows.length > limit ? (shown.at(-1)?.notificationId ?? null) : null
    return { rows: shown, next, unread: await countUnread(tx, ctx.tenantId, ctx.userId, countLimit) }
  })
}

/** Marks what was told as read. */
export async function markNotificationsRead(ctx: Ctx, body: Input<typeof read>['body']): Promise<{ done: true }> {
  await ctx.inTenant(tx => markNotices(tx, ctx.tenantId, ctx.userId, body.notificationIds, ctx.now()))
  return { done: true }
}
