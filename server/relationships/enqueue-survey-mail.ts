import type { Actor } from '#server/platform/audit.ts'
import type { Tx } from '#server/platform/database.ts'
import type { Jobs } from '#server/platform/jobs.ts'

export const surveyMailKind = 'survey_mail'

/** Asks for the letters of a survey to be sent once the transaction is committed. */
export async function enqueueSurveyMail(jobs: Jobs, tx: Tx, actor: Actor, surveyId: string): Promise<void> {
  await jobs.enqueue(tx, actor, { kind: surveyMailKind, data: { surveyId } })
}
