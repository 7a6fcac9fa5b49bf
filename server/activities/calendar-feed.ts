import { createHash, randomBytes } from 'node:crypto'
import type { readCalendarFeed } from '#contract/activities/calendar.ts'
import type { Answer } from '#contract/endpoint.ts'
import { shown } from '#core/platform/field-policy.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx, OpenCtx } from '#server/platform/context.ts'
import { inTenant } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { findMembership } from '#server/platform/membership.sql.ts'
import type { Download } from '#server/platform/serve.ts'
import { type CalendarRow, openFeed, readCalendarRows, readFeed, removeFeed, writeFeed } from './calendar.sql.ts'
import { clockIn, instantIn } from './civil-clock.ts'
import { readTimeZone } from './dyad-seen.sql.ts'

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

export async function readFeedState(ctx: Ctx): Promise<Answer<typeof readCalendarFeed>> {
  const feed = await ctx.inTenant(tx => readFeed(tx, ctx.tenantId, ctx.userId))
  return {
    isOn: feed !== undefined,
    createdAt: feed?.createdAt.toISOString() ?? null,
    lastReadAt: feed?.lastReadAt?.toISOString() ?? null,
  }
}

/** A new secret address; the one before ends. The firm's id is a part of it, so that the address alone says where to look. */
export async function renewFeed(ctx: Ctx): Promise<{ path: string }> {
  const token = `${ctx.tenantId.replaceAll('-', '')}${randomBytes(24).toString('hex')}`
  await ctx.inTenant(async tx => {
    await writeFeed(tx, ctx.tenantId, ctx.userId, hashOf(token))
    await audit(tx, ctx, { action: 'create', entity: 'calendar_feed', entityId: ctx.userId })
  })
  return { path: `/api/calendar/feeds/${token}.ics` }
}

export async function revokeFeed(ctx: Ctx): Promise<{ done: true }> {
  await ctx.inTenant(async tx => {
    if (!(await removeFeed(tx, ctx.tenantId, ctx.userId))) return
    await audit(tx, ctx, { action: 'remove', entity: 'calendar_feed', entityId: ctx.userId })
  })
  return { done: true }
}

const [daysBack, daysAhead, mostItems] = [90, 365, 5000]

function tenantOf(token: string): string | undefined {
  const found = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[0-9a-f]{48}$/.exec(token)
  return found?.slice(1).join('-')
}

/** Own things of a person from 90 days back to a year ahead, under the rules on fields of their role as it is now. */
async function ownRows(ctx: OpenCtx, tenantId: string, token: string): Promise<{ rows: CalendarRow[]; timeZone: string } | undefined> {
  const userId = await inTenant(ctx.db, { tenantId }, tx => openFeed(tx, tenantId, hashOf(token), ctx.now()))
  const membership = userId === undefined ? undefined : await findMembership(ctx.db, tenantId, userId)
  if (userId === undefined || membership === undefined) return undefined
  return await inTenant(ctx.db, { tenantId, userId }, async tx => {
    const timeZone = await readTimeZone(tx, tenantId)
    const today = parseDay(clockIn(timeZone, ctx.now()).day) ?? 0
    const span = { from: formatDay(today - daysBack), to: formatDay(today + daysAhead) }
    const found = await readCalendarRows(tx, { ...membership, userId }, { whose: 'mine' }, span, mostItems)
    return { rows: found.map(row => shown(fieldsOf(membership, 'activity'), row, row.hold)), timeZone }
  })
}

const summaryOf = ({ title, customer }: CalendarRow) => (customer === null ? title : `${title} · ${customer}`)

/** What other programs read: iCalendar (RFC 5545) of a person's own activities and open tasks. */
export async function fetchFeed(ctx: OpenCtx, given: string): Promise<Download> {
  const token = given.replace(/\.ics$/, '')
  const tenantId = tenantOf(token)
  const own = tenantId === undefined ? undefined : await ownRows(ctx, tenantId, token)
  if (own === undefined)
    throw new Refusal('not_found', [
      '此日历地址无效或已停用，请在日历页重新获取。',
      'This calendar address is not good, or has ended: get a new one on the calendar page.',
    ])
  const { default: ical } = await import('ical-generator')
  const calendar = ical({ name: ctx.language === 'en' ? 'Lianke' : '联客', prodId: { company: 'Lianke', product: 'calendar' }, ttl: 900 })
  for (const row of own.rows) {
    const day = parseDay(row.day) ?? 0
    const isTimed = row.minute !== null
    const start = row.startsAt ?? (isTimed ? instantIn(own.timeZone, day * 1440 + (row.minute ?? 0)) : new Date(`${row.day}T00:00:00Z`))
    calendar.createEvent({
      id: `${row.id}@lianke`,
      start,
      end: isTimed ? new Date(start.getTime() + (row.minutes ?? 30) * 60_000) : new Date(start.getTime() + 86_400_000),
      allDay: !isTimed,
      summary: summaryOf(row),
      stamp: row.updatedAt,
      ...(row.content ? { description: row.content } : {}),
      ...(row.place ? { location: row.place } : {}),
    })
  }
  return { filename: 'lianke.ics', mediaType: 'text/calendar; charset=utf-8', content: calendar.toString() }
}
