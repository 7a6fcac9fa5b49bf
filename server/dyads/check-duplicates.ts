import type { DuplicatesFound, LikelyDuplicate } from '#contract/dyads/duplicate.ts'
import { type Compared, type DuplicateReason, type Likeness, likenessOf } from '#core/dyads/duplicate.ts'
import type { Probe, ProbeKind } from '#core/dyads/name-key.ts'
import { readableHolds } from '#core/platform/field-policy.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { fieldsOf } from '#server/platform/field-policy.ts'
import { findByProbes, type Likely, type ProbeSource } from './duplicates.sql.ts'
import { writePairs } from './duplicate-pairs.sql.ts'
import { probesFor } from './keep-probes.ts'

/** What is about to be written. */
export type Entry = Omit<ProbeSource, 'partyId'> & { readonly address: string | null }

const keysOf = (probes: readonly Probe[], kind: ProbeKind) => probes.flatMap(probe => (probe.kind === kind ? probe.key : []))

function comparedOf(entry: Entry, probes: readonly Probe[]): Compared {
  return { ...entry, sound: keysOf(probes, 'sound')[0], phones: keysOf(probes, 'phone'), codes: keysOf(probes, 'code') }
}

const comparedLikely = ({ probes, ...row }: Likely): Compared => ({
  ...row,
  sound: probes.sound?.[0],
  phones: probes.phone ?? [],
  codes: probes.code ?? [],
})

/** What a reason tells of a record: told only to those who may read the field. */
const told: Record<DuplicateReason, readonly string[]> = {
  uscc: ['uscc'],
  name: ['name'],
  name_alike: ['name'],
  sound: ['name'],
  phone: ['phone'],
  email: ['email'],
  domain: ['email', 'website'],
  address: ['address'],
  code: ['code'],
}

type Found = { readonly likely: Likely; readonly likeness: Likeness }

function readable(ctx: Ctx, { hold }: Likely, reasons: readonly DuplicateReason[]): DuplicateReason[] {
  const policy = fieldsOf(ctx, 'customer')
  return reasons.filter(reason => told[reason].every(field => readableHolds(policy, field).includes(hold)))
}

function shownOf(ctx: Ctx, { likely, likeness }: Found): LikelyDuplicate | undefined {
  const reasons = readable(ctx, likely, likeness.reasons)
  if (!likely.seen || reasons.length === 0) return undefined
  const { partyId, dyadId, side, code, ownerName, departmentName } = likely
  const isCodeRead = readable(ctx, likely, ['code']).length > 0
  return {
    partyId,
    dyadId,
    side,
    name: likely.survivorName,
    code: isCodeRead ? code : null,
    ownerName,
    departmentName,
    strength: likeness.strength,
    reasons,
  }
}

function answerOf(ctx: Ctx, found: readonly Found[]): DuplicatesFound {
  const duplicates = found.flatMap(one => shownOf(ctx, one) ?? [])
  const hidden = found.filter(one => shownOf(ctx, one) === undefined)
  const departments = Map.groupBy(hidden, ({ likely }) => likely.departmentName)
  return { duplicates, unseen: [...departments].map(([departmentName, those]) => ({ departmentName, count: those.length })) }
}

/** The best match of each party, the likeliest first. */
function bestOf(found: readonly Found[]): Found[] {
  const best = new Map<string, Found>()
  for (const one of found) {
    const before = best.get(one.likely.partyId)
    if (before === undefined || before.likeness.score < one.likeness.score) best.set(one.likely.partyId, one)
  }
  return [...best.values()].toSorted((a, b) => b.likeness.score - a.likeness.score)
}

const nobody = '00000000-0000-0000-0000-000000000000'

export type Checked = { readonly probes: readonly Probe[]; readonly found: readonly Found[] }

/** Whom an entry is like, in one query. `partyId`: the party itself where it is there already. */
export async function findDuplicates(tx: Tx, ctx: Ctx, entry: Entry, partyId = nobody): Promise<Checked> {
  const [probes = []] = await probesFor([entry])
  const likely = await findByProbes(tx, ctx.tenantId, ctx, probes, partyId)
  const compared = comparedOf(entry, probes)
  const found = likely.flatMap(one => {
    const likeness = likenessOf(compared, comparedLikely(one))
    return likeness === undefined ? [] : [{ likely: one, likeness }]
  })
  return { probes, found: bestOf(found) }
}

/** Refuses with `duplicates` where an entry is like one that is there, unless the person says why it is another. */
export async function refuseDuplicates(tx: Tx, ctx: Ctx, entry: Entry, reason: string | undefined, partyId?: string): Promise<Checked> {
  const checked = await findDuplicates(tx, ctx, entry, partyId)
  if (checked.found.length > 0 && reason === undefined) throw new Refusal('duplicates', undefined, answerOf(ctx, checked.found))
  return checked
}

/** What was entered all the same stands in the review list with the reason that was given. */
export async function keepFound(tx: Tx, ctx: Ctx, partyId: string, { found }: Checked, reason: string | undefined): Promise<void> {
  const pairs = found.map(({ likely, likeness }) => ({
    partyId,
    otherId: likely.partyId,
    score: likeness.score,
    reasons: likeness.reasons,
  }))
  await writePairs(tx, ctx.tenantId, pairs, { foundBy: 'entry', reason: reason ?? null, importId: null })
}
