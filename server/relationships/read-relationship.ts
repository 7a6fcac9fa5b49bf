import type { Relationship } from '#contract/relationships/bond.ts'
import type { PartScore } from '#core/relationships/ability.ts'
import type { Side } from '#core/relationships/exchange.ts'
import type { StepFinding } from '#core/relationships/form.ts'
import type { RelationshipState } from '#core/relationships/relationship-state.ts'
import { seeDyad } from '#server/dyads/read-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal } from '#server/platform/errors.ts'
import { factsOfRow, marginOf, suppliersOf } from './facts-of-row.ts'
import { type Firm, type Found, inferStates, readFirm } from './infer-relationship.ts'

const stepShown = (step: StepFinding) => ({ ...step, met: step.met ?? null })
const partsShown = ({ parts, score }: { readonly parts: readonly PartScore[]; readonly score: number | undefined }) => ({
  score: score ?? null,
  parts: parts.map(part => ({ ...part, score: part.score ?? null, from: part.from ?? null })),
})
const sideShown = ({ amount, ...side }: Side) => ({ ...side, amountMinor: amount })

function formShown({ row, state }: Found, { firm }: Firm): Relationship['form'] {
  const { form } = state
  const { margin, state: marginState } = marginOf(row, firm)
  const { hasSale } = factsOfRow(row, firm).form
  return {
    actual: form.actual ?? null,
    target: form.target,
    isTargetSet: form.isTargetSet,
    gap: form.gap ?? null,
    steps: form.steps.map(stepShown),
    closing: form.closing.map(stepShown),
    customers: firm.customers,
    margin,
    marginState,
    keepsContacts: firm.keepsContacts,
    hasSale,
    inbound: row.inbound,
    outbound: row.outbound,
  }
}

function switchingShown({ row, state: { switching } }: Found): Relationship['switching'] {
  const { investment, risk, total, byLever, items, withoutBenefit, ratio, score, isEntered } = switching
  return {
    investmentMinor: investment,
    riskMinor: risk,
    totalMinor: total,
    byLever,
    items,
    withoutBenefit,
    spendMinor: row.netSales,
    ratio: ratio ?? null,
    score: score ?? null,
    isEntered,
  }
}

const bondShown = ({ cost, level, ...rest }: RelationshipState['bond']): Relationship['bond'] => ({
  ...rest,
  level: level ?? null,
  costMinor: cost,
})

function typeShown({ row, state: { type } }: Found): Relationship['type'] {
  const findings = type.findings.map(({ point, value, points }) => ({ point, value: value ?? null, points }))
  return {
    type: type.type ?? null,
    points: type.points,
    known: type.known,
    findings,
    hasAgreement: row.agreements.length > 0,
    decided: row.decided,
  }
}

function shownOf(found: Found, firm: Firm, mayWrite: boolean): Relationship {
  const { row, state } = found
  const { balance } = state
  return {
    dyadId: row.dyadId,
    asOf: firm.days.asOf,
    today: firm.days.today,
    form: formShown(found, firm),
    bond: bondShown(state.bond),
    type: typeShown(found),
    switching: switchingShown(found),
    payne: { ...state.payne, path: [...state.payne.path], agreements: row.agreements.length },
    ability: partsShown(state.ability),
    commitment: partsShown(state.commitment),
    stance: state.stance ?? null,
    balance: {
      us: sideShown(balance.us),
      them: sideShown(balance.them),
      theirShare: balance.theirShare ?? null,
      contributionMinor: row.contribution,
    },
    shareOfSales: state.shareOfSales ?? null,
    walletShare: state.walletShare ?? null,
    suppliers: suppliersOf(row) ?? null,
    flags: [...state.flags],
    mayWrite,
  }
}

/** The state of one relationship, inferred as it is asked for: three queries beside the rights. */
export async function readRelationship(ctx: Ctx, dyadId: string): Promise<Relationship> {
  return await ctx.inTenant(async tx => {
    const dyad = await seeDyad(tx, ctx, dyadId)
    const firm = await readFirm(tx, ctx.tenantId, ctx.now())
    const found = (await inferStates(tx, ctx.tenantId, firm, [dyad.dyadId])).get(dyad.dyadId)
    if (found === undefined) throw new Refusal('not_found')
    return shownOf(found, firm, dyad.isWritable)
  })
}
