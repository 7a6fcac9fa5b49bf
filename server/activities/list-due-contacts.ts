import type { DueQuery, DueRow } from '#contract/activities/cadence.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { listDueRows } from './due-contacts.sql.ts'
import { dueState, groupOf } from './keep-cadence.ts'
import { areRhythmsBehind, catchUpRhythms } from './refresh-rhythm.ts'
import { firmClock } from './task-answer.ts'

const pageSize = 50

/** Who is due for a contact within what the caller sees, the longest overdue first. */
export async function listDueContacts(ctx: Ctx, query: DueQuery): Promise<{ rows: DueRow[]; next: string | null; today: string }> {
  const limit = query.limit ?? pageSize
  const [dueOn, dyadId] = query.after === undefined ? [] : readCursor(query.after, ['day', 'id'])
  const place = typeof dueOn === 'string' && typeof dyadId === 'string' ? { dueOn, dyadId } : undefined
  return await ctx.inTenant(async tx => {
    // The first to ask after a new placement does not wait for the next look of the background.
    if (await areRhythmsBehind(tx, ctx.tenantId)) await catchUpRhythms(tx, ctx.tenantId)
    const { today } = await firmClock(tx, ctx)
    const rows = await listDueRows(tx, ctx, query, formatDay(today), place, limit + 1)
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      rows: rows.slice(0, limit).map(row => ({ ...row, group: groupOf(row.group), state: dueState(row.dueOn, today) })),
      next: last === undefined ? null : writeCursor([last.dueOn, last.dyadId]),
      today: formatDay(today),
    }
  })
}
