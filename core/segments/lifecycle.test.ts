import { expect, test } from 'vitest'
import { parseDay } from '#core/units/civil-day.ts'
import { lifecycleStages } from './grid.ts'
import { isDormant, type LifecycleFacts, stageOfRule, stageRuleOf } from './lifecycle.ts'
import { never, stageRules } from './run.ts'

const t = parseDay('2026-10-31') ?? 0
const steady: LifecycleFacts = {
  t,
  orders: 20,
  firstOrder: t - 900,
  lastOrder: t - 10,
  isDelivered: true,
  mu: 20,
  growth: 0,
  isBelowSigma: false,
  isProject: false,
  evidence: undefined,
}
const ruleWith = (change: Partial<LifecycleFacts>) => stageRuleOf({ ...steady, ...change })
const prospect = { orders: 0, firstOrder: never, lastOrder: never, isDelivered: false, mu: Number.NaN, growth: Number.NaN }

test('right: each rule by its own fact, the first that holds wins', () => {
  expect(ruleWith({})).toBe('steady')
  expect(ruleWith({ evidence: { endNotice: t } })).toBe('end_notice')
  expect(ruleWith({ evidence: { deregistered: t - 1 } })).toBe('deregistered')
  expect(ruleWith({ lastOrder: t - 50, evidence: { contracts: [{ from: t - 500, until: t - 91 }] } })).toBe('contract_over')
  expect(ruleWith({ lastOrder: t - 180 })).toBe('silent')
  expect(ruleWith({ ...prospect })).toBe('no_contact')
  expect(ruleWith({ ...prospect, evidence: { contacts: [t - 179] } })).toBe('contact_only')
  expect(ruleWith({ isDelivered: false, orders: 1 })).toBe('order_under_way')
  expect(ruleWith({ lastOrder: t - 41 })).toBe('late')
  expect(ruleWith({ growth: -0.25 })).toBe('falling')
  expect(
    ruleWith({
      evidence: {
        wallet: [
          { day: t - 300, share: 0.5 },
          { day: t, share: 0.35 },
        ],
      },
    }),
  ).toBe('wallet_lost')
  expect(ruleWith({ isBelowSigma: true })).toBe('below_sigma')
  expect(ruleWith({ orders: 3 })).toBe('few_orders')
  expect(ruleWith({ firstOrder: t - 364 })).toBe('young')
  expect(ruleWith({ growth: 0.1 })).toBe('growing')
})

test('bounded: at each edge', () => {
  expect(ruleWith({ lastOrder: t - 40 })).toBe('steady')
  expect(ruleWith({ mu: 10, lastOrder: t - 29 })).toBe('steady')
  expect(ruleWith({ mu: 10, lastOrder: t - 30 })).toBe('late')
  expect(ruleWith({ mu: 10, lastOrder: t - 179 })).toBe('late')
  expect(ruleWith({ firstOrder: t - 365 })).toBe('steady')
  expect(ruleWith({ orders: 1, lastOrder: t - 50 })).toBe('few_orders')
  expect(ruleWith({ evidence: { endNotice: t + 1 } })).toBe('steady')
  expect(ruleWith({ growth: Number.NaN })).toBe('steady')
  expect([1.5, 1.51, 4, 4.01].map(isDormant)).toEqual([false, true, true, false])
})

test('right: project buyers live by contracts and opportunities, without them by a year of silence', () => {
  const buyer = { isProject: true, mu: 60, lastOrder: t - 300 }
  expect(ruleWith(buyer)).toBe('late')
  expect(ruleWith({ ...buyer, lastOrder: t - 365 })).toBe('silent')
  expect(ruleWith({ ...buyer, evidence: { opportunities: [{ opened: t - 30 }] } })).toBe('steady')
  expect(ruleWith({ ...buyer, evidence: { contracts: [{ from: t - 400, until: t + 30 }] } })).toBe('steady')
  expect(ruleWith({ mu: 200, lastOrder: t - 500, evidence: { opportunities: [{ opened: t - 30 }] } })).toBe('steady')
})

test('every rule leads to a stage, and every stage is reached', () => {
  expect(new Set(stageRules.map(rule => stageOfRule[rule]))).toEqual(new Set(lifecycleStages))
})
