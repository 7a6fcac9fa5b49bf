import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

type Erased = {
  readonly tenantId: string
  readonly contactId: string
  readonly words: readonly string[]
  readonly dyadIds: readonly string[]
  readonly mark: string
}

/**
 * Takes a person out of surveys: links that are still open lead nowhere, the words of their own answers go, and their name in answers of others of the
 * same customers. Marks stay: they are no texts. Answers are never changed in place, so each is put back without those words.
 */
export async function eraseAnswers(tx: Tx, { tenantId, contactId, words, dyadIds, mark }: Erased): Promise<void> {
  const [tenant, contact] = [sql`${tenantId}::uuid`, sql`${contactId}::uuid`]
  await sql`update survey_invitation set state = case when state = 'open' then 'withdrawn' else state end, send_error = null
    where tenant_id = ${tenant} and contact_id = ${contact}`.execute(tx)
  const own = sql`(select coalesce(jsonb_object_agg(a.key, case when jsonb_typeof(a.value) = 'string' then to_jsonb(${mark}::text) else a.value end), '{}') from jsonb_each(g.answers) a)`
  const named = sql`app.without_words(r.answers, ${[...words]}::text[], ${mark})`
  await sql`with gone as (delete from survey_response r where r.tenant_id = ${tenant}
      and (r.contact_id = ${contact} or (r.dyad_id = any(${[...dyadIds]}::uuid[]) and ${named} <> r.answers)) returning r.*)
    insert into survey_response (tenant_id, dyad_id, response_id, survey_id, side, is_anonymous, invitation_id, contact_id, user_id, answered_on, answered_at, batch, answers)
    select g.tenant_id, g.dyad_id, g.response_id, g.survey_id, g.side, g.is_anonymous, g.invitation_id, g.contact_id, g.user_id, g.answered_on, g.answered_at, g.batch,
      case when g.contact_id = ${contact} then ${own} else app.without_words(g.answers, ${[...words]}::text[], ${mark}) end from gone g`.execute(
    tx,
  )
}
