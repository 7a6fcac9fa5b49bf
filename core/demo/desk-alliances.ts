import type { AllianceState } from '#core/relationships/alliance.ts'
import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import { type AllianceStory, allianceStories, type ProblemStory, problemStories } from './alliance-words.ts'
import { workdayFrom } from './chinese-calendar.ts'
import { type Cell, type DeskEntry, type DeskTableName, record, staff } from './desk-entry.ts'
import { type Life, momentOf } from './desk-life.ts'
import { between, type Dice, diceOf, happens, pick, pickIndex, wholeBetween } from './dice.ts'

type Fields = Readonly<Record<string, Cell>>

/** An alliance of a customer as it was drawn. */
type Drawn = {
  readonly life: Life
  readonly story: AllianceStory
  readonly starts: CivilDay
  readonly ends: CivilDay
  readonly state: AllianceState
}

function register({ profile, today }: Life, table: DeskTableName, id: string, name: string, made: CivilDay, fields: Fields): DeskEntry {
  return {
    table,
    row: {
      dyad_id: { dyad: profile.code },
      [id]: record(`${table} ${profile.code} ${name}`),
      ...fields,
      author_id: staff(profile.seller),
      created_at: momentOf(Math.min(made, today - 1), 640),
      updated_at: momentOf(Math.min(made, today - 1), 640),
    },
  }
}

const allianceOf = ({ profile }: Life): Cell => record(`alliance ${profile.code} 0`)
const yuanOf = (fen: number) => Math.round(fen / 1_000_000) * 1_000_000

function headEntry({ life, story, starts, ends, state }: Drawn, dice: Dice): DeskEntry {
  const { say, today, spend, profile, contacts } = life
  const isOver = state === 'ended'
  return register(life, 'alliance', 'alliance_id', '0', Math.min(starts - 12, today), {
    title: say(story.title),
    sub_mode: story.subMode,
    state,
    goal: say(story.goal),
    scope: say(['主要生产线与备件库', 'The main lines and the store of spares']),
    our_members: say(['客户经理、应用工程师、计划员', 'Account manager, application engineer, planner']),
    their_members: contacts.map(({ name }) => say(name)).join(say(['、', ', '])),
    their_gain: say(story.gain),
    their_gain_minor: yuanOf(spend * between(dice, 0.03, 0.09)),
    their_cost_minor: yuanOf(spend * between(dice, 0.005, 0.02)),
    our_cost_minor: yuanOf(spend * between(dice, 0.006, 0.02)),
    starts_on: formatDay(starts),
    ends_on: formatDay(ends),
    next_review_on: isOver ? null : formatDay(workdayFrom(today + wholeBetween(dice, -4, 40))),
    despite: null,
    result: isOver ? say(['目标达到，转为日常合作', 'The goal was reached: part of the daily work now']) : null,
    owner_id: staff(profile.seller),
  })
}

function* measureEntries({ life, story, starts, state }: Drawn, dice: Dice): Generator<DeskEntry> {
  const { say, today } = life
  const { figure } = story
  const common = { alliance_id: allianceOf(life) }
  const way = state === 'proposed' ? undefined : state === 'ended' ? between(dice, 0.95, 1.1) : between(dice, 0.25, 0.85)
  const target = Math.round(between(dice, 0.08, 0.25) * 100) / 100
  yield register(life, 'alliance_measure', 'measure_id', 'figure', starts, {
    ...common,
    title: say(figure.title),
    source: 'entered',
    unit: say(figure.unit),
    baseline: figure.baseline,
    target: figure.target,
    actual: way === undefined ? null : Math.round(figure.baseline + (figure.target - figure.baseline) * way),
    measured_on: way === undefined ? null : formatDay(today - wholeBetween(dice, 3, 30)),
  })
  yield register(life, 'alliance_measure', 'measure_id', 'trade', starts, {
    ...common,
    title: say(story.sourceTitle),
    source: story.source,
    unit: null,
    baseline: null,
    target: story.source === 'items' ? wholeBetween(dice, 12, 30) : Math.round((life.spend * (1 + target)) / 100_000) * 1000,
    actual: null,
    measured_on: null,
  })
}

/** The day on which a step was done: most in time, some late; undefined where its day has not come or it is late now. */
function doneOn(dice: Dice, due: CivilDay, today: CivilDay): CivilDay | undefined {
  const done = workdayFrom(due + (happens(dice, 0.7) ? -wholeBetween(dice, 0, 6) : wholeBetween(dice, 4, 25)))
  return done < today && due < today ? done : undefined
}

type Deed = { readonly title: string; readonly due: CivilDay; readonly done: CivilDay | undefined; readonly made: CivilDay }

/** What is ours to do is a task of the customer's owner. */
function taskEntry({ profile, today }: Life, source: string, name: string, { title, due, done, made }: Deed): DeskEntry {
  return {
    table: 'task',
    row: {
      task_id: record(`task of ${source} ${profile.code} ${name}`),
      dyad_id: { dyad: profile.code },
      title,
      note: null,
      due_on: formatDay(due),
      priority: 'normal',
      assignee_id: staff(profile.seller),
      author_id: staff(profile.seller),
      state: done === undefined ? 'open' : 'done',
      done_at: done === undefined ? null : momentOf(done, 1000),
      done_on: done === undefined ? null : formatDay(done),
      done_by: done === undefined ? null : staff(profile.seller),
      source,
      source_id: record(`${source} ${profile.code} ${name}`),
      source_step: 0,
      created_at: momentOf(Math.min(made, today - 1), 640),
      updated_at: momentOf(done ?? Math.min(made, today - 1), 1000),
    },
  }
}

function* stepEntries({ life, story, starts, ends }: Drawn, dice: Dice): Generator<DeskEntry> {
  const { say, today, profile, contacts } = life
  for (const [at, [side, words]] of story.steps.entries()) {
    const due = workdayFrom(Math.round(starts + ((ends - starts) * (at + 0.5)) / story.steps.length))
    const done = doneOn(dice, due, today)
    const isOurs = side === 'us'
    if (isOurs) yield taskEntry(life, 'alliance_milestone', String(at), { title: say(words), due, done, made: starts })
    yield register(life, 'alliance_milestone', 'milestone_id', String(at), starts, {
      alliance_id: allianceOf(life),
      title: say(words),
      side,
      person: isOurs ? null : say(contacts[0]?.name ?? ['', '']),
      owner_id: isOurs ? staff(profile.seller) : null,
      due_on: formatDay(due),
      done_on: done === undefined ? null : formatDay(done),
      note: null,
      task_id: isOurs ? record(`task of alliance_milestone ${profile.code} ${at}`) : null,
    })
  }
}

const findings = {
  on_track: ['进度符合计划，双方满意。', 'As planned; both sides are content.'],
  at_risk: ['对方计划员更换，预测暂缺两周。', 'Their planner changed: two weeks without a forecast.'],
  off_track: ['关键一步延误一个月，需要双方负责人介入。', 'A step is a month late: the heads of both sides have to help.'],
} as const

function* reviewEntries({ life, starts, ends, state }: Drawn, dice: Dice): Generator<DeskEntry> {
  const { say, today } = life
  for (let day = workdayFrom(starts + 80); day < Math.min(today, ends + 20); day = workdayFrom(day + 91)) {
    const drawn = pick(dice, ['on_track', 'on_track', 'on_track', 'at_risk', 'off_track'] as const)
    const verdict = state === 'ended' ? 'on_track' : drawn
    yield register(life, 'alliance_review', 'review_id', String(day - starts), day, {
      alliance_id: allianceOf(life),
      held_on: formatDay(day),
      verdict,
      findings: say(findings[verdict]),
      actions:
        verdict === 'on_track' ? null : say(['两周内由双方客户经理重排时间表', 'Both managers settle a new calendar within two weeks']),
    })
  }
}

function adviceEntry({ life, story, starts }: Drawn, dice: Dice): DeskEntry {
  const { say, today, spend } = life
  const { kind, title, detail } = story.advice
  const state = pick(dice, ['open', 'taken', 'taken', 'declined'] as const)
  return register(life, 'alliance_item', 'item_id', 'advice', starts + 30, {
    alliance_id: allianceOf(life),
    kind,
    title: say(title),
    detail: say(detail),
    day: formatDay(Math.min(today - 1, workdayFrom(starts + 30))),
    gain_minor: yuanOf(spend * 0.01),
    cost_minor: yuanOf(spend * 0.002),
    share: kind === 'usage' ? 0.5 : null,
    state,
    result: state === 'taken' ? say(['已采纳，下月起执行', 'Taken up, from next month on']) : null,
  })
}

type ProblemState = 'closed' | 'late' | 'open'

function* problemEntries({ life }: Drawn, name: string, state: ProblemState, dice: Dice): Generator<DeskEntry> {
  const { say, today, profile, contacts } = life
  const { title, issue, ours, theirs, outcome } = problemStories[
    (profile.index + (state === 'closed' ? 0 : 1)) % problemStories.length
  ] as ProblemStory
  const found = workdayFrom(today - (state === 'closed' ? wholeBetween(dice, 60, 150) : wholeBetween(dice, 22, 34)))
  const due = state === 'open' ? workdayFrom(today + wholeBetween(dice, 4, 20)) : workdayFrom(found + 14)
  const done = state === 'closed' ? workdayFrom(found + 11) : undefined
  yield taskEntry(life, 'joint_problem', name, { title: say(ours), due, done, made: found })
  yield register(life, 'joint_problem', 'problem_id', name, found, {
    alliance_id: allianceOf(life),
    title: say(title),
    issue: say(issue),
    found_on: formatDay(found),
    our_action: say(ours),
    our_owner_id: staff(profile.seller),
    our_due: formatDay(due),
    our_done: done === undefined ? null : formatDay(done),
    our_task_id: record(`task of joint_problem ${profile.code} ${name}`),
    their_action: say(theirs),
    their_person: say(contacts[0]?.name ?? ['', '']),
    their_due: formatDay(workdayFrom(due + 7)),
    their_done: state === 'closed' ? formatDay(workdayFrom(found + 18)) : null,
    outcome: state === 'closed' ? say(outcome) : null,
    closed_on: state === 'closed' ? formatDay(workdayFrom(found + 20)) : null,
  })
}

/** Which customers have an alliance, and how it stands. */
function drawnOf(life: Life, dice: Dice): Drawn | undefined {
  const { care, falls, today, profile } = life
  const chance = falls || profile.career.squeezes ? 0 : care === 4 ? 0.5 : care === 3 ? 0.1 : 0
  if (!happens(dice, chance)) return undefined
  const story = allianceStories[profile.index % allianceStories.length] as AllianceStory
  const state = (['active', 'paused', 'ended', 'proposed'] as const)[pickIndex(dice, [0.64, 0.1, 0.14, 0.12])] ?? 'active'
  const starts = state === 'proposed' ? workdayFrom(today + wholeBetween(dice, 10, 30)) : workdayFrom(today - wholeBetween(dice, 150, 320))
  const ends = state === 'ended' ? today - wholeBetween(dice, 10, 40) : starts + 364
  return starts < profile.knownSince + 200 ? undefined : { life, story, starts, ends, state }
}

/** Alliances with the plan of both sides, what they are measured by, their reviews, and problems that both solve. */
export function* alliancesOf(life: Life): Generator<DeskEntry> {
  const dice = diceOf(life.world.seed, life.profile.index, 26)
  const drawn = drawnOf(life, dice)
  if (drawn === undefined) return
  yield headEntry(drawn, dice)
  yield* measureEntries(drawn, dice)
  yield* stepEntries(drawn, dice)
  if (drawn.state === 'proposed') return
  yield* reviewEntries(drawn, dice)
  yield adviceEntry(drawn, dice)
  yield* problemEntries(drawn, 'past', 'closed', dice)
  if (drawn.state === 'active') yield* problemEntries(drawn, 'now', happens(dice, 0.5) ? 'late' : 'open', dice)
}
