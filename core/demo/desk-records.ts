import { type CivilDay, dateOf, dayOf, formatDay } from '#core/units/civil-day.ts'
import { type CloseReason, defaultStages, type LeadChannel } from '#core/sales/opportunity.ts'
import type { Both } from './bilingual.ts'
import { workdayFrom } from './chinese-calendar.ts'
import { type DeskEntry, record, staff } from './desk-entry.ts'
import { daysApart, type Life, momentOf } from './desk-life.ts'
import { between, type Dice, diceOf, happens, pick, pickIndex, wholeBetween } from './dice.ts'
import { stamp } from './orders.ts'

const chances: readonly Both[] = [
  ['年度框架采购', 'Yearly frame contract'],
  ['新产线轴承配套', 'Bearings for a new line'],
  ['减速机国产替代', 'Gearboxes from a home maker'],
  ['备件库寄售合作', 'Consignment stock of spares'],
  ['直线导轨试用转批量', 'Linear guides: from trial to series'],
  ['设备大修配件包', 'Parts for an overhaul'],
]

const won: readonly CloseReason[] = ['quality', 'delivery_time', 'relationship', 'product_fit', 'price']
const lost: readonly CloseReason[] = ['price', 'price', 'competitor', 'no_decision', 'budget_gone', 'delivery_time']
const channels: readonly LeadChannel[] = [
  'existing_customer',
  'existing_customer',
  'existing_customer',
  'referral',
  'exhibition',
  'website',
  'cold_call',
]

const aYear: Readonly<Partial<Record<string, number>>> = {
  grower: 0.7,
  newcomer: 1,
  pillar: 1.1,
  saturating: 0.9,
  trial: 1,
  prospect: 1.6,
  wonBack: 0.6,
}

type End = { readonly state: 'open' | 'won' | 'lost'; readonly closed: CivilDay | undefined; readonly reason: CloseReason | undefined }

function endOf({ today, falls, profile }: Life, opened: CivilDay, dice: Dice): End {
  const closed = workdayFrom(opened + wholeBetween(dice, 20, 150))
  const isLost = profile.career.name === 'prospect' || happens(dice, falls ? 0.75 : 0.42)
  if (closed > today - 1) return { state: 'open', closed: undefined, reason: undefined }
  return isLost ? { state: 'lost', closed, reason: pick(dice, lost) } : { state: 'won', closed, reason: pick(dice, won) }
}

function* opportunitiesOf(life: Life, dice: Dice): Generator<DeskEntry> {
  const { profile, today, world, say, spend, contacts } = life
  const rate = (aYear[profile.career.name] ?? 0.18) * (spend < 3_000_000 && spend > 0 ? 0.4 : 1)
  let index = 0
  for (const opened of daysApart(dice, Math.max(profile.knownSince + 5, world.start), today, rate)) {
    const { state, closed, reason } = endOf(life, opened, dice)
    const age = today - opened
    const stage = defaultStages[Math.min(defaultStages.length - 1, Math.floor(age / 30) + pickIndex(dice, [0.5, 0.3, 0.2]))]
    const amount = Math.round((Math.max(2_000_000, spend) * between(dice, 0.08, 0.5)) / 100_000) * 100_000
    yield {
      table: 'opportunity',
      row: {
        dyad_id: { dyad: profile.code },
        opportunity_id: record(`opportunity ${profile.code} ${index}`),
        number: `OP${stamp(opened)}-${profile.code.slice(1)}-${++index}`,
        title: say(pick(dice, chances)),
        stage: stage?.key ?? 'lead',
        state,
        probability: state === 'won' ? 100 : state === 'lost' ? 0 : (stage?.probability ?? 10),
        amount_minor: amount,
        currency: 'CNY',
        base_minor: amount,
        expected_on: formatDay(closed ?? workdayFrom(today + wholeBetween(dice, -6, 70))),
        opened_on: formatDay(opened),
        closed_on: closed === undefined ? null : formatDay(closed),
        reason_code: reason ?? null,
        channel: profile.career.name === 'prospect' ? pick(dice, ['exhibition', 'website', 'cold_call', 'referral']) : pick(dice, channels),
        acquisition_minor: happens(dice, 0.4) ? wholeBetween(dice, 5, 80) * 10_000 : null,
        contact_id: { contact: contacts[0]?.email ?? '' },
        owner_id: staff(profile.seller),
        author_id: staff(profile.seller),
        tags: [],
        custom: { json: {} },
        created_at: momentOf(opened, 600),
        updated_at: momentOf(closed ?? opened, 660),
        stage_since: momentOf(closed ?? opened, 660),
      },
    }
  }
}

const agreementTitles = {
  frame: ['年度框架采购合同', 'Yearly frame contract'],
  price: ['价格协议', 'Price agreement'],
  service_level: ['供货服务水平协议', 'Service level agreement'],
} satisfies Record<string, Both>
const agreementTerms = {
  frame: ['按预测备货，月结 60 天；双方每季度回顾一次用量。', 'Stock to forecast, payment within 60 days; volumes reviewed every quarter.'],
  price: [
    '主要型号价格全年不变；钢价变动超过 8% 时重新协商。',
    'Prices of the main types hold for the year; talked over when steel moves by more than 8 %.',
  ],
  service_level: ['常用型号 48 小时内发货，准时率不低于 95%。', 'Usual types leave within 48 hours, at least 95 % on time.'],
} satisfies Record<string, Both>

function* agreementsOf({ profile, today, world, say, spend, care }: Life, dice: Dice): Generator<DeskEntry> {
  const kinds = (['frame', 'price', 'service_level'] as const).filter((_, at) =>
    happens(dice, care >= 3 ? ([0.75, 0.4, 0.35][at] ?? 0) : spend > 12_000_000 ? ([0.2, 0.2, 0.03][at] ?? 0) : 0.01),
  )
  for (const kind of kinds) {
    const starts = Math.max(profile.knownSince + 20, dayOf(dateOf(today).year - (happens(dice, 0.3) ? 1 : 0), wholeBetween(dice, 1, 9), 1))
    const ends = starts + 365 * (happens(dice, 0.3) ? 2 : 1) - 1
    if (starts > world.end || ends < starts) continue
    yield {
      table: 'agreement',
      row: {
        dyad_id: { dyad: profile.code },
        agreement_id: record(`agreement ${profile.code} ${kind}`),
        kind,
        number: `AG${stamp(starts)}-${profile.code.slice(1)}-${kind.slice(0, 1).toUpperCase()}`,
        title: say(agreementTitles[kind]),
        state: 'active',
        starts_on: formatDay(starts),
        ends_on: formatDay(ends),
        signed_on: formatDay(starts - 8),
        notice_days: 30,
        renews: happens(dice, 0.4),
        amount_minor: kind === 'frame' ? Math.round(spend / 1_000_000) * 1_000_000 : null,
        currency: kind === 'frame' ? 'CNY' : null,
        terms: say(agreementTerms[kind]),
        owner_id: staff(profile.seller),
        author_id: staff(profile.seller),
        tags: [],
        custom: { json: {} },
        created_at: momentOf(starts - 8, 600),
        updated_at: momentOf(starts - 8, 600),
      },
    }
  }
}

const needs: readonly (readonly [Both, Both])[] = [
  [
    ['交期缩短到 5 天以内', 'Delivery within five days'],
    ['常用型号已设安全库存，现 4 天到货。', 'Safety stock for the usual types: four days now.'],
  ],
  [
    ['轴承随货附质保书和批次号', 'A certificate and batch number with each delivery'],
    ['已在发货单上增加批次号。', 'Batch numbers stand on the delivery note now.'],
  ],
  [
    ['按周送货，减少自有库存', 'Weekly deliveries, less stock of their own'],
    ['改为每周二固定送货。', 'Delivered every Tuesday.'],
  ],
  [
    ['耐高温润滑脂的型号', 'Types with heat-resistant grease'],
    ['推荐了高温系列，已供样。', 'The high-temperature series was offered and samples sent.'],
  ],
  [
    ['装配培训', 'Training in fitting'],
    ['技术部上门培训半天。', 'Half a day of training at their plant.'],
  ],
]

function* needsOf({ profile, today, world, say, care, contacts }: Life, dice: Dice): Generator<DeskEntry> {
  const count = pickIndex(dice, care >= 3 ? [0.1, 0.5, 0.4] : care >= 1 ? [0.75, 0.25] : [0.97, 0.03])
  for (let index = 0; index < count; index++) {
    const since = workdayFrom(today - wholeBetween(dice, 5, 300))
    const [content, response] = needs[(profile.index + index * 2) % needs.length] ??
      needs[0] ?? [
        ['', ''],
        ['', ''],
      ]
    const status = today - since > 60 && happens(dice, 0.6) ? 'met' : happens(dice, 0.4) ? 'in_work' : 'open'
    if (since <= Math.max(profile.knownSince, world.start) || since > today) continue
    yield {
      table: 'need',
      row: {
        dyad_id: { dyad: profile.code },
        need_id: record(`need ${profile.code} ${index}`),
        content: say(content),
        source: say(
          pick(dice, [
            ['拜访记录', 'A visit'],
            ['客户邮件', 'Their e-mail'],
            ['半年回顾会', 'The half-year review'],
          ]),
        ),
        status,
        owner_id: staff(profile.seller),
        since: formatDay(since),
        due_on: status === 'met' ? null : formatDay(workdayFrom(today + wholeBetween(dice, -5, 45))),
        response: status === 'met' ? say(response) : null,
        contact_id: { contact: contacts[0]?.email ?? '' },
        created_at: momentOf(since, 620),
        updated_at: momentOf(since, 620),
      },
    }
  }
}

function* factsOf({ profile, today, say, spend, care }: Life, dice: Dice): Generator<DeskEntry> {
  if (!happens(dice, care >= 3 ? 0.9 : care === 2 ? 0.5 : 0.06)) return
  const suppliers = profile.career.name === 'pillar' || care === 4 ? wholeBetween(dice, 1, 3) : wholeBetween(dice, 2, 9)
  const whole = Math.round((Math.max(spend, 500_000) * between(dice, 1.1, 4)) / 1_000_000) * 1_000_000
  const facts: readonly (readonly [kind: string, value: string])[] = [
    ['suppliers_count', String(suppliers)],
    ['annual_purchases', String(whole)],
    ['price_sensitivity', pick(dice, ['low', 'medium', 'medium', 'high'])],
    ['channel', pick(dice, ['wechat', 'wechat', 'phone', 'email', 'portal'])],
    [
      'purchasing_process',
      say(
        pick(dice, [
          ['采购部询三家，设备部有否决权', 'Three quotations; maintenance may refuse'],
          ['年度招标，季度下单', 'Yearly tender, orders by the quarter'],
          ['老板直接定', 'The owner decides'],
        ]),
      ),
    ],
    ['their_customers', say(profile.industry.name)],
  ]
  const known = care >= 3 ? facts : facts.slice(0, 3)
  for (const [kind, value] of known) {
    const observed = workdayFrom(today - wholeBetween(dice, 20, 260))
    yield {
      table: 'party_fact',
      row: {
        party_id: { party: profile.code },
        fact_id: record(`fact ${profile.code} ${kind}`),
        kind,
        value,
        source: say(['拜访记录', 'A visit']),
        observed_on: formatDay(observed),
        needs_consent: false,
        author_id: staff(profile.seller),
        created_at: momentOf(observed, 700),
      },
    }
  }
}

/** Who of ours knows whom of theirs, and what they agreed to be asked. */
function* bondsOfPeople({ profile, today, say, care, contacts }: Life, dice: Dice): Generator<DeskEntry> {
  for (const [index, { email }] of contacts.entries()) {
    const decided = workdayFrom(today - wholeBetween(dice, 40, 500))
    if (care >= 2 || happens(dice, 0.15)) {
      const strength = Math.min(3, Math.max(1, Math.round(care * 0.8 - index * 0.6)))
      const row = { contact_id: { contact: email }, user_id: staff(profile.seller), strength, author_id: staff(profile.seller) }
      yield { table: 'contact_bond', row }
    }
    if (care >= 1 && happens(dice, 0.5))
      yield {
        table: 'consent_entry',
        row: {
          contact_id: { contact: email },
          entry_id: record(`consent ${email}`),
          channel: pick(dice, ['email', 'wechat', 'phone']),
          purpose: pick(dice, ['survey', 'marketing']),
          basis: 'consent',
          decision: happens(dice, 0.92) ? 'given' : 'withdrawn',
          decided_on: formatDay(decided),
          how: say(
            pick(dice, [
              ['展会登记表', 'Form at a fair'],
              ['微信确认', 'Confirmed by message'],
              ['签约时书面同意', 'In writing with the contract'],
            ]),
          ),
          author_id: staff(profile.seller),
          created_at: momentOf(decided, 640),
        },
      }
  }
}

/** Chances, agreements, needs, what is known of the firm and how its people are known. */
export function* recordsOf(life: Life): Generator<DeskEntry> {
  const dice = diceOf(life.world.seed, life.profile.index, 23)
  yield* opportunitiesOf(life, dice)
  yield* agreementsOf(life, dice)
  yield* needsOf(life, dice)
  yield* factsOf(life, dice)
  yield* bondsOfPeople(life, dice)
}
