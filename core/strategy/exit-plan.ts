import type { StepRole } from './play.ts'

/** A step of a graceful exit: what is done, so many days after the decision, by whom. */
export type ExitStep = { readonly title: { readonly zh: string; readonly en: string }; readonly afterDays: number; readonly role: StepRole }

const step = (afterDays: number, role: StepRole, zh: string, en: string): ExitStep => ({ title: { zh, en }, afterDays, role })

/** How a customer is let go without harm: nothing is left open, the door stays open, and what it says of us is listened to. DOMAIN section 4, R77 */
export const exitPlan: readonly ExitStep[] = [
  step(3, 'owner', '与客户坦诚沟通，说明今后的合作方式', 'Talk openly with the customer: how we shall deal with each other from now on'),
  step(7, 'service', '办结未完订单、投诉与索赔', 'Settle open orders, complaints and claims'),
  step(10, 'owner', '交还或删除客户资料与样品，收回我方物品', 'Return or delete their data and samples, collect what is ours'),
  step(14, 'service', '核对末次发票与余款', 'Check the last invoice and what is still owed'),
  step(21, 'owner', '致谢并留好联系方式，保留重新合作的机会', 'Thank them and leave an address: the door stays open'),
  step(90, 'service', '留意市场上对我方的负面评价，及时回应', 'Watch for bad word about us in the market, and answer it'),
]
