import { formatDay } from '#core/units/civil-day.ts'
import type { Both } from './bilingual.ts'
import { type Cell, type DeskEntry, type DeskTableName, record, staff } from './desk-entry.ts'
import { type Life, momentOf } from './desk-life.ts'
import { between, type Dice, diceOf, happens, wholeBetween } from './dice.ts'

type Fields = Readonly<Record<string, Cell>>

/** A row of one of the registers of a relationship: who wrote it and when stand in all of them. */
function register(life: Life, table: DeskTableName, id: string, name: string, since: number, fields: Fields): DeskEntry {
  const { profile } = life
  return {
    table,
    row: {
      dyad_id: { dyad: profile.code },
      [id]: record(`${table} ${profile.code} ${name}`),
      ...fields,
      author_id: staff(profile.seller),
      created_at: momentOf(since + 5, 615),
      updated_at: momentOf(since + 5, 615),
    },
  }
}

type BondKind = {
  readonly level: 1 | 2 | 3
  readonly title: Both
  readonly share: number
  readonly imitability: 'easy' | 'medium' | 'hard'
  readonly lever: 'contractual' | 'material' | 'emotional'
  readonly benefit: Both
  readonly effect: Both
}

/** What the demo company binds its customers with; `share`: cost a year as a share of what they buy. */
const bondKinds: readonly BondKind[] = [
  {
    level: 1,
    title: ['年度返利', 'Yearly rebate'],
    share: 0.01,
    imitability: 'easy',
    lever: 'material',
    benefit: ['采购额达标后返还 1%', 'One per cent back once the volume is reached'],
    effect: ['下半年订单更集中', 'More of the second half-year comes to us'],
  },
  {
    level: 2,
    title: ['专属客户经理与季度技术交流', 'A named account manager and quarterly technical exchange'],
    share: 0.006,
    imitability: 'medium',
    lever: 'emotional',
    benefit: ['有人懂他们的设备，问题当天有答复', 'Somebody knows their machines and answers the same day'],
    effect: ['设备部会先来问我们', 'Maintenance asks us first'],
  },
  {
    level: 3,
    title: ['寄售库存与补货接口', 'Consignment stock with automatic replenishment'],
    share: 0.012,
    imitability: 'hard',
    lever: 'material',
    benefit: ['少占用两周库存资金，不再断料', 'Two weeks less stock of their own, and no stoppage'],
    effect: ['紧急订单明显减少', 'Far fewer rush orders'],
  },
]

function* bondsOf(life: Life, dice: Dice): Generator<DeskEntry> {
  const { care, spend, today, say } = life
  const often = care === 4 ? [0.7, 0.95, 0.9] : care === 3 ? [0.6, 0.8, 0.15] : care === 2 ? [0.2, 0.3, 0] : [0.02, 0, 0]
  for (const [at, { level, title, share, imitability, lever, benefit, effect }] of bondKinds.entries()) {
    if (!happens(dice, often[at] ?? 0)) continue
    const since = today - wholeBetween(dice, 150, 800)
    yield register(life, 'bond', 'bond_id', String(level), since, {
      level,
      title: say(title),
      since: formatDay(since),
      cost_minor: Math.round((spend * share) / 10_000) * 10_000,
      effect: say(effect),
      imitability,
      lever,
      benefit: happens(dice, 0.92) ? say(benefit) : null,
      owner_id: staff(life.profile.seller),
    })
  }
}

type ItemKind = {
  readonly part: 'investment' | 'risk'
  readonly kind: string
  readonly lever: 'contractual' | 'material' | 'emotional'
  readonly title: Both
  readonly benefit: Both
  readonly share: readonly [number, number]
  readonly life?: number
  readonly probability?: number
}

const itemKinds: readonly ItemKind[] = [
  {
    part: 'investment',
    kind: 'process',
    lever: 'material',
    title: ['按我方编码改造的物料清单与工艺文件', 'Bills of material and process sheets under our codes'],
    benefit: ['换型时间缩短', 'Shorter change-overs'],
    share: [0.02, 0.06],
    life: 36,
  },
  {
    part: 'investment',
    kind: 'training',
    lever: 'emotional',
    title: ['装配与保养培训', 'Training in fitting and upkeep'],
    benefit: ['自己就能排除多数故障', 'Most faults are mended by their own people'],
    share: [0.005, 0.02],
    life: 24,
  },
  {
    part: 'risk',
    kind: 'start_up',
    lever: 'material',
    title: ['换供应商后重新验证的停线风险', 'Stoppage while another source is approved'],
    benefit: ['现用型号已通过验证', 'The types in use are approved'],
    share: [0.1, 0.3],
    probability: 0.3,
  },
]

function* switchingOf(life: Life, dice: Dice): Generator<DeskEntry> {
  const { care, spend, today, say } = life
  if (care < 3 || spend === 0 || !happens(dice, care === 4 ? 0.9 : 0.35)) return
  for (const { part, kind, lever, title, benefit, share, life: months, probability } of itemKinds) {
    if (!happens(dice, 0.85)) continue
    const since = today - wholeBetween(dice, 120, 500)
    yield register(life, 'switching_item', 'item_id', kind, since, {
      part,
      kind,
      lever,
      title: say(title),
      amount_minor: Math.round((spend * between(dice, ...share)) / 10_000) * 10_000,
      since: formatDay(since),
      life_months: months ?? null,
      probability: probability ?? null,
      benefit: say(benefit),
      source: say(['半年回顾会', 'The half-year review']),
    })
  }
}

function* termsOf(life: Life, dice: Dice): Generator<DeskEntry> {
  const { care, today, say } = life
  if (care < 4 || !happens(dice, 0.6)) return
  const since = today - wholeBetween(dice, 60, 300)
  const isOneSided = happens(dice, 0.2)
  yield register(life, 'relationship_term', 'term_id', 'minimum', since, {
    kind: isOneSided ? 'price_hold' : 'minimum_purchase',
    title: say(
      isOneSided
        ? ['全年锁价，不随钢价调整', 'Prices held all year whatever steel does']
        : ['年度最低采购量', 'Minimum purchase of the year'],
    ),
    binds: isOneSided ? 'us' : 'them',
    counterpart: isOneSided ? null : say(['旺季优先排产', 'First place in the schedule in the season']),
    revenue_share: 0.6,
    since: formatDay(since),
    until: formatDay(since + 364),
    source: say(['年度框架采购合同', 'Yearly frame contract']),
  })
}

type Gift = { readonly giver: 'us' | 'them'; readonly kind: string; readonly title: Both; readonly share: number }
const gifts: readonly Gift[] = [
  { giver: 'us', kind: 'credit', title: ['账期从 30 天放宽到 60 天', 'Sixty days to pay instead of thirty'], share: 0.005 },
  { giver: 'us', kind: 'service', title: ['每季度免费巡检', 'A free inspection every quarter'], share: 0.006 },
  { giver: 'them', kind: 'information', title: ['每月提供滚动预测', 'A rolling forecast every month'], share: 0.008 },
  { giver: 'them', kind: 'referral', title: ['向同行推荐', 'Recommends us in its trade'], share: 0.006 },
]

function* giftsOf(life: Life, dice: Dice): Generator<DeskEntry> {
  const { care, spend, today, say } = life
  if (care < 3) return
  for (const { giver, kind, title, share } of gifts) {
    if (!happens(dice, care === 4 ? 0.8 : 0.4)) continue
    const since = today - wholeBetween(dice, 90, 600)
    const amount_minor = Math.round((spend * share * between(dice, 0.6, 1.5)) / 10_000) * 10_000
    yield register(life, 'relationship_entry', 'entry_id', kind, since, {
      giver,
      kind,
      title: say(title),
      amount_minor,
      since: formatDay(since),
    })
  }
}

function* saidOf(life: Life, dice: Dice): Generator<DeskEntry> {
  const { care, today, say } = life
  const fact = (kind: string, ago: number, fields: Fields) =>
    register(life, 'relationship_fact', 'fact_id', kind, today - ago, {
      kind,
      observed_on: formatDay(today - ago),
      source: say(['半年回顾会', 'The half-year review']),
      ...fields,
    })
  if (care < 3) return
  const isPlanned = care === 4
  const plan = say([
    '共同计划：降低库存、提前两周预测、联合改进密封',
    'Joint plan: less stock, forecasts two weeks ahead, better seals together',
  ])
  yield fact('horizon_months', wholeBetween(dice, 20, 150), { value: isPlanned ? 36 : 12, until: null, note: null })
  yield fact('finance', wholeBetween(dice, 20, 150), { value: wholeBetween(dice, 45, 90), until: null, note: null })
  if (isPlanned)
    yield fact('joint_plan', wholeBetween(dice, 20, 120), {
      value: null,
      until: formatDay(today + wholeBetween(dice, 120, 400)),
      note: plan,
    })
}

/** What binds a customer, what leaving would cost it, what each side gives, and what was said of it: of those that are looked after. */
export function* relationshipsOf(life: Life): Generator<DeskEntry> {
  const dice = diceOf(life.world.seed, life.profile.index, 24)
  yield* bondsOf(life, dice)
  yield* switchingOf(life, dice)
  yield* termsOf(life, dice)
  yield* giftsOf(life, dice)
  yield* saidOf(life, dice)
}
