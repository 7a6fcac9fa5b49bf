import { type RelationshipState, relationshipStateOf } from '#core/relationships/relationship-state.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { monthsBack } from '#core/value/window.ts'
import type { Actor } from '#server/platform/audit.ts'
import { audit } from '#server/platform/audit.ts'
import type { Tx } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { findLastOrder, findPresentDay } from '#server/segments/jobs.sql.ts'
import { asOfOf, todayIn } from '#server/value/as-of.ts'
import { findSettings } from '#server/value/find-settings.ts'
import { factsOfRow, type FirmFacts } from './facts-of-row.ts'
import { type Days, type FactsRow, readFactsRows, readFirmFacts } from './relationship-facts.sql.ts'
import { insertSheetEvidence, readSheetEvidence, withdrawSheetEvidence } from './sheet-evidence.sql.ts'

export type Firm = { readonly firm: FirmFacts; readonly days: Days }
export type Found = { readonly row: FactsRow; readonly state: RelationshipState }

/** What holds for every relationship of a firm at an instant. The as-of day is that of the present map. */
export async function readFirm(tx: Tx, tenantId: string, now: Date): Promise<Firm> {
  const { settings, currency, timeZone } = await findSettings(tx, tenantId)
  const today = todayIn(timeZone, now)
  const present = await findPresentDay(tx, tenantId)
  const last = present === undefined ? await findLastOrder(tx, tenantId, formatDay(today)) : undefined
  const asOf = present === undefined ? asOfOf(last === undefined ? undefined : parseDay(last), today) : (parseDay(present.asOf) ?? today)
  const days = { from: formatDay(monthsBack(asOf, 12)), asOf: formatDay(asOf), today: formatDay(today) }
  const facts = await readFirmFacts(tx, tenantId, days)
  return { firm: { ...facts, today, asOf, currency, margin: settings.margin }, days }
}

/** The state of some relationships from what was done and said, by id. Ids that are no customers are left out. */
export async function inferStates(
  tx: Tx,
  tenantId: string,
  { firm, days }: Firm,
  dyadIds: readonly string[],
): Promise<ReadonlyMap<string, Found>> {
  const rows = await readFactsRows(tx, tenantId, dyadIds, days)
  return new Map(rows.map(row => [row.dyadId, { row, state: relationshipStateOf(factsOfRow(row, firm)) }]))
}

/** A ratio is written anew once it is a twentieth away from the one written last: the potential need not move with each day's write-off. */
const differs = (a: number, b: number): boolean => Math.abs(a - b) > 0.05 * Math.max(Math.abs(b), 0.001)
const source = '转换成本表 · Switching cost sheet'

/** Keeps the ratio of one sheet as evidence of its day. */
async function keepSheetRatio(tx: Tx, actor: Actor, dyadId: string, ratio: number, today: string): Promise<void> {
  const evidenceId = newId()
  await withdrawSheetEvidence(tx, actor.tenantId, dyadId, today)
  await insertSheetEvidence(tx, actor.tenantId, { evidenceId, dyadId, ratio, day: today, source, authorId: actor.userId ?? null })
  await audit(tx, actor, {
    action: 'create',
    entity: 'evidence',
    entityId: evidenceId,
    dyadId,
    after: { kind: 'switching', value: ratio, source },
  })
}

/**
 * Brings the evidence of loyalty up to the sheets of switching cost: a changed ratio is written with its day, an emptied sheet takes back what it
 * said. Answers whether anything changed, and with it the potential.
 */
export async function settleSheetEvidence(tx: Tx, actor: Actor, found: ReadonlyMap<string, Found>, today: string): Promise<boolean> {
  const written = new Map((await readSheetEvidence(tx, actor.tenantId, [...found.keys()])).map(row => [row.dyadId, row.ratio]))
  let changed = false
  for (const [dyadId, { row, state }] of found) {
    const before = written.get(dyadId)
    const { ratio } = state.switching
    if (row.items.length === 0) {
      if (before === undefined) continue
      await withdrawSheetEvidence(tx, actor.tenantId, dyadId)
      await audit(tx, actor, { action: 'withdraw', entity: 'evidence', dyadId, before: { kind: 'switching', value: before, source } })
    } else if (ratio !== undefined && (before === undefined || differs(ratio, before))) {
      const most = Math.min(10, ratio)
      if (before === most) continue
      await keepSheetRatio(tx, actor, dyadId, most, today)
    } else continue
    changed = true
  }
  return changed
}
