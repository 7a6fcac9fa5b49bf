import type { ScoredPart } from '#core/relationships/ability.ts'
import { abilityParts, commitmentParts } from '#core/relationships/ability.ts'
import { type Form, forms, quarterDays } from '#core/relationships/form.ts'
import type { RelationshipFacts } from '#core/relationships/relationship-state.ts'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import { askedKinds, type FactsRow } from './relationship-facts.sql.ts'

/** What holds for all customers of a firm on a day. `margin`: what the settings take where no cost is known; null = switched off. */
export type FirmFacts = {
  readonly today: CivilDay
  readonly asOf: CivilDay
  readonly currency: string
  readonly customers: number
  readonly sales: number
  readonly keepsContacts: boolean
  readonly margin: number | null
}

const dayOr = (text: string | null): CivilDay | undefined => (text === null ? undefined : parseDay(text))
const known = (value: number | null): number | undefined => value ?? undefined
const lasting = ({ since, until }: { readonly since: string; readonly until: string | null }) => ({
  since: parseDay(since) ?? 0,
  until: dayOr(until),
})

/** Gross margin of a customer: by its known costs, else as the settings take it. */
export function marginOf(
  { knownSales, knownCost }: FactsRow,
  { margin }: FirmFacts,
): { readonly margin: number; readonly state: 'measured' | 'estimated' } {
  if (knownSales > 0) return { margin: (knownSales - knownCost) / knownSales, state: 'measured' }
  return { margin: margin ?? 0, state: 'estimated' }
}

/** The longest that an agreement without an end, or one that renews itself, is counted as, in months. */
const endlessMonths = 600

function horizonOf(row: FactsRow, today: CivilDay): number | undefined {
  const ahead = row.agreements.map(({ ends, renews }) =>
    ends === null || renews ? endlessMonths : ((parseDay(ends) ?? today) - today) / (365.25 / 12),
  )
  const said = row.said.find(({ kind }) => kind === 'horizon_months')?.value ?? undefined
  return ahead.length === 0 && said === undefined ? undefined : Math.max(...ahead, said ?? 0)
}

const individual = ['frame', 'price', 'service_level']

/** The share of our sales that an agreement governs: its amount where it is in our currency, else all. */
function sharesOf({ agreements, netSales }: FactsRow, currency: string): (number | undefined)[] {
  return agreements
    .filter(({ kind }) => individual.includes(kind))
    .map(one => (one.amount !== null && one.currency === currency && netSales > 0 ? Math.min(1, one.amount / netSales) : undefined))
}

const isForm = (choice: string | null | undefined): choice is Form => (forms as readonly string[]).includes(choice ?? '')

function saidOf({ said }: FactsRow): Partial<Record<ScoredPart, number>> {
  const parts: readonly string[] = [...abilityParts, ...commitmentParts]
  return Object.fromEntries(
    said.filter(({ kind, value }) => parts.includes(kind) && value !== null).map(({ kind, value }) => [kind, value]),
  )
}

const counted = (text: string | null): number | undefined => {
  const value = Number(text)
  return text === null || !Number.isFinite(value) || value <= 0 ? undefined : value
}

/** From how many they buy: what somebody said of the relationship, else what the profile of the company says. */
export const suppliersOf = ({ said, suppliers }: FactsRow): number | undefined =>
  said.find(({ kind }) => kind === 'suppliers')?.value ?? counted(suppliers)

function walletOf({ walletShare, purchases, netSales }: FactsRow): number | undefined {
  const whole = counted(purchases)
  if (walletShare !== null) return walletShare
  return whole === undefined || netSales <= 0 ? undefined : Math.min(1, netSales / whole)
}

const registersOf = ({ bonds, items, terms, entries }: FactsRow): Pick<RelationshipFacts, 'bonds' | 'items' | 'terms' | 'entries'> => ({
  bonds: bonds.map(one => ({ ...one, ...lasting(one), cost: known(one.cost), benefit: one.benefit ?? undefined })),
  items: items.map(one => ({
    ...one,
    since: parseDay(one.since) ?? 0,
    lifeMonths: known(one.life),
    probability: known(one.probability),
    benefit: one.benefit ?? undefined,
  })),
  terms: terms.map(one => ({ ...one, ...lasting(one), counterpart: one.counterpart ?? undefined, revenueShare: known(one.share) })),
  entries: entries.map(one => ({ ...one, ...lasting(one), amount: known(one.amount) })),
})

/** A row of facts as core takes it. */
export function factsOfRow(row: FactsRow, firm: FirmFacts): RelationshipFacts {
  const { today, asOf, customers, keepsContacts } = firm
  const first = dayOr(row.firstOrder)
  const jointPlan = row.allied || row.said.some(({ kind }) => kind === 'joint_plan')
  const horizonMonths = horizonOf(row, today)
  const target = row.said.find(({ kind }) => kind === 'target_form')?.choice
  const { inbound, outbound, deliveries, followed, suggested, decided, lostOnPrice, paidDue, paidInTime, reachedFor, reached } = row
  const quarters = first === undefined ? 0 : Math.min(4, Math.max(1, Math.ceil((asOf - first) / quarterDays)))
  return {
    t: today,
    form: { keepsContacts, hasSale: first !== undefined, inbound, outbound, deliveries, followed, quarters, suggested, jointPlan },
    customers,
    margin: marginOf(row, firm).margin,
    targetSet: isForm(target) ? target : undefined,
    type: { suppliers: suppliersOf(row), horizonMonths, jointPlan, hasAgreement: row.agreements.length > 0, decided, lostOnPrice },
    enteredRatio: known(row.enteredRatio),
    ability: {
      paidDue,
      paidInTime,
      growth: known(row.growth),
      asked: row.told > 0 ? askedKinds.length : 0,
      told: row.told,
      horizonMonths,
      reachedFor,
      reached,
    },
    said: saidOf(row),
    netSales: row.netSales,
    firmSales: firm.sales,
    contribution: known(row.contribution),
    walletShare: walletOf(row),
    information: row.information,
    agreementShares: sharesOf(row, firm.currency),
    ...registersOf(row),
  }
}
