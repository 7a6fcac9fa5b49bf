import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import type { Cause, ConcernKind, Severity } from '#core/service/concern.ts'
import { defaultServiceTimes, timeFor } from '#core/service/service-times.ts'
import type { Both } from './bilingual.ts'
import { workdayFrom } from './chinese-calendar.ts'
import { type DeskEntry, record, staff } from './desk-entry.ts'
import { daysApart, type Life, momentOf, officeMinute } from './desk-life.ts'
import { type Dice, diceOf, happens, pick, wholeBetween } from './dice.ts'
import { serviceLead } from './firm.ts'
import { isAboutToFall } from './fulfilment.ts'
import { stamp } from './orders.ts'

type Matter = {
  readonly kind: ConcernKind
  readonly cause: Cause | null
  readonly title: Both
  readonly said: Both
  readonly answer: Both
}

const matter = (kind: ConcernKind, cause: Cause | null, title: Both, said: Both, answer: Both): Matter => ({
  kind,
  cause,
  title,
  said,
  answer,
})

const late = matter(
  'complaint',
  'late_delivery',
  ['交货比承诺晚', 'Delivered later than promised'],
  ['约定的日期没有到货，产线等料。', 'The goods did not come on the agreed day and the line had to wait.'],
  ['已加急补发，并为该客户设了安全库存。', 'Sent by express; a safety stock was set up for this customer.'],
)
const faulty = matter(
  'complaint',
  'quality_defect',
  ['轴承运转有异响', 'Bearings run with noise'],
  ['装机后有异响，怀疑游隙超差。', 'Noise after fitting; the clearance may be out of tolerance.'],
  ['质量部复检后换货，并通报了批次检查结果。', 'Replaced after inspection; the result for the batch was reported.'],
)
const billed = matter(
  'complaint',
  'billing_error',
  ['发票金额与对账单不符', 'Invoice and statement differ'],
  ['发票少扣了约定的折扣。', 'The agreed discount was not taken off.'],
  ['已冲红重开。', 'The invoice was reversed and written anew.'],
)
const slow = matter(
  'complaint',
  'slow_response',
  ['报价迟迟没有回复', 'No answer to a request for prices'],
  ['询价四天没有回音。', 'Four days without an answer.'],
  ['当天补报，并指定了备岗人员。', 'Quoted the same day; a stand-in was named.'],
)
const question = matter(
  'question',
  null,
  ['询问替代型号', 'Question about a replacement type'],
  ['原型号停产，询问可互换的型号和尺寸公差。', 'The old type is discontinued; which one fits, and with which tolerances?'],
  ['已给出对照表和图纸。', 'A cross-reference and drawings were sent.'],
)
const sentBack = matter(
  'return',
  'quality_defect',
  ['要求退换货', 'Wants to send goods back'],
  ['部分货品与订单不符或有缺陷，要求退回。', 'Some goods are faulty or not what was ordered.'],
  ['退货入库，已开红字单。', 'Taken back, a credit note was written.'],
)
const disputed = matter(
  'dispute',
  'price_perception',
  ['对年度返利计算有异议', 'Disagrees with the yearly rebate'],
  ['对方认为返利基数应含运费。', 'They hold that freight counts towards the rebate.'],
  ['按合同条款逐条核对，双方签字确认。', 'Gone through by the contract, clause by clause, and signed by both.'],
)

type Raised = { readonly matter: Matter; readonly day: CivilDay; readonly order?: string }

function* raisedOf(life: Life, dice: Dice): Generator<Raised> {
  const { fulfilment, profile, today, world } = life
  const from = Math.max(profile.knownSince + 30, world.start)
  for (const { order, deliveries, creditNotes } of fulfilment) {
    const [first] = deliveries
    if (first && first.delivered > order.promised && happens(dice, isAboutToFall(world, profile, order.date) ? 0.75 : 0.12))
      yield { matter: late, day: workdayFrom(order.promised + 1), order: order.number }
    else if (first && happens(dice, isAboutToFall(world, profile, order.date) ? 0.1 : 0.004))
      yield { matter: pick(dice, [faulty, billed, slow]), day: workdayFrom(first.delivered + 3), order: order.number }
    const [note] = creditNotes
    if (note && happens(dice, 0.2)) yield { matter: sentBack, day: workdayFrom(note.date - 3), order: order.number }
  }
  if (happens(dice, life.falls ? 0.06 : 0.03))
    yield { matter: pick(dice, [late, faulty, billed, slow, question]), day: workdayFrom(today - wholeBetween(dice, 1, 6)) }
  const isLarge = life.spend > 25_000_000
  for (const day of daysApart(dice, from, today, isLarge ? 0.8 : 0.12)) yield { matter: question, day }
  for (const day of daysApart(dice, from, today, isLarge ? 0.1 : 0)) yield { matter: disputed, day }
}

type Course = { readonly responded: number | undefined; readonly resolved: number | undefined }

/** Hours until somebody answered and until it was settled: mostly in time; those about to fall wait longer. What is quite new may still be open. */
function courseOf(dice: Dice, kind: ConcernKind, isSlow: boolean, age: number): Course {
  const { respondHours, resolveHours } = timeFor(defaultServiceTimes, kind, undefined)
  const pace = happens(dice, isSlow ? 0.5 : 0.1) ? [1.2, 4] : [0.1, 0.95]
  const hours = (promise: number | null) => (promise ?? 48) * ((pace[0] ?? 0) + dice() * ((pace[1] ?? 1) - (pace[0] ?? 0)))
  const responded = hours(respondHours)
  const resolved = Math.max(hours(resolveHours), responded + 1)
  const isOpen = age * 24 < resolved || (age < 8 && happens(dice, 0.6))
  return {
    responded: age * 24 < responded || (isOpen && happens(dice, 0.4)) ? undefined : responded,
    resolved: isOpen ? undefined : resolved,
  }
}

const later = (day: CivilDay, minute: number, hours: number): string => {
  const minutes = minute + Math.round(hours * 60)
  return momentOf(day + Math.floor(minutes / 1440), minutes % 1440)
}

const severities: readonly Severity[] = ['low', 'normal', 'normal', 'normal', 'high']

function entryOf(life: Life, { matter: { kind, cause, title, said, answer }, day, order }: Raised, index: number, dice: Dice): DeskEntry {
  const { world, profile, contacts, say, today } = life
  const minute = officeMinute(dice)
  const { responded, resolved } = courseOf(dice, kind, isAboutToFall(world, profile, day), today - day)
  const { respondHours, resolveHours } = timeFor(defaultServiceTimes, kind, undefined)
  const at = (hours: number | null | undefined) => (hours === null || hours === undefined ? null : later(day, minute, hours))
  const received = momentOf(day, minute)
  return {
    table: 'concern',
    row: {
      dyad_id: { dyad: profile.code },
      concern_id: record(`concern ${profile.code} ${index}`),
      kind,
      number: `CS${stamp(day)}-${profile.code.slice(1)}-${index + 1}`,
      title: say(title),
      severity: pick(dice, severities),
      channel: pick(dice, ['phone', 'phone', 'message', 'email', 'visit']),
      received_at: received,
      received_on: formatDay(day),
      description: say(said),
      contact_id: { contact: contacts[0]?.email ?? '' },
      first_response_by: at(respondHours),
      first_responded_at: at(responded),
      resolved_by: at(resolveHours),
      resolved_at: at(resolved),
      resolution: resolved === undefined ? null : say(answer),
      cause: resolved === undefined ? null : cause,
      department_id: { department: 'SERVICE' },
      owner_id: staff(serviceLead),
      author_id: staff(serviceLead),
      order_number: order ?? null,
      settings_version: 0,
      tags: [],
      custom: { json: {} },
      created_at: received,
      updated_at: at(resolved) ?? at(responded) ?? received,
    },
  }
}

/** Complaints, questions, returns and disputes, those of the year's trade and a few still open. */
export function* concernsOf(life: Life): Generator<DeskEntry> {
  const dice = diceOf(life.world.seed, life.profile.index, 22)
  const raised = [...raisedOf(life, dice)].filter(({ day }) => day <= life.today - 1)
  for (const [index, one] of raised.sort((a, b) => a.day - b.day).entries()) yield entryOf(life, one, index, dice)
}
