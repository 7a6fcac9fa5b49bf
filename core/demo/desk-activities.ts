import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import type { Both } from './bilingual.ts'
import { workdayFrom } from './chinese-calendar.ts'
import * as words from './desk-activity-words.ts'
import { administrator, type DeskEntry, record, staff } from './desk-entry.ts'
import { daysApart, type Life, momentOf, officeMinute } from './desk-life.ts'
import { type Dice, diceOf, happens, pick, wholeBetween } from './dice.ts'

type Kind = 'visit' | 'call' | 'message' | 'email' | 'meeting'
type Done = {
  readonly kind: Kind
  readonly day: CivilDay
  readonly talk: words.Talk
  readonly isTheirs?: boolean
  readonly outcome?: 'progress' | 'unchanged' | 'setback' | 'no_answer'
}

const minutesOf: Record<Kind, number> = { visit: 60, call: 10, message: 5, email: 10, meeting: 90 }
const quarter = 91

/** Visits and calls a year by what a customer spends (yuan): nobody travels to a corner shop. */
const paces: readonly (readonly [fromYuan: number, visits: number, calls: number])[] = [
  [900_000, 7, 9],
  [250_000, 3, 5],
  [60_000, 0.8, 2],
  [15_000, 0.15, 0.8],
  [0, 0, 0.3],
]

const paceOf = ({ spend }: Life) => paces.find(([from]) => spend >= from * 100) ?? [0, 0, 0]

/** Who hears nothing of us for a year had been looked after as others before. */
const lastDay = ({ care, today }: Life): CivilDay => (care === 0 ? today - 370 : today)

function* regular(life: Life, dice: Dice): Generator<Done> {
  const [, visits, calls] = paceOf(life)
  const { knownSince } = life.profile
  const from = Math.max(knownSince, life.world.start)
  for (const day of daysApart(dice, from, lastDay(life), visits)) yield { kind: 'visit', day, talk: pick(dice, words.visits) }
  for (const day of daysApart(dice, from, lastDay(life), calls)) {
    const outcome = happens(dice, life.falls ? 0.25 : 0.08) ? 'no_answer' : undefined
    yield { kind: 'call', day, talk: pick(dice, words.calls), ...(outcome && { outcome }) }
  }
  const asked = life.care === 0 ? 0.25 : 0.7 + life.care / 3
  for (const day of daysApart(dice, from, lastDay(life), asked))
    yield { kind: happens(dice, 0.6) ? 'call' : 'message', day, talk: pick(dice, words.inbound), isTheirs: true }
}

/** What was delivered is asked about within a fortnight: nearly always where the customer is looked after, seldom elsewhere. */
function* afterDeliveries({ fulfilment, care, today, world }: Life, dice: Dice): Generator<Done> {
  let asked = -Infinity
  for (const { delivered } of fulfilment.flatMap(({ deliveries }) => deliveries).sort((a, b) => a.delivered - b.delivered)) {
    const isRecent = delivered > world.end - 400
    const often = care >= 2 ? (isRecent ? 0.97 : 0.35) : isRecent && care === 1 ? 0.18 : 0.04
    const day = workdayFrom(delivered + wholeBetween(dice, 1, 5))
    if (asked >= delivered || day > today || (care === 0 && isRecent) || !happens(dice, often)) continue
    asked = day
    yield { kind: happens(dice, 0.7) ? 'message' : 'call', day, talk: pick(dice, words.followUps) }
  }
}

function* proposals({ care, today, world, profile }: Life, dice: Dice): Generator<Done> {
  if (care < 3 && !(care === 2 && happens(dice, 0.3))) return
  const quarters = care < 3 ? 1 : 7
  for (let back = 0; back < quarters; back++) {
    const day = workdayFrom(world.end - quarter * back - wholeBetween(dice, 25, 65))
    if (day > profile.knownSince && (back < 4 || happens(dice, 0.6))) {
      const kind = happens(dice, 0.5) ? 'visit' : 'email'
      yield { kind, day, talk: pick(dice, words.suggestions), outcome: 'progress' }
    }
  }
  const next = workdayFrom(world.end + wholeBetween(dice, 3, 20))
  if (care >= 3 && next <= today) yield { kind: 'email', day: next, talk: pick(dice, words.suggestions) }
}

function* reviews({ care, world, profile }: Life, dice: Dice): Generator<Done> {
  if (care < 3) return
  for (let back = 0; back < 5; back++) {
    const day = workdayFrom(world.end - 182 * back - wholeBetween(dice, 15, 60))
    if (day > profile.knownSince + 90) yield { kind: 'meeting', day, talk: pick(dice, words.reviews), outcome: 'progress' }
  }
}

function* doneOf(life: Life, dice: Dice): Generator<Done> {
  const { knownSince } = life.profile
  if (knownSince > life.world.start && knownSince <= life.today) {
    const isVisit = life.spend > 6_000_000
    yield { kind: isVisit ? 'visit' : 'call', day: workdayFrom(knownSince), talk: words.firstContacts[isVisit ? 0 : 1] as words.Talk }
  }
  yield* regular(life, dice)
  yield* afterDeliveries(life, dice)
  yield* proposals(life, dice)
  yield* reviews(life, dice)
}

function activityEntry(life: Life, name: string, done: Done, minute: number): DeskEntry {
  const { kind, day, talk, isTheirs, outcome } = done
  return {
    table: 'activity',
    row: {
      dyad_id: { dyad: life.profile.code },
      activity_id: record(name),
      kind,
      state: 'done',
      direction: kind === 'meeting' ? null : isTheirs ? 'in' : 'out',
      day: formatDay(day),
      starts_at: momentOf(day, minute),
      minutes: minutesOf[kind],
      subject: life.say(talk.subject),
      content: outcome === 'no_answer' ? null : life.say(talk.content),
      outcome: outcome ?? (isTheirs ? null : 'unchanged'),
      next_step: null,
      next_on: null,
      owner_id: staff(life.profile.seller),
      author_id: staff(life.profile.seller),
      created_at: momentOf(day, minute + 30),
      updated_at: momentOf(day, minute + 30),
    },
  }
}

function plannedEntry(life: Life, name: string, dice: Dice): DeskEntry {
  const day = workdayFrom(life.today + wholeBetween(dice, 1, 16))
  const minute = officeMinute(dice)
  const entry = activityEntry(life, name, { kind: 'visit', day, talk: { subject: pick(dice, words.planned), content: ['', ''] } }, minute)
  const at = momentOf(life.today, 540)
  return { ...entry, row: { ...entry.row, state: 'planned', content: null, outcome: null, created_at: at, updated_at: at } }
}

type Due = { readonly name: string; readonly title: Both; readonly due: CivilDay; readonly isDone: boolean; readonly who: number }

function taskEntry({ profile, say }: Life, { name, title, due, isDone, who }: Due, isUrgent: boolean): DeskEntry {
  const made = momentOf(due - 9, 600)
  return {
    table: 'task',
    row: {
      task_id: record(name),
      dyad_id: { dyad: profile.code },
      title: say(title),
      note: null,
      due_on: formatDay(due),
      assignee_id: staff(who),
      author_id: staff(profile.seller),
      priority: isUrgent ? 'high' : 'normal',
      state: isDone ? 'done' : 'open',
      done_at: isDone ? momentOf(due - 1, 900) : null,
      done_on: isDone ? formatDay(due - 1) : null,
      done_by: isDone ? staff(who) : null,
      source: null,
      source_id: null,
      source_step: null,
      created_at: made,
      updated_at: isDone ? momentOf(due - 1, 900) : made,
    },
  }
}

/** Done ones of the past year, some that are overdue, some to come. */
function* tasksOf(life: Life, dice: Dice): Generator<DeskEntry> {
  const { care, profile, today } = life
  const name = (index: number) => `task ${profile.code} ${index}`
  const past = Math.round(care * dice() * 1.6)
  const give = (index: number, due: CivilDay, isDone: boolean) => {
    const who = !isDone && profile.index % 37 === 5 ? administrator : profile.seller
    return taskEntry(life, { name: name(index), title: pick(dice, words.tasks), due: workdayFrom(due), isDone, who }, happens(dice, 0.15))
  }
  for (let index = 0; index < past; index++) yield give(index, today - wholeBetween(dice, 12, 330), true)
  if (!happens(dice, 0.05 + 0.09 * care)) return
  const isLate = happens(dice, 0.3)
  yield give(past, isLate ? today - wholeBetween(dice, 2, 9) : today + wholeBetween(dice, 0, 18), false)
}

/** Who took part: the first contact, in meetings all of them. */
function* peopleOf({ profile, contacts }: Life, name: string, kind: Kind): Generator<DeskEntry> {
  for (const { email } of kind === 'meeting' ? contacts : kind === 'visit' ? contacts.slice(0, 1) : []) {
    const row = { dyad_id: { dyad: profile.code }, activity_id: record(name), side: 'theirs', person_id: { contact: email } }
    yield { table: 'activity_person', row }
  }
}

/** Everything that was done and is to be done with a customer. */
export function* activitiesOf(life: Life): Generator<DeskEntry> {
  const dice = diceOf(life.world.seed, life.profile.index, 21)
  let count = 0
  for (const done of doneOf(life, dice)) {
    const name = `activity ${life.profile.code} ${count++}`
    yield activityEntry(life, name, done, officeMinute(dice))
    yield* peopleOf(life, name, done.kind)
  }
  if (happens(dice, 0.04 + 0.06 * life.care)) yield plannedEntry(life, `activity ${life.profile.code} ${count}`, dice)
  yield* tasksOf(life, dice)
}
