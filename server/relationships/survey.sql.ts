import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { may } from '#core/platform/access.ts'
import type { Question, SurveyEvent, SurveyKind, SurveyState } from '#core/relationships/survey.ts'
import type { SurveyTemplate } from '#core/relationships/survey-templates.ts'
import { amongst, visibleDyads, type Writer } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

export type SurveyRow = {
  readonly surveyId: string
  readonly kind: SurveyKind
  readonly state: SurveyState
  readonly titleZh: string
  readonly titleEn: string
  readonly introZh: string
  readonly introEn: string
  readonly questions: readonly Question[]
  readonly templateKey: string | null
  readonly templateVersion: number | null
  readonly isAnonymous: boolean
  readonly afterEvent: SurveyEvent | null
  readonly eventsSince: string | null
  readonly endsOn: string
  readonly quietDays: number
  readonly remindAfterDays: number | null
  readonly mostReminders: number
  readonly startedOn: string | null
  readonly closedOn: string | null
  readonly authorId: string | null
  readonly version: number
}

const columns = sql`s.survey_id as "surveyId", s.kind, s.state, s.title_zh as "titleZh", s.title_en as "titleEn", s.intro_zh as "introZh", s.intro_en as "introEn",
  s.questions, s.template_key as "templateKey", s.template_version as "templateVersion", s.is_anonymous as "isAnonymous", s.after_event as "afterEvent",
  s.events_since as "eventsSince", s.ends_on as "endsOn", s.quiet_days as "quietDays", s.remind_after_days as "remindAfterDays",
  s.most_reminders as "mostReminders", s.started_on as "startedOn", s.closed_on as "closedOn", s.author_id as "authorId", s.version`

export type ShownSurvey = SurveyRow & {
  readonly authorName: string | null
  readonly createdAt: Date
  readonly invited: number
  readonly answered: number
  readonly mayManage: boolean
}

type Asker = Writer & { readonly tenantId: string }
type Page = {
  readonly state?: SurveyState | undefined
  readonly after?: string | undefined
  readonly limit: number
  readonly surveyId?: string
}

/** Whose surveys a person manages: their own, those of people of the departments in their scope, and all where they assign customers or see the whole firm. */
function isManaged({ role, scope, userId, departmentIds }: Asker): RawBuilder<SqlBool> {
  if (!may(role, 'customers.write')) return sql<SqlBool>`false`
  if (scope === 'all' || may(role, 'customers.assign')) return sql<SqlBool>`true`
  const own = sql<SqlBool>`coalesce(s.author_id = ${userId}::uuid, false)`
  if (scope === 'own') return own
  return sql<SqlBool>`(${own} or exists (select 1 from membership m where m.tenant_id = s.tenant_id and m.user_id = s.author_id
    and ${amongst(sql`m.department_id`, 'uuid', departmentIds)}))`
}

/** Surveys, the newest first, with how many were asked and answered of the customers that this person sees. */
export async function readSurveys(tx: Tx, asker: Asker, { state, after, limit, surveyId }: Page): Promise<ShownSurvey[]> {
  const { rows } = await sql<ShownSurvey>`
    select ${columns}, u.name as "authorName", s.created_at as "createdAt", coalesce(c.invited, 0)::int as invited, coalesce(c.answered, 0)::int as answered,
      ${isManaged(asker)} as "mayManage"
    from survey s left join identity."user" u on u.id = s.author_id
    left join lateral (
      select count(*) as invited, count(*) filter (where i.state = 'used') as answered
      from survey_invitation i left join dyad_current m on m.tenant_id = i.tenant_id and m.dyad_id = i.dyad_id
      join dyad d on d.tenant_id = i.tenant_id and d.dyad_id = coalesce(m.current_id, i.dyad_id) and d.deleted_at is null and ${visibleDyads(asker, 'd')}
      where i.tenant_id = s.tenant_id and i.survey_id = s.survey_id and i.state <> 'withdrawn') c on true
    where s.tenant_id = ${asker.tenantId}::uuid and s.deleted_at is null
      ${surveyId === undefined ? sql`` : sql`and s.survey_id = ${surveyId}::uuid`} ${state === undefined ? sql`` : sql`and s.state = ${state}`}
      ${after === undefined ? sql`` : sql`and s.survey_id < ${after}::uuid`}
    order by s.survey_id desc limit ${limit}`.execute(tx)
  return rows
}

/** One survey as it is stored; `forUpdate` holds it until the transaction ends. */
export async function findSurvey(tx: Tx, tenantId: string, surveyId: string, forUpdate = false): Promise<SurveyRow | undefined> {
  const { rows } = await sql<SurveyRow>`select ${columns} from survey s
    where s.tenant_id = ${tenantId}::uuid and s.survey_id = ${surveyId}::uuid and s.deleted_at is null ${forUpdate ? sql`for update` : sql``}`.execute(
    tx,
  )
  return rows[0]
}

/** Surveys that run, of all of a firm. */
export async function readRunning(tx: Tx, tenantId: string): Promise<SurveyRow[]> {
  const { rows } = await sql<SurveyRow>`select ${columns} from survey s
    where s.tenant_id = ${tenantId}::uuid and s.deleted_at is null and s.state = 'running' order by s.survey_id`.execute(tx)
  return rows
}

type Written = Omit<SurveyRow, 'version'>

export async function insertSurvey(tx: Tx, tenantId: string, row: Written): Promise<void> {
  await tx
    .insertInto('survey')
    .values({
      tenant_id: tenantId,
      survey_id: row.surveyId,
      kind: row.kind,
      state: row.state,
      title_zh: row.titleZh,
      title_en: row.titleEn,
      intro_zh: row.introZh,
      intro_en: row.introEn,
      questions: JSON.stringify(row.questions),
      template_key: row.templateKey,
      template_version: row.templateVersion,
      is_anonymous: row.isAnonymous,
      after_event: row.afterEvent,
      events_since: row.eventsSince,
      ends_on: row.endsOn,
      quiet_days: row.quietDays,
      remind_after_days: row.remindAfterDays,
      most_reminders: row.mostReminders,
      author_id: row.authorId,
    })
    .execute()
}

/** Writes a survey where it is still as it was read; answers whether it was. */
export async function writeSurvey(tx: Tx, tenantId: string, row: SurveyRow, version: number): Promise<boolean> {
  const { numAffectedRows } =
    await sql`update survey set title_zh = ${row.titleZh}, title_en = ${row.titleEn}, intro_zh = ${row.introZh}, intro_en = ${row.introEn},
      questions = ${JSON.stringify(row.questions)}::jsonb, is_anonymous = ${row.isAnonymous}, after_event = ${row.afterEvent}, events_since = ${row.eventsSince}::date,
      ends_on = ${row.endsOn}::date, quiet_days = ${row.quietDays}, remind_after_days = ${row.remindAfterDays}::smallint, most_reminders = ${row.mostReminders},
      state = ${row.state}, started_on = ${row.startedOn}::date, closed_on = ${row.closedOn}::date, version = version + 1, updated_at = statement_timestamp()
    where tenant_id = ${tenantId}::uuid and survey_id = ${row.surveyId}::uuid and version = ${version} and deleted_at is null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

export async function markSurveyRemoved(tx: Tx, tenantId: string, surveyId: string): Promise<void> {
  await sql`update survey set deleted_at = statement_timestamp(), version = version + 1 where tenant_id = ${tenantId}::uuid and survey_id = ${surveyId}::uuid`.execute(
    tx,
  )
}

/** Current versions of a firm's own templates, and of those of the product that it has changed. */
export async function readTemplates(tx: Tx, tenantId: string, key?: string): Promise<SurveyTemplate[]> {
  const { rows } = await sql<SurveyTemplate>`
    select key, version, kind, name_zh as "nameZh", name_en as "nameEn", questions from survey_template
    where tenant_id = ${tenantId}::uuid and is_current and deleted_at is null ${key === undefined ? sql`` : sql`and key = ${key}`} order by name_zh, key limit 500`.execute(
    tx,
  )
  return rows
}

/** The newest version of a template that was ever written, 0 for none. */
export async function newestTemplate(tx: Tx, tenantId: string, key: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`select coalesce(max(version), 0)::int as version from survey_template
    where tenant_id = ${tenantId}::uuid and key = ${key}`.execute(tx)
  return rows[0]?.version ?? 0
}

/** No version of a key holds any more. */
export async function retireTemplate(tx: Tx, tenantId: string, key: string): Promise<void> {
  await sql`update survey_template set is_current = false where tenant_id = ${tenantId}::uuid and key = ${key} and is_current`.execute(tx)
}

export async function insertTemplate(tx: Tx, tenantId: string, authorId: string, template: SurveyTemplate): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into survey_template (tenant_id, key, version, kind, name_zh, name_en, questions, author_id)
    values (${tenantId}::uuid, ${template.key}, ${template.version}, ${template.kind}, ${template.nameZh}, ${template.nameEn}, ${JSON.stringify(template.questions)}::jsonb, ${authorId}::uuid)
    on conflict do nothing`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}
