import type { CivilDay } from '#core/units/civil-day.ts'
import { type Evidence, latest } from '#core/value/evidence.ts'
import { monthsBack } from '#core/value/window.ts'
import type { LifecycleStage } from './grid.ts'
import type { StageRule } from './run.ts'

/** The stage that each rule leads to. */
export const stageOfRule: Readonly<Record<StageRule, LifecycleStage>> = {
  end_notice: 'termination',
  deregistered: 'termination',
  contract_over: 'termination',
  silent: 'termination',
  no_contact: 'prospect',
  contact_only: 'development',
  order_under_way: 'development',
  late: 'decline',
  falling: 'decline',
  wallet_lost: 'decline',
  below_sigma: 'decline',
  few_orders: 'growth',
  young: 'growth',
  growing: 'growth',
  steady: 'maturity',
}

/** Days after its order that a delivery is taken for made where no delivery is recorded at all, and where only this one is not. */
export const deliveryDays = 7
export const unrecordedDeliveryDays = 60
const projectMu = 180

export type LifecycleFacts = {
  readonly t: CivilDay
  readonly orders: number
  readonly firstOrder: CivilDay
  readonly lastOrder: CivilDay
  readonly isDelivered: boolean
  readonly mu: number
  readonly growth: number
  readonly isBelowSigma: boolean
  readonly isProject: boolean
  readonly evidence: Evidence | undefined
}

/** The stage rule of a dyad: the first of the list that holds. docs/methods/lifecycle.md, DOMAIN section 3. */
export function stageRuleOf(facts: LifecycleFacts): StageRule {
  const ended = endedBy(facts)
  if (ended !== undefined) return ended
  if (!facts.isDelivered) return beforeDelivery(facts)
  return declineRule(facts) ?? growthRule(facts) ?? 'steady'
}

const silenceOf = ({ t, orders, lastOrder }: LifecycleFacts): number => (orders === 0 ? 0 : t - lastOrder)
const recencyOf = (facts: LifecycleFacts): number => silenceOf(facts) / facts.mu

const isProjectBuyer = ({ isProject, mu, orders }: LifecycleFacts): boolean => isProject || (orders > 0 && mu > projectMu)

/** A project buyer with a running contract or an open opportunity is alive however long ago it bought. */
function isEngaged(facts: LifecycleFacts): boolean {
  const { t, evidence } = facts
  if (!isProjectBuyer(facts) || evidence === undefined) return false
  const contract = evidence.contracts?.some(({ from, until }) => from <= t && t <= until)
  return (
    contract === true || evidence.opportunities?.some(({ opened, closed }) => opened <= t && (closed === undefined || closed > t)) === true
  )
}

function endedBy(facts: LifecycleFacts): StageRule | undefined {
  const { t, evidence } = facts
  if (evidence?.endNotice !== undefined && evidence.endNotice <= t) return 'end_notice'
  if (evidence?.deregistered !== undefined && evidence.deregistered <= t) return 'deregistered'
  if (facts.orders === 0 || isEngaged(facts)) return undefined
  const contracts = (evidence?.contracts ?? []).filter(contract => contract.from <= t)
  const isOver = contracts.length > 0 && contracts.every(contract => t - contract.until > 90)
  if (isOver && recencyOf(facts) > 2) return 'contract_over'
  const silence = isProjectBuyer(facts) ? 365 : 180
  return recencyOf(facts) > 4 && silenceOf(facts) >= silence ? 'silent' : undefined
}

/** An order is more than a contact: who has one on its way is being developed. */
function beforeDelivery({ t, orders, evidence }: LifecycleFacts): StageRule {
  if (orders > 0) return 'order_under_way'
  const contact = evidence?.contacts?.some(day => day <= t && t - day < 180)
  const opportunity = evidence?.opportunities?.some(({ opened, closed }) => opened <= t && (closed === undefined || t - closed < 180))
  const contract = evidence?.contracts?.some(({ from, until }) => from <= t && t - until < 180)
  return contact || opportunity || contract ? 'contact_only' : 'no_contact'
}

function hasLostWallet({ t, evidence }: LifecycleFacts): boolean {
  const facts = evidence?.wallet?.filter(fact => fact.category === undefined)
  const [now, before] = [latest(facts, t), latest(facts, monthsBack(t, 6))]
  return now !== undefined && before !== undefined && before.share - now.share >= 0.15 - 1e-9
}

function declineRule(facts: LifecycleFacts): StageRule | undefined {
  if (facts.orders < 2) return undefined
  if (!isEngaged(facts) && recencyOf(facts) > 2 && silenceOf(facts) >= 30) return 'late'
  if (facts.growth <= -0.25) return 'falling'
  if (hasLostWallet(facts)) return 'wallet_lost'
  return facts.isBelowSigma ? 'below_sigma' : undefined
}

function growthRule(facts: LifecycleFacts): StageRule | undefined {
  if (facts.orders < 4) return 'few_orders'
  if (facts.firstOrder > monthsBack(facts.t, 12)) return 'young'
  return facts.growth >= 0.1 ? 'growing' : undefined
}

/** Asleep: 1.5 < R <= 4. */
export const isDormant = (recency: number): boolean => recency > 1.5 && recency <= 4
