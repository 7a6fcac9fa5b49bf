import { isPassable, type StartObstacle } from '#core/strategy/may-start.ts'
import { obstacleText } from '#core/strategy/obstacle-text.ts'
import { dueDays } from '#core/strategy/play-steps.ts'
import type { PlayStep, RunSource } from '#core/strategy/play.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { inLanguage } from '#contract/platform/language.ts'
import { refuseUnknownAssignee } from '#server/activities/task-answer.ts'
import { tellAssignees } from '#server/activities/tell-assignee.ts'
import type { VisibleDyad } from '#server/dyads/customer.sql.ts'
import { seeWritableDyad } from '#server/dyads/read-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { demandPlay } from './find-plays.ts'
import { insertChecks, readOverdueCases } from './hygiene.sql.ts'
import type { PlayRow } from './plays.sql.ts'
import { readOwnNames } from './read-own-fields.ts'
import { readStartGround, type StartGround } from './read-start-ground.ts'
import { findRolePeople, insertRun, insertStepTasks, type StepTask } from './runs.sql.ts'

/** What a run is started with. Days as YYYY-MM-DD; without one it starts today, without an owner it is the customer's owner's, else the caller's. */
export type StartOrder = {
  readonly dyadId: string
  readonly playId: string
  readonly source: RunSource
  readonly sourceId?: string | null | undefined
  readonly ownerId?: string | null | undefined
  readonly startOn?: string | undefined
  readonly note?: string | null | undefined
  /** The caller has checked the duties that are unknown, today: written down in their name. */
  readonly checked?: boolean | undefined
  /** Why it is started although its start condition is not met. A plan or a case has judged that itself and need not say. */
  readonly despite?: string | null | undefined
}

const caseName = ({ number, title }: { number: string | null; title: string }) => (number === null ? title : `${number} ${title}`)

/** The refusal of an obstacle: its sentence, and its kind in the details. */
async function refuse(tx: Tx, ctx: Ctx, play: PlayRow, ground: StartGround, obstacle: StartObstacle): Promise<never> {
  const cases = obstacle.kind === 'broken' ? await readOverdueCases(tx, ground.hygiene.scope) : []
  const own = obstacle.kind === 'condition' ? await readOwnNames(tx, ctx, [play]) : undefined
  throw new Refusal('conflict', obstacleText(obstacle, cases.map(caseName), own), { obstacle: obstacle.kind })
}

function standsAgainst(obstacle: StartObstacle, play: PlayRow, { source, checked, despite }: StartOrder): boolean {
  // Whoever has a decline case is falling, of whatever type it still is: what is meant to rescue fits.
  if (obstacle.kind === 'type' && source === 'case' && play.strategyGroup === 'rescue') return false
  if (!isPassable(obstacle)) return true
  if (obstacle.kind === 'unchecked') return checked !== true
  return source === 'manual' && !despite?.trim()
}

/** Writes the caller's name and today's date beside the duties that are unknown. */
async function signChecks(tx: Tx, ctx: Ctx, dyadId: string, obstacles: readonly StartObstacle[], today: string): Promise<void> {
  const unchecked = obstacles.flatMap(obstacle => (obstacle.kind === 'unchecked' ? obstacle.duties : []))
  if (unchecked.length === 0) return
  const rows = unchecked.map(({ duty }) => ({
    tenantId: ctx.tenantId,
    dyadId,
    checkId: newId(),
    duty,
    isKept: true,
    checkedOn: today,
    checkedBy: ctx.userId,
    note: null,
  }))
  await insertChecks(tx, rows)
  await audit(tx, ctx, {
    action: 'create',
    entity: 'hygiene_check',
    dyadId,
    after: { duties: rows.map(row => row.duty), checkedOn: today },
  })
}

const titleOf = (step: PlayStep, ctx: Ctx) => inLanguage([step.title.zh, step.title.en], ctx.language)

async function stepTasks(tx: Tx, ctx: Ctx, dyadId: string, play: PlayRow, startOn: number, ownerId: string): Promise<StepTask[]> {
  const roles = [...new Set(play.steps.map(({ role }) => role).filter(role => role !== 'owner'))]
  const people = await findRolePeople(tx, ctx.tenantId, dyadId, roles)
  const due = dueDays(play.steps, startOn)
  const note = inLanguage([play.name.zh, play.name.en], ctx.language)
  return play.steps.map((step, index) => ({
    taskId: newId(),
    title: titleOf(step, ctx),
    note,
    dueOn: formatDay(due[index] as number),
    assigneeId: people.get(step.role) ?? ownerId,
    step: index,
  }))
}

/** Starts a play that nothing stands against: the run under the play's present version, and its steps as tasks. */
async function begin(tx: Tx, ctx: Ctx, dyad: VisibleDyad, play: PlayRow, order: StartOrder, ground: StartGround): Promise<string> {
  const customer = ground.customers.get(dyad.dyadId)
  const startOn = order.startOn ?? formatDay(ground.days.today)
  const ownerId = order.ownerId ?? customer?.ownerId ?? ctx.userId
  const key = { tenantId: ctx.tenantId, dyadId: dyad.dyadId, playRunId: newId() }
  const note = [order.note?.trim(), order.despite?.trim()].filter(Boolean).join('\n') || null
  const run = {
    ...key,
    playId: play.playId,
    playVersion: play.version,
    state: (parseDay(startOn) ?? 0) > ground.days.today ? ('planned' as const) : ('running' as const),
    source: order.source,
    sourceId: order.sourceId ?? null,
    customerType: customer?.known.type ?? null,
    startedOn: startOn,
    moneyMinor: play.moneyMinor,
    hours: play.hours,
    ownerId,
    authorId: ctx.userId,
    note,
  }
  if (!(await insertRun(tx, run))) await refuse(tx, ctx, play, ground, { kind: 'open_run', since: ground.days.today })
  const tasks = await stepTasks(tx, ctx, dyad.dyadId, play, parseDay(startOn) ?? ground.days.today, ownerId)
  await insertStepTasks(tx, { ...key, authorId: ctx.userId }, tasks)
  await tellAssignees(
    tx,
    ctx,
    tasks.map(task => ({ ...task, dyadId: dyad.dyadId })),
  )
  const after = { play: play.key, playVersion: play.version, startedOn: startOn, ownerId, source: order.source, steps: tasks.length }
  await audit(tx, ctx, { action: 'create', entity: 'play_run', entityId: key.playRunId, dyadId: dyad.dyadId, after })
  return key.playRunId
}

/**
 * Starts a play with a customer inside the caller's transaction and answers the id of the run. Refuses with a sentence (`conflict`, its
 * `details.obstacle` names the kind) where the customer is held out, is given hygiene only, is of another type, has a run of the play open or
 * ended short ago, where a basic duty is broken, where unknown duties are unchecked (unless `checked`), and by hand where the start condition is
 * not met (unless `despite` says why). docs/methods/playbooks.md
 */
export async function startPlay(tx: Tx, ctx: Ctx, order: StartOrder): Promise<string> {
  const dyad = await seeWritableDyad(tx, ctx, order.dyadId)
  const play = await demandPlay(tx, ctx.tenantId, order.playId)
  await refuseUnknownAssignee(tx, ctx.tenantId, order.ownerId, 'ownerId')
  const ground = await readStartGround(tx, ctx.tenantId, ctx.now(), dyad, [play])
  const startOn = (order.startOn === undefined ? undefined : parseDay(order.startOn)) ?? ground.days.today
  const obstacles = ground.obstacles(dyad.dyadId, play, startOn)
  const against = obstacles.find(obstacle => standsAgainst(obstacle, play, order))
  if (against !== undefined) await refuse(tx, ctx, play, ground, against)
  await signChecks(tx, ctx, dyad.dyadId, obstacles, formatDay(ground.days.today))
  return await begin(tx, ctx, dyad, play, order, ground)
}
