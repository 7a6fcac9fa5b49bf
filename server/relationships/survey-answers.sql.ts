import { sql } from 'kysely'
import { anonymousFrom, type Answers, type Question, type SurveySide, type SurveyState } from '#core/relationships/survey.ts'
import { type Viewer, visibleDyads } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

/** What a link leads to. dyadId: under which the invitation is stored; currentId: the customer as it is read now. */
export type Linked = {
  readonly invitationId: string
  readonly dyadId: string
  readonly currentId: string
  readonly surveyId: string
  readonly side: SurveySide
  readonly contactId: string | null
  readonly userId: string | null
  readonly invitation: 'open' | 'used' | 'withdrawn'
  readonly survey: SurveyState
  readonly endsOn: string
  readonly isAnonymous: boolean
  readonly titleZh: string
  readonly titleEn: string
  readonly introZh: string
  readonly introEn: string
  readonly questions: readonly Question[]
  readonly authorId: string | null
  readonly customerName: string
  readonly language: string | null
  readonly isGone: boolean
}

/** Finds the invitation of a link; `forUpdate` holds it, so that of two who press at once one is told that it is used. */
export async function findLinked(tx: Tx, tenantId: string, tokenHash: string, forUpdate = false): Promise<Linked | undefined> {
  const { rows } = await sql<Linked>`
    select i.invitation_id as "invitationId", i.dyad_id as "dyadId", d.dyad_id as "currentId", i.survey_id as "surveyId", i.side, i.contact_id as "contactId", i.user_id as "userId",
      i.state as invitation, s.state as survey, s.ends_on as "endsOn", s.is_anonymous as "isAnonymous", s.title_zh as "titleZh", s.title_en as "titleEn",
      s.intro_zh as "introZh", s.intro_en as "introEn", s.questions, s.author_id as "authorId", p.name as "customerName", c.language,
      s.deleted_at is not null or d.deleted_at is not null as "isGone"
    from survey_invitation i join survey s on s.tenant_id = i.tenant_id and s.survey_id = i.survey_id
    left join dyad_current m on m.tenant_id = i.tenant_id and m.dyad_id = i.dyad_id
    join dyad d on d.tenant_id = i.tenant_id and d.dyad_id = coalesce(m.current_id, i.dyad_id)
    join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join contact c on c.tenant_id = i.tenant_id and c.contact_id = i.contact_id
    where i.tenant_id = ${tenantId}::uuid and i.token_hash = ${tokenHash} ${forUpdate ? sql`for update of i` : sql``}`.execute(tx)
  return rows[0]
}

export type NewResponse = {
  readonly tenantId: string
  readonly dyadId: string
  readonly responseId: string
  readonly surveyId: string
  readonly side: SurveySide
  readonly isAnonymous: boolean
  readonly invitationId: string | null
  readonly contactId: string | null
  readonly userId: string | null
  readonly answeredOn: string
  readonly answeredAt: Date | null
  readonly batch: string | null
  readonly answers: Answers
}

export async function insertResponse(tx: Tx, row: NewResponse): Promise<void> {
  await tx
    .insertInto('survey_response')
    .values({
      tenant_id: row.tenantId,
      dyad_id: row.dyadId,
      response_id: row.responseId,
      survey_id: row.surveyId,
      side: row.side,
      is_anonymous: row.isAnonymous,
      invitation_id: row.invitationId,
      contact_id: row.contactId,
      user_id: row.userId,
      answered_on: row.answeredOn,
      answered_at: row.answeredAt,
      batch: row.batch,
      answers: JSON.stringify(row.answers),
    })
    .execute()
}

/** The link is good no more. usedOn null: of an anonymous survey it is not kept when. */
export async function markUsed(tx: Tx, tenantId: string, dyadId: string, invitationId: string, usedOn: string | null): Promise<void> {
  await sql`update survey_invitation set state = 'used', used_on = ${usedOn}::date
    where tenant_id = ${tenantId}::uuid and dyad_id = ${dyadId}::uuid and invitation_id = ${invitationId}::uuid`.execute(tx)
}

type Batched = {
  readonly tenantId: string
  readonly surveyId: string
  readonly side: SurveySide
  readonly currentId: string
}

/**
 * The batch that an anonymous answer joins, or undefined where the survey no longer runs: of its customer where enough people of it were asked to fill
 * one, else of all such customers together. Holds the survey, so that of two that come at once the second sees the first.
 */
export async function takeBatch(tx: Tx, { tenantId, surveyId, side, currentId }: Batched, fresh: string): Promise<string | undefined> {
  const { rows } = await sql<{ own: boolean }>`
    select (select count(*) from survey_invitation i left join dyad_current m on m.tenant_id = i.tenant_id and m.dyad_id = i.dyad_id
      where i.tenant_id = s.tenant_id and i.survey_id = s.survey_id and i.side = ${side} and i.state <> 'withdrawn'
        and coalesce(m.current_id, i.dyad_id) = ${currentId}::uuid) >= ${anonymousFrom} as own
    from survey s where s.tenant_id = ${tenantId}::uuid and s.survey_id = ${surveyId}::uuid and s.state = 'running' for no key update of s`.execute(
    tx,
  )
  const [found] = rows
  if (found === undefined) return undefined
  const group = found.own ? currentId : 'all'
  const open = await sql<{ batch: string }>`select batch from survey_response
    where tenant_id = ${tenantId}::uuid and survey_id = ${surveyId}::uuid and side = ${side} and split_part(batch, ':', 1) = ${group}
    group by batch having count(*) < ${anonymousFrom} limit 1`.execute(tx)
  return open.rows[0]?.batch ?? `${group}:${fresh}`
}

export type ResponseRow = {
  readonly dyadId: string
  readonly surveyId: string
  readonly side: SurveySide
  readonly isAnonymous: boolean
  /** With which others an anonymous answer is shown, and how many they are at all; null of named ones. */
  readonly batch: string | null
  readonly batchSize: number | null
  readonly survey: SurveyState
  readonly answeredOn: string
  readonly answers: Answers
  readonly questions: readonly Question[]
  readonly personName: string | null
}

const batchOf = sql`r.batch, case when r.batch is not null then (select count(*)::int from survey_response b where b.tenant_id = r.tenant_id and b.survey_id = r.survey_id
  and b.side = r.side and b.batch = r.batch) end as "batchSize", s.state as survey`

/** Answers of a customer and those merged into it since a day, with the questions that they were given to; the oldest first. */
export async function readDyadResponses(tx: Tx, tenantId: string, all: readonly string[], since: string): Promise<ResponseRow[]> {
  const { rows } = await sql<ResponseRow>`
    select r.dyad_id as "dyadId", r.survey_id as "surveyId", r.side, r.is_anonymous as "isAnonymous", ${batchOf}, r.answered_on as "answeredOn", r.answers, s.questions, null as "personName"
    from survey_response r join survey s on s.tenant_id = r.tenant_id and s.survey_id = r.survey_id
    where r.tenant_id = ${tenantId}::uuid and r.dyad_id = any(${[...all]}::uuid[]) and r.answered_on > ${since}::date
    order by r.answered_on, r.answers::text limit 5000`.execute(tx)
  return rows
}

type Asker = Viewer & { readonly tenantId: string }
export type CustomerResponse = ResponseRow & { readonly customerName: string; readonly customerNameEn: string | null }

/** Answers over the customers that this person sees, of one survey or of all since a day. Anonymous ones come in no order that tells theirs. */
export async function readSeenResponses(
  tx: Tx,
  asker: Asker,
  { surveyId, since }: { readonly surveyId?: string; readonly since?: string },
): Promise<CustomerResponse[]> {
  const { rows } = await sql<CustomerResponse>`
    select d.dyad_id as "dyadId", r.survey_id as "surveyId", r.side, r.is_anonymous as "isAnonymous", ${batchOf}, r.answered_on as "answeredOn", r.answers, s.questions,
      coalesce(c.name, u.name) as "personName", p.name as "customerName", p.name_en as "customerNameEn"
    from survey_response r join survey s on s.tenant_id = r.tenant_id and s.survey_id = r.survey_id
    left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id
    join dyad d on d.tenant_id = r.tenant_id and d.dyad_id = coalesce(m.current_id, r.dyad_id)
    join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join contact c on c.tenant_id = r.tenant_id and c.contact_id = r.contact_id
    left join identity."user" u on u.id = r.user_id
    where r.tenant_id = ${asker.tenantId}::uuid and d.deleted_at is null and ${visibleDyads(asker, 'd')}
      ${surveyId === undefined ? sql`` : sql`and r.survey_id = ${surveyId}::uuid`} ${since === undefined ? sql`` : sql`and r.answered_on > ${since}::date`}
    order by r.answered_on, md5(r.answers::text || r.dyad_id::text) limit 50000`.execute(tx)
  return rows
}

/** Customers that were answered of since a day, as they are read now. */
export async function readAnsweredDyads(tx: Tx, tenantId: string, since: string): Promise<string[]> {
  const { rows } = await sql<{ dyadId: string }>`
    select distinct coalesce(m.current_id, r.dyad_id) as "dyadId" from survey_response r left join dyad_current m on m.tenant_id = r.tenant_id and m.dyad_id = r.dyad_id
    where r.tenant_id = ${tenantId}::uuid and r.answered_on > ${since}::date order by 1`.execute(tx)
  return rows.map(row => row.dyadId)
}

export type OwnEvidence = {
  readonly evidenceId: string
  readonly kind: string
  readonly value: number
  readonly observedOn: string
  readonly source: string
}

/** Evidence that a survey's answers have made of a customer and that holds. */
export async function readSurveyEvidence(tx: Tx, tenantId: string, all: readonly string[], surveyId: string): Promise<OwnEvidence[]> {
  const { rows } = await sql<OwnEvidence>`
    select evidence_id as "evidenceId", kind, value, observed_on as "observedOn", source from dyad_evidence
    where tenant_id = ${tenantId}::uuid and dyad_id = any(${[...all]}::uuid[]) and survey_id = ${surveyId}::uuid and withdrawn_at is null`.execute(
    tx,
  )
  return rows
}

type NewSurveyEvidence = OwnEvidence & {
  readonly tenantId: string
  readonly dyadId: string
  readonly surveyId: string
  readonly note: string
  readonly authorId: string | null
}

/** Evidence made of a survey's answers: told by the customer, so of confidence B. */
export async function insertSurveyEvidence(tx: Tx, row: NewSurveyEvidence): Promise<void> {
  await sql`insert into dyad_evidence (tenant_id, dyad_id, evidence_id, kind, value, observed_on, confidence, source, note, author_id, survey_id)
    values (${row.tenantId}::uuid, ${row.dyadId}::uuid, ${row.evidenceId}::uuid, ${row.kind}, ${row.value}, ${row.observedOn}::date, 'B', ${row.source}, ${row.note},
      ${row.authorId}::uuid, ${row.surveyId}::uuid)`.execute(tx)
}
