import type { RawBuilder, SqlBool } from 'kysely'
import { groupOf } from '#core/strategy/group.ts'
import { type HygieneFinding, statesOf } from '#core/strategy/hygiene.ts'
import { obstaclesOf, type StartObstacle } from '#core/strategy/may-start.ts'
import type { Known } from '#core/strategy/start-condition.ts'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import type { Tx } from '#server/platform/database.ts'
import { isOneOf, readStandings, type StandingRow } from './known.sql.ts'
import type { PlayRow } from './plays.sql.ts'
import { type OwnGround, readOwnGround } from './read-own-fields.ts'
import { type HygieneGround, readHygiene, type StrategyDays } from './read-hygiene.ts'
import { type PlayPast, readPast } from './runs.sql.ts'

/** One customer as plays are judged for it. */
export type StartCustomer = {
  readonly dyadId: string
  readonly known: Known
  readonly hygiene: readonly HygieneFinding[]
  readonly ownerId: string | null
  /** Net contribution of 12 months and value to come, minor units; null = not known. */
  readonly contributionMinor: number | null
  readonly clvMinor: number | null
}

export type StartGround = {
  readonly days: StrategyDays
  readonly hygiene: HygieneGround
  readonly customers: ReadonlyMap<string, StartCustomer>
  /** All that stands against starting a play with a customer of the ground on a day; empty = it may start. */
  readonly obstacles: (dyadId: string, play: PlayRow, startOn: CivilDay) => readonly StartObstacle[]
}

const dayOf = (text: string | null | undefined): CivilDay | undefined => (text ? parseDay(text) : undefined)

function knownOf(row: StandingRow, hygiene: readonly HygieneFinding[], { asOf, today }: StrategyDays, own: OwnGround | undefined): Known {
  const lastOrder = dayOf(row.lastOrder)
  return {
    type: row.type,
    group: row.type === null ? null : groupOf(row.type),
    stage: row.stage,
    tier: row.tier,
    daysSinceOrder: lastOrder === undefined ? null : Math.max(0, asOf - lastOrder),
    alive: row.alive,
    headroom: row.headroom,
    warning: row.warning,
    openConcern: row.openConcern,
    hygiene: statesOf(hygiene),
    tags: row.tags,
    ...(own === undefined ? {} : { own: { today, fields: own.fields, values: own.values.get(row.dyadId) ?? {} } }),
  }
}

type Read = { readonly rows: readonly StandingRow[]; readonly past: readonly PlayPast[]; readonly own: OwnGround | undefined }

function groundOf(tenantId: string, hygiene: HygieneGround, { rows, past, own }: Read): StartGround {
  const customers = new Map<string, StartCustomer>()
  for (const row of rows) {
    const findings = hygiene.findingsOf(row.dyadId)
    const { dyadId, ownerId, contributionMinor, clvMinor } = row
    customers.set(dyadId, {
      dyadId,
      ownerId,
      contributionMinor,
      clvMinor,
      known: knownOf(row, findings, hygiene.days, own),
      hygiene: findings,
    })
  }
  const pasts = new Map(past.map(each => [`${each.dyadId} ${each.playId}`, each]))
  const obstacles: StartGround['obstacles'] = (dyadId, play, startOn) => {
    const customer = customers.get(dyadId)
    if (customer === undefined) return [{ kind: 'type', type: null }]
    const before = pasts.get(`${dyadId} ${play.playId}`)
    const [openSince, lastEnded] = [dayOf(before?.openSince), dayOf(before?.lastEnded)]
    const { known, hygiene: findings } = customer
    return obstaclesOf({
      tenantId,
      dyadId,
      play,
      isDeleted: play.deletedAt !== null,
      known,
      hygiene: findings,
      openSince,
      lastEnded,
      startOn,
    })
  }
  return { days: hygiene.days, hygiene, customers, obstacles }
}

/** Reads what decides which of these plays may start with one customer. `all`: its id and those merged into it. */
export async function readStartGround(
  tx: Tx,
  tenantId: string,
  now: Date,
  dyad: { readonly dyadId: string; readonly all: readonly string[] },
  plays: readonly PlayRow[],
): Promise<StartGround> {
  const hygiene = await readHygiene(tx, tenantId, now, dyad.all)
  const one = isOneOf([dyad.dyadId])
  return groundOf(tenantId, hygiene, {
    rows: await readStandings(tx, tenantId, one),
    past: await readPast(tx, tenantId, dyad.all),
    own: await readOwnGround(tx, tenantId, plays, one),
  })
}

/** The same for all customers that a condition on app.dyad (`d`) selects, such as visibleDyads(ctx, 'd'): about ten queries however many they are. */
export async function readStartGrounds(
  tx: Tx,
  tenantId: string,
  now: Date,
  condition: RawBuilder<SqlBool>,
  plays: readonly PlayRow[],
): Promise<StartGround> {
  const hygiene = await readHygiene(tx, tenantId, now)
  return groundOf(tenantId, hygiene, {
    rows: await readStandings(tx, tenantId, condition),
    past: await readPast(tx, tenantId, undefined),
    own: await readOwnGround(tx, tenantId, plays, condition),
  })
}
