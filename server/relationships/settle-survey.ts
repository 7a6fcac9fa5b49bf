import { measuredPoints, type ServiceDimension, serviceDimensions, disagreementOf } from '#core/relationships/service-quality.ts'
import { dimensionWords } from '#core/relationships/survey-words.ts'
import { withdrawRow } from '#server/dyads/evidence.sql.ts'
import type { Revalue } from '#server/dyads/revalue.ts'
import type { Tx } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import type { Jobs } from '#server/platform/jobs.ts'
import { notify } from '#server/platform/notify.ts'
import { findSurvey } from './survey.sql.ts'
import { insertSurveyEvidence, readDyadResponses, readSurveyEvidence, type ResponseRow } from './survey-answers.sql.ts'
import { readFactsTo, readMeasured } from './survey-measures.sql.ts'
import { evidenceOf, meansOfSide, perceivedOf, showable } from './survey-perception.ts'
import { closeAlert, insertAlert, readDyadAlone, readOpenAlerts, updateAlert } from './survey-quality.sql.ts'

export type Settling = {
  readonly tenantId: string
  readonly today: string
  readonly now: Date
  readonly jobs: Jobs
  readonly revalue: Revalue
}

/** The day a year before. */
export const yearBefore = (day: string): string => `${Number(day.slice(0, 4)) - 1}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`

type Subject = { readonly dyadId: string; readonly all: readonly string[]; readonly ownerId: string | null }

/** Makes the evidence of one survey anew from its answers: the older is withdrawn, not changed. Answers whether anything did. */
async function settleEvidence(
  tx: Tx,
  { tenantId }: Settling,
  { dyadId, all }: Subject,
  responses: readonly ResponseRow[],
): Promise<boolean> {
  const surveyId = responses[0]?.surveyId ?? ''
  const survey = await findSurvey(tx, tenantId, surveyId)
  const { shown } = showable(responses.filter(row => row.side === 'theirs'))
  const observedOn = shown.at(-1)?.answeredOn
  if (survey === undefined || observedOn === undefined) return false
  const wanted = evidenceOf(meansOfSide(shown, 'theirs'))
  const before = await readSurveyEvidence(tx, tenantId, all, surveyId)
  const isKept = (kind: string, value: number) =>
    before.some(each => each.kind === kind && each.value === value && each.observedOn === observedOn)
  const fresh = wanted.filter(({ kind, value }) => !isKept(kind, value))
  for (const old of before.filter(({ kind }) => fresh.some(each => each.kind === kind)))
    await withdrawRow(tx, tenantId, all, old.evidenceId)
  for (const { kind, value } of fresh) {
    const said = { source: `${survey.titleZh} / ${survey.titleEn}`, note: `${shown.length} 份回答 / answers: ${shown.length}` }
    await insertSurveyEvidence(tx, {
      ...said,
      tenantId,
      dyadId,
      surveyId,
      evidenceId: newId(),
      kind,
      value,
      observedOn,
      authorId: survey.authorId,
    })
  }
  return fresh.length > 0
}

/** Opens, follows and closes the alerts of one customer; its owner is told of those that open. */
async function settleAlerts(
  tx: Tx,
  { tenantId, today, now }: Settling,
  subject: Subject,
  responses: readonly ResponseRow[],
): Promise<void> {
  const to = await readFactsTo(tx, tenantId, today)
  const measured = await readMeasured(tx, { tenantId, all: subject.all }, { from: yearBefore(to), to }, now)
  const means = meansOfSide(showable(responses).shown, 'theirs')
  const open = new Map((await readOpenAlerts(tx, tenantId, subject.all)).map(each => [each.dimension, each]))
  for (const dimension of serviceDimensions) {
    const [perceived, counted, alert] = [perceivedOf(means, dimension), measured.get(dimension), open.get(dimension)]
    const isOff = disagreementOf(perceived, counted) !== undefined
    if (!isOff && alert) await closeAlert(tx, tenantId, alert, today)
    if (!isOff || perceived === undefined || counted === undefined) continue
    const figures = {
      perceived: perceived.points,
      answers: perceived.answers,
      measured: measuredPoints(counted) ?? 0,
      events: counted.events,
    }
    if (alert) await updateAlert(tx, tenantId, alert, figures)
    else await openAlert(tx, tenantId, subject, { ...figures, dimension, openedOn: today })
  }
}

type Opened = {
  readonly dimension: ServiceDimension
  readonly openedOn: string
  readonly perceived: number
  readonly measured: number
  readonly answers: number
  readonly events: number
}

async function openAlert(tx: Tx, tenantId: string, { dyadId, ownerId }: Subject, opened: Opened): Promise<void> {
  const alertId = newId()
  await insertAlert(tx, { ...opened, tenantId, dyadId, alertId })
  if (ownerId === null) return
  const [zh, en] = dimensionWords[opened.dimension]
  const args = { zh, en, perceived: Math.round(opened.perceived), measured: Math.round(opened.measured) }
  await notify(tx, tenantId, [{ userId: ownerId, kind: 'survey_disagrees', dyadId, args, about: alertId }])
}

/**
 * Carries what was answered of a customer to where it is read: evidence of the potential value, and the alerts where perception and measure
 * disagree. Safe to repeat.
 */
export async function settleSurveys(tx: Tx, settling: Settling, dyadId: string): Promise<void> {
  const { tenantId, today, jobs, revalue } = settling
  const found = await readDyadAlone(tx, tenantId, dyadId)
  if (found === undefined) return
  const subject = { dyadId, ...found }
  const responses = await readDyadResponses(tx, tenantId, found.all, yearBefore(today))
  let isChanged = false
  for (const surveyId of new Set(responses.map(row => row.surveyId)))
    isChanged =
      (await settleEvidence(
        tx,
        settling,
        subject,
        responses.filter(row => row.surveyId === surveyId),
      )) || isChanged
  await settleAlerts(tx, settling, subject, responses)
  if (isChanged) await revalue(jobs, tx, { tenantId }, 'evidence')
}
