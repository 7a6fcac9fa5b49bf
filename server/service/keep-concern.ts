import type { Words } from '#contract/platform/language.ts'
import type { ConcernKind, ConcernTimes, TimesFault } from '#core/service/concern.ts'
import { isTimesFault, settleTimes } from '#core/service/concern.ts'
import { promisesOf, timeFor } from '#core/service/service-times.ts'
import type { RecordRules } from '#server/dyads/keep-record.ts'
import { dayIn } from '#server/dyads/list-records.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseField } from '#server/platform/errors.ts'
import { recountComplaints } from '#server/trade/rollup.sql.ts'
import { concerns, readTypeOf } from './concerns.sql.ts'
import { findServiceTimes } from './keep-service-times.ts'

type Fields = Readonly<Record<string, unknown>>

const faults: Record<TimesFault['fault'], Words> = {
  before_received: ['早于收到的时间', 'lies before it was received'],
  in_future: ['不能是将来的时间', 'must not lie in the future'],
}

const moment = (value: unknown): number | undefined =>
  value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : undefined
const told = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString())

/** What a concern is promised: as given, else by the firm's service times where it is new or its kind or day has changed. */
async function promised(tx: Tx, ctx: Ctx, dyadId: string, received: number, kind: ConcernKind, change: Fields): Promise<Fields> {
  const { version, times } = await findServiceTimes(tx, ctx.tenantId)
  const found = promisesOf(received, timeFor(times, kind, await readTypeOf(tx, ctx.tenantId, dyadId)))
  const given = (name: string, reckoned: number | undefined) => (change[name] === undefined ? told(reckoned) : change[name])
  return {
    firstResponseBy: given('firstResponseBy', found.firstResponseBy),
    resolvedBy: given('resolvedBy', found.resolvedBy),
    settingsVersion: version,
  }
}

function timesOf(after: Fields): ConcernTimes {
  return {
    received: moment(after['receivedAt']) ?? 0,
    firstResponseBy: moment(after['firstResponseBy']),
    firstResponded: moment(after['firstRespondedAt']),
    resolvedBy: moment(after['resolvedBy']),
    resolved: moment(after['resolvedAt']),
  }
}

const isComplaint = (fields: Fields | undefined) => fields?.['kind'] === 'complaint'
const dayOf = (fields: Fields | undefined): string[] =>
  isComplaint(fields) && typeof fields?.['receivedOn'] === 'string' ? [fields['receivedOn']] : []

/** A concern: its promises come from the firm's service times, its moments are in their order, and complaints are counted in what serving costs. */
export const concernRules: RecordRules = {
  ...concerns,
  settle: async (tx, ctx, dyad, firm, before, change) => {
    const now = ctx.now()
    const received = moment(change['receivedAt'] ?? before?.['receivedAt']) ?? now.getTime()
    const kind = (change['kind'] ?? before?.['kind']) as ConcernKind
    if (received > now.getTime() + 60_000) throw refuseField('body.receivedAt', faults.in_future)
    const isPromised = before === undefined || change['kind'] !== undefined || change['receivedAt'] !== undefined
    const promises = isPromised ? await promised(tx, ctx, dyad.dyadId, received, kind, change) : {}
    const after = { ...before, ...change, receivedAt: told(received), ...promises }
    const settled = settleTimes(timesOf(after), now.getTime())
    if (isTimesFault(settled)) throw refuseField(`body.${settled.field}`, faults[settled.fault])
    const receivedOn = dayIn(firm.timeZone, new Date(received))
    return { ...change, ...promises, receivedAt: told(received), receivedOn, firstRespondedAt: told(settled.firstResponded) }
  },
  followUp: async (tx, ctx, dyad, before, after) => {
    const [was, is] = [dayOf(before), dayOf(after)]
    if (was.join() !== is.join()) await recountComplaints(tx, ctx.tenantId, dyad.dyadId, [...was, ...is])
  },
}
