import type {
  Alliance,
  AllianceItem,
  AllianceMeasure,
  AllianceMilestone,
  AllianceReview,
  JointProblem,
} from '#contract/relationships/alliance.ts'
import { type AllianceSubMode, modeOf } from '#core/relationships/alliance.ts'
import { refuseStrangers } from '#server/dyads/create-customer.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import type { Following, Register } from '#server/relationships/keep-register.ts'
import type { Values } from '#server/relationships/registers.sql.ts'
import { tellAssignees } from '#server/activities/tell-assignee.ts'
import {
  allianceTable,
  type DeedTask,
  dropDeedTask,
  findAllianceStart,
  itemTable,
  keepDeedTask,
  measureTable,
  milestoneTable,
  problemTable,
  reviewTable,
} from './alliance-tables.sql.ts'
import { refuseStart } from './refuse-alliance-start.ts'

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function refuseFuture(name: string, value: unknown, today: string): void {
  if (typeof value === 'string' && value > today) throw refuseField(`body.${name}`, ['不能是将来的日期', 'must not lie in the future'])
}

const shown = <Row>(idName: string, more: (row: Values) => Values = () => ({})) =>
  (rows => rows.map(({ id, ...row }) => ({ [idName]: id, ...row, ...more(row) }) as unknown as Row)) as Register<Row>['show']

/** What hangs on an alliance names one of this customer's; answers the day that it starts on. */
async function demandAlliance(tx: Tx, { place, after }: Following): Promise<string | undefined> {
  const allianceId = text(after?.['allianceId'])
  if (allianceId === null) return undefined
  const startsOn = await findAllianceStart(tx, place, allianceId)
  if (startsOn === undefined) throw refuseField('body.allianceId', ['这位客户没有这个联盟', 'is no alliance with this customer'])
  return startsOn
}

const besideAlliance = async (tx: Tx, _: Ctx, at: Following): Promise<Values> => {
  await demandAlliance(tx, at)
  return {}
}

function settleAlliance(after: Values): Values {
  const [from, until] = [text(after['startsOn']), text(after['endsOn'])]
  if (from !== null && until !== null && until < from)
    throw refuseField('body.endsOn', ['结束日期早于开始日期', 'lies before its beginning'])
  if (after['state'] === 'ended' && text(after['result']) === null)
    throw refuseField('body.result', ['结束时请写明结果', 'is needed when an alliance ends: what came of it'])
  return after['state'] === undefined ? { state: 'proposed' } : {}
}

async function followAlliance(tx: Tx, ctx: Ctx, { place, before, after }: Following): Promise<Values> {
  if (after === undefined) return {}
  const ownerId = after['ownerId'] === undefined ? ctx.userId : text(after['ownerId'])
  await refuseStrangers(tx, ctx.tenantId, { ownerId })
  const begins = after['state'] === 'active' && before?.['state'] !== 'active' && before?.['state'] !== 'paused'
  if (begins) await refuseStart(tx, ctx, place, after['subMode'] as AllianceSubMode, text(after['despite']))
  return { ownerId }
}

/** Alliances; becoming active is refused while what is owed to the customer is broken. */
export const allianceRegister: Register<Alliance> = {
  table: allianceTable,
  entity: 'alliance',
  idName: 'allianceId',
  settle: settleAlliance,
  follow: followAlliance,
  show: shown<Alliance>('allianceId', row => ({ mode: modeOf(row['subMode'] as AllianceSubMode) })),
}

function settleMeasure(after: Values, today: string): Values {
  refuseFuture('measuredOn', after['measuredOn'], today)
  if (after['source'] !== 'entered') return { baseline: null, actual: null, measuredOn: null, unit: null }
  return typeof after['actual'] === 'number' && text(after['measuredOn']) === null ? { measuredOn: today } : {}
}

export const measureRegister: Register<AllianceMeasure> = {
  table: measureTable,
  entity: 'alliance_measure',
  idName: 'measureId',
  settle: settleMeasure,
  follow: besideAlliance,
  show: shown<AllianceMeasure>('measureId'),
}

type Deed = Pick<DeedTask, 'source' | 'title' | 'dueOn' | 'assigneeId' | 'doneOn'>

/** Brings the task of a deed of ours up to it; answers its id, null where there is no deed. */
async function settleTask(tx: Tx, ctx: Ctx, { place, id }: Following, was: string | null, deed: Deed | undefined): Promise<string | null> {
  if (deed === undefined) {
    if (was !== null) await dropDeedTask(tx, ctx.tenantId, was)
    return null
  }
  const taskId = was ?? newId()
  const { tenantId, userId } = ctx
  await refuseStrangers(tx, tenantId, { ownerId: deed.assigneeId })
  await keepDeedTask(tx, { ...deed, tenantId, dyadId: place.dyadId, taskId, sourceId: id, userId, now: ctx.now() })
  if (was === null) await tellAssignees(tx, ctx, [{ taskId, title: deed.title, assigneeId: deed.assigneeId, dyadId: place.dyadId }])
  return taskId
}

async function followMilestone(tx: Tx, ctx: Ctx, at: Following): Promise<Values> {
  const { before, after } = at
  const was = text(after === undefined ? before?.['taskId'] : after['taskId'])
  if (after === undefined) {
    await settleTask(tx, ctx, at, was, undefined)
    return {}
  }
  await demandAlliance(tx, at)
  if (after['side'] !== 'us') return { ownerId: null }
  const ownerId = text(after['ownerId']) ?? ctx.userId
  const [title, dueOn, doneOn] = [String(after['title']), String(after['dueOn']), text(after['doneOn'])]
  const taskId = await settleTask(tx, ctx, at, was, { source: 'alliance_milestone', title, dueOn, assigneeId: ownerId, doneOn })
  return { ownerId, taskId }
}

/** Milestones: one of ours is a task of its person, one of theirs a name and a day. */
export const milestoneRegister: Register<AllianceMilestone> = {
  table: milestoneTable,
  entity: 'alliance_milestone',
  idName: 'milestoneId',
  settle: (after, today) => {
    refuseFuture('doneOn', after['doneOn'], today)
    return {}
  },
  follow: followMilestone,
  show: shown<AllianceMilestone>('milestoneId'),
}

/** Before it has begun there is nothing to review. */
async function followReview(tx: Tx, _: Ctx, at: Following): Promise<Values> {
  const [startsOn, heldOn] = [await demandAlliance(tx, at), text(at.after?.['heldOn'])]
  if (startsOn !== undefined && heldOn !== null && heldOn < startsOn)
    throw refuseField('body.heldOn', [
      `早于联盟的开始日期 ${startsOn}：请核对日期，或先改联盟的开始日期`,
      `lies before the alliance starts, ${startsOn}: check the day, or change that of the alliance first`,
    ])
  return {}
}

export const reviewRegister: Register<AllianceReview> = {
  table: reviewTable,
  entity: 'alliance_review',
  idName: 'reviewId',
  settle: (after, today) => {
    refuseFuture('heldOn', after['heldOn'], today)
    return {}
  },
  follow: followReview,
  show: shown<AllianceReview>('reviewId'),
}

export const itemRegister: Register<AllianceItem> = {
  table: itemTable,
  entity: 'alliance_item',
  idName: 'itemId',
  settle: after => (after['kind'] === 'usage' ? {} : { share: null }),
  follow: besideAlliance,
  show: shown<AllianceItem>('itemId'),
}

function settleProblem(after: Values, today: string): Values {
  for (const name of ['foundOn', 'ourDone', 'theirDone', 'closedOn']) refuseFuture(name, after[name], today)
  const foundOn = text(after['foundOn']) ?? ''
  for (const name of ['ourDone', 'theirDone', 'closedOn'])
    if ((text(after[name]) ?? foundOn) < foundOn)
      throw refuseField(`body.${name}`, ['不能早于发现日期', 'must not lie before the day on which the problem was found'])
  if (text(after['ourAction']) !== null && text(after['ourDue']) === null)
    throw refuseField('body.ourDue', ['填写我方行动时须有完成期限', 'is needed: until when our side does it'])
  if (text(after['theirAction']) !== null && text(after['theirDue']) === null)
    throw refuseField('body.theirDue', ['填写客户方行动时须有完成期限', 'is needed: until when their side does it'])
  if (text(after['closedOn']) !== null && text(after['outcome']) === null)
    throw refuseField('body.outcome', ['关闭问题前请写明结果', 'is needed before a problem is closed: what came of it'])
  return {}
}

async function followProblem(tx: Tx, ctx: Ctx, at: Following): Promise<Values> {
  const { before, after } = at
  const was = text(after === undefined ? before?.['ourTaskId'] : after['ourTaskId'])
  if (after === undefined) {
    await settleTask(tx, ctx, at, was, undefined)
    return {}
  }
  await demandAlliance(tx, at)
  const [title, dueOn] = [text(after['ourAction']), text(after['ourDue'])]
  if (title === null || dueOn === null) return { ourTaskId: await settleTask(tx, ctx, at, was, undefined), ourDone: null }
  const ourOwnerId = text(after['ourOwnerId']) ?? ctx.userId
  const doneOn = text(after['ourDone'])
  const ourTaskId = await settleTask(tx, ctx, at, was, { source: 'joint_problem', title, dueOn, assigneeId: ourOwnerId, doneOn })
  return { ourOwnerId, ourTaskId }
}

/** Problems that both sides solve: our action is a task of its person. */
export const problemRegister: Register<JointProblem> = {
  table: problemTable,
  entity: 'joint_problem',
  idName: 'problemId',
  settle: settleProblem,
  follow: followProblem,
  show: shown<JointProblem>('problemId'),
}
