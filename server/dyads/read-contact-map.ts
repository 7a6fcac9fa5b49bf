import type { ContactMap } from '#contract/dyads/contact-map.ts'
import { gapsOf, type MapGap } from '#core/dyads/contact-map.ts'
import { shown } from '#core/platform/field-policy.ts'
import { parseDay } from '#core/units/civil-day.ts'
import type { Ctx } from '#server/platform/context.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { type PersonRow, readPeople, readTies } from './contact-map.sql.ts'
import { readPartyIds } from './kept-rows.sql.ts'
import { seeDyad } from './read-customer.ts'

const dayOf = (day: string | null): number | null => (day === null ? null : (parseDay(day) ?? null))

const mapped = (row: PersonRow) => ({ ...row, lastTalk: dayOf(row.lastTalk), leftOn: dayOf(row.leftOn) })

/** Whom a gap is about, by name. */
function named(gap: MapGap, people: readonly PersonRow[]): ContactMap['gaps'][number] {
  const contact = (contactId: string) => people.find(person => person.contactId === contactId)?.name ?? null
  const user = (userId: string) => people.flatMap(person => person.bonds).find(bond => bond.userId === userId)?.name ?? null
  if (gap.gap === 'single_threaded')
    return { gap: gap.gap, side: gap.side, name: gap.side === 'ours' ? user(gap.userId) : contact(gap.contactId), days: null }
  if (gap.gap === 'strongest_left' || gap.gap === 'silent')
    return { gap: gap.gap, side: null, name: contact(gap.contactId), days: gap.days }
  return { gap: gap.gap, side: null, name: null, days: null }
}

/** The people of a customer as a map, with its gaps. */
export async function readContactMap(ctx: Ctx, dyadId: string): Promise<ContactMap> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const parties = await readPartyIds(tx, ctx.tenantId, dyad.partyId)
    const rows = await readPeople(tx, ctx.tenantId, parties)
    const ties =
      rows.length < 2
        ? []
        : await readTies(
            tx,
            ctx.tenantId,
            rows.map(row => row.contactId),
          )
    const today = parseDay(ctx.now().toISOString().slice(0, 10)) ?? 0
    const policy = fieldsOf(ctx, 'contact')
    return {
      people: rows.map(row => shown(policy, row, dyad.hold)),
      ties,
      gaps: gapsOf(rows.map(mapped), today).map(gap => named(gap, rows)),
    }
  })
}
