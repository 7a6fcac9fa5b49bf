import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Decision } from '#core/dyads/consent.ts'
import type { SurveyEvent, SurveySide } from '#core/relationships/survey.ts'
import { visibleDyads, writableDyads, type Writer } from '#server/platform/access.ts'
import { isCustomer } from '#server/dyads/customer-filter.sql.ts'
import type { Tx } from '#server/platform/database.ts'

/** Somebody who may be asked about a customer. personId null: the customer has nobody of that side. */
export type Candidate = {
  readonly dyadId: string
  readonly customerName: string
  readonly side: SurveySide
  readonly personId: string | null
  readonly personName: string | null
  readonly hasEmail: boolean
  /** What the invitation is about, where it follows an event. */
  readonly eventKey?: string
  readonly eventOn?: string
}

type Asker = Writer & { readonly tenantId: string }
export type Chosen = { readonly dyadIds?: readonly string[] | undefined; readonly types?: readonly string[] | undefined }

const mostCustomers = 2000

function chosenDyads({ dyadIds, types }: Chosen): RawBuilder<SqlBool> {
  const ways = [
    ...(dyadIds && dyadIds.length > 0
      ? [
          sql<SqlBool>`(d.dyad_id = any(${[...dyadIds]}::uuid[]) or d.dyad_id in (select m.current_id from dyad_current m where m.tenant_id = d.tenant_id and m.dyad_id = any(${[...dyadIds]}::uuid[])))`,
        ]
      : []),
    ...(types && types.length > 0
      ? [
          sql<SqlBool>`exists (select 1 from customer_standing s where s.tenant_id = d.tenant_id and s.dyad_id = d.dyad_id and s.type = any(${[...types]}::text[]))`,
        ]
      : []),
  ]
  return ways.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(ways, sql` or `)})`
}

/** People of a customer, moved ones under the party where they are now; the first to call on top. */
const peopleOf = sql`select c.contact_id, c.name, coalesce(c.email, '') <> '' as has_email, row_number() over (order by c.is_primary desc, c.pinyin, c.contact_id) as place
  from contact c where c.tenant_id = d.tenant_id and c.deleted_at is null and c.erased_at is null and (c.party_id = d.buyer_id and c.ended_on is null
    or exists (select 1 from party p where p.tenant_id = c.tenant_id and p.party_id = c.party_id and p.merged_into_id = d.buyer_id)
    or exists (select 1 from contact_party k where k.tenant_id = c.tenant_id and k.contact_id = c.contact_id and k.party_id = d.buyer_id and k.ended_on is null))`

/** Contacts of chosen customers that this person may change; a customer without contacts gives one row without a person. */
export async function readContactCandidates(tx: Tx, asker: Asker, chosen: Chosen, contacts: 'first' | 'all'): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select d.dyad_id as "dyadId", p.name as "customerName", 'theirs' as side, c.contact_id as "personId", c.name as "personName", coalesce(c.has_email, false) as "hasEmail"
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join lateral (${peopleOf}) c on ${contacts === 'all'} or c.place = 1
    where ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')} and ${writableDyads(asker, 'd')} and ${chosenDyads(chosen)}
    order by p.name, d.dyad_id, c.place limit ${mostCustomers}`.execute(tx)
  return rows
}

/** Our own people who work on chosen customers: owners and those who work along. */
export async function readOwnCandidates(tx: Tx, asker: Asker, chosen: Chosen): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select d.dyad_id as "dyadId", p.name as "customerName", 'ours' as side, u.id as "personId", u.name as "personName", u.id is not null as "hasEmail"
    from dyad d join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join lateral (
      select m.user_id from membership m where m.tenant_id = d.tenant_id and m.disabled_at is null
        and (m.user_id = d.owner_id or exists (select 1 from dyad_collaborator c where c.tenant_id = d.tenant_id and c.dyad_id = d.dyad_id and c.user_id = m.user_id))) w on true
    left join identity."user" u on u.id = w.user_id
    where ${isCustomer(asker.tenantId)} and ${visibleDyads(asker, 'd')} and ${writableDyads(asker, 'd')} and ${chosenDyads(chosen)}
    order by p.name, d.dyad_id, u.id limit ${mostCustomers}`.execute(tx)
  return rows
}

/** What happened of a kind since a day, with whom to ask: the contact of a concern, else the customer's first. One a customer and day. */
export async function readEventCandidates(
  tx: Tx,
  tenantId: string,
  event: SurveyEvent,
  since: string,
  surveyId: string,
): Promise<Candidate[]> {
  const happened =
    event === 'delivery'
      ? sql`select coalesce(m.current_id, v.dyad_id) as dyad_id, v.delivered_on as day, null::uuid as contact_id
          from delivery v left join dyad_current m on m.tenant_id = v.tenant_id and m.dyad_id = v.dyad_id
          join import i on i.tenant_id = v.tenant_id and i.import_id = v.import_id and i.state = 'published'
          where v.tenant_id = ${tenantId}::uuid and v.delivered_on >= ${since}::date`
      : sql`select coalesce(m.current_id, o.dyad_id) as dyad_id, (o.resolved_at at time zone t.time_zone)::date as day, o.contact_id
          from concern o join tenant t on t.tenant_id = o.tenant_id left join dyad_current m on m.tenant_id = o.tenant_id and m.dyad_id = o.dyad_id
          where o.tenant_id = ${tenantId}::uuid and o.deleted_at is null and o.resolved_at >= ${since}::date`
  const { rows } = await sql<Candidate>`
    with happened as (select distinct on (dyad_id, day) * from (${happened}) h order by dyad_id, day, contact_id nulls last)
    select d.dyad_id as "dyadId", p.name as "customerName", 'theirs' as side, c.contact_id as "personId", c.name as "personName", coalesce(c.has_email, false) as "hasEmail",
      ${event} || ':' || h.day as "eventKey", h.day as "eventOn"
    from happened h join dyad d on d.tenant_id = ${tenantId}::uuid and d.dyad_id = h.dyad_id
    join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    join lateral (select * from (${peopleOf}) x order by (x.contact_id = h.contact_id) desc nulls last, x.place limit 1) c on true
    where ${isCustomer(tenantId)} and not exists (select 1 from survey_invitation n where n.tenant_id = d.tenant_id and n.survey_id = ${surveyId}::uuid
      and n.dyad_id = d.dyad_id and n.event_key = ${event} || ':' || h.day)
    order by h.day, d.dyad_id limit 500`.execute(tx)
  return rows
}

export type Standing = {
  readonly personId: string
  readonly blocked: readonly string[]
  readonly isRestricted: boolean
  readonly maxPerWeek: number | null
  readonly entries: readonly Decision[]
  /** Asked by any survey within the quiet days. */
  readonly askedLately: boolean
}

/** What holds for people who may be asked: consent, limits, and whether they were asked lately. */
export async function readStandings(tx: Tx, tenantId: string, personIds: readonly string[], quietSince: Date): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select c.contact_id as "personId", coalesce(l.blocked, '{}') as blocked, coalesce(l.is_restricted, false) as "isRestricted", l.max_per_week as "maxPerWeek",
      coalesce((select json_agg(json_build_object('channel', e.channel, 'purpose', e.purpose, 'decision', e.decision) order by e.entry_id desc)
        from consent_entry e where e.tenant_id = c.tenant_id and e.contact_id = c.contact_id), '[]') as entries,
      exists (select 1 from survey_invitation i where i.tenant_id = c.tenant_id and i.contact_id = c.contact_id and i.created_at > ${quietSince} and i.state <> 'withdrawn') as "askedLately"
    from contact c left join contact_limit l on l.tenant_id = c.tenant_id and l.contact_id = c.contact_id
    where c.tenant_id = ${tenantId}::uuid and c.contact_id = any(${[...personIds]}::uuid[])`.execute(tx)
  return rows
}

/** Those of a survey that were asked already, as `dyad person event`. */
export async function readAsked(tx: Tx, tenantId: string, surveyId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    select coalesce(m.current_id, i.dyad_id) || ' ' || coalesce(i.contact_id, i.user_id) || ' ' || i.event_key as key
    from survey_invitation i left join dyad_current m on m.tenant_id = i.tenant_id and m.dyad_id = i.dyad_id
    where i.tenant_id = ${tenantId}::uuid and i.survey_id = ${surveyId}::uuid and i.state <> 'withdrawn' and coalesce(i.contact_id, i.user_id) is not null`.execute(
    tx,
  )
  return new Set(rows.map(row => row.key))
}

export type NewInvitation = Candidate & { readonly invitationId: string; readonly tokenHash: string }

export async function insertInvitations(
  tx: Tx,
  key: { readonly tenantId: string; readonly surveyId: string; readonly authorId: string | null },
  rows: readonly NewInvitation[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += 500)
    await tx
      .insertInto('survey_invitation')
      .values(
        rows.slice(from, from + 500).map(row => ({
          tenant_id: key.tenantId,
          dyad_id: row.dyadId,
          invitation_id: row.invitationId,
          survey_id: key.surveyId,
          side: row.side,
          contact_id: row.side === 'theirs' ? row.personId : null,
          user_id: row.side === 'ours' ? row.personId : null,
          token_hash: row.tokenHash,
          event_key: row.eventKey ?? '',
          event_on: row.eventOn ?? null,
          author_id: key.authorId,
        })),
      )
      .execute()
}

export type InvitationRow = {
  readonly invitationId: string
  readonly dyadId: string
  readonly customerName: string
  readonly customerNameEn: string | null
  readonly side: SurveySide
  readonly personName: string | null
  readonly state: 'open' | 'used' | 'withdrawn'
  readonly eventOn: string | null
  readonly usedOn: string | null
  readonly sentAt: Date | null
  readonly sendError: string | null
  readonly reminders: number
  readonly createdAt: Date
  readonly mayWrite: boolean
}

type Listed = {
  readonly surveyId: string
  readonly invitationId?: string
  readonly after?: string | undefined
  readonly isOpen?: true
  readonly limit: number
}

/** Invitations of customers that this person sees, the newest first. */
export async function readInvitations(
  tx: Tx,
  asker: Asker,
  { surveyId, invitationId, after, isOpen, limit }: Listed,
): Promise<InvitationRow[]> {
  const { rows } = await sql<InvitationRow>`
    select i.invitation_id as "invitationId", d.dyad_id as "dyadId", p.name as "customerName", p.name_en as "customerNameEn", i.side, coalesce(c.name, u.name) as "personName",
      i.state, i.event_on as "eventOn", i.used_on as "usedOn", i.sent_at as "sentAt", i.send_error as "sendError", i.reminders, i.created_at as "createdAt",
      coalesce(${writableDyads(asker, 'd')}, false) as "mayWrite"
    from survey_invitation i left join dyad_current m on m.tenant_id = i.tenant_id and m.dyad_id = i.dyad_id
    join dyad d on d.tenant_id = i.tenant_id and d.dyad_id = coalesce(m.current_id, i.dyad_id)
    join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
    left join contact c on c.tenant_id = i.tenant_id and c.contact_id = i.contact_id
    left join identity."user" u on u.id = i.user_id
    where i.tenant_id = ${asker.tenantId}::uuid and i.survey_id = ${surveyId}::uuid and d.deleted_at is null and ${visibleDyads(asker, 'd')}
      ${invitationId === undefined ? sql`` : sql`and i.invitation_id = ${invitationId}::uuid`} ${isOpen ? sql`and i.state = 'open'` : sql``}
      ${after === undefined ? sql`` : sql`and i.invitation_id < ${after}::uuid`}
    order by i.invitation_id desc limit ${limit}`.execute(tx)
  return rows
}

/** Withdraws an invitation that was not answered; false where it was, or is withdrawn. */
export async function withdrawRow(tx: Tx, tenantId: string, surveyId: string, invitationId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update survey_invitation set state = 'withdrawn'
    where tenant_id = ${tenantId}::uuid and survey_id = ${surveyId}::uuid and invitation_id = ${invitationId}::uuid and state = 'open'`.execute(
    tx,
  )
  return (numAffectedRows ?? 0n) > 0n
}

export type Unsent = {
  readonly invitationId: string
  readonly dyadId: string
  readonly side: SurveySide
  readonly personId: string
  readonly personName: string
  readonly email: string
  readonly language: string | null
  readonly customerName: string
}

const mailable = sql`select i.invitation_id as "invitationId", i.dyad_id as "dyadId", i.side, coalesce(i.contact_id, i.user_id) as "personId", coalesce(c.name, u.name) as "personName",
    coalesce(c.email, u.email) as email, coalesce(c.language, u.language) as language, p.name as "customerName"
  from survey_invitation i left join dyad_current m on m.tenant_id = i.tenant_id and m.dyad_id = i.dyad_id
  join dyad d on d.tenant_id = i.tenant_id and d.dyad_id = coalesce(m.current_id, i.dyad_id)
  join party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
  left join contact c on c.tenant_id = i.tenant_id and c.contact_id = i.contact_id and c.deleted_at is null and c.erased_at is null
  left join identity."user" u on u.id = i.user_id`

/** Open invitations that were never mailed, of people with an address. */
export async function readUnsent(tx: Tx, tenantId: string, surveyId: string, limit: number): Promise<Unsent[]> {
  const { rows } = await sql<Unsent>`${mailable}
    where i.tenant_id = ${tenantId}::uuid and i.survey_id = ${surveyId}::uuid and i.state = 'open' and i.sent_at is null and i.send_error is null
      and coalesce(c.email, u.email, '') <> '' order by i.invitation_id limit ${limit}`.execute(tx)
  return rows
}

/** Open invitations that were mailed, or reminded of, before a moment and may be reminded of once more. */
export async function readForgotten(tx: Tx, tenantId: string, surveyId: string, before: Date, most: number): Promise<Unsent[]> {
  const { rows } = await sql<Unsent>`${mailable}
    where i.tenant_id = ${tenantId}::uuid and i.survey_id = ${surveyId}::uuid and i.state = 'open' and i.reminders < ${most}
      and coalesce(i.reminded_at, i.sent_at) < ${before} and coalesce(c.email, u.email, '') <> '' order by i.invitation_id limit 500`.execute(
    tx,
  )
  return rows
}

type Sent = { readonly tenantId: string; readonly dyadId: string; readonly invitationId: string; readonly at: Date }

export async function markSent(tx: Tx, { tenantId, dyadId, invitationId, at }: Sent, isReminder: boolean): Promise<void> {
  const set = isReminder ? sql`reminded_at = ${at}, reminders = reminders + 1` : sql`sent_at = ${at}, send_error = null`
  await sql`update survey_invitation set ${set} where tenant_id = ${tenantId}::uuid and dyad_id = ${dyadId}::uuid and invitation_id = ${invitationId}::uuid`.execute(
    tx,
  )
}

export async function markUnsent(tx: Tx, { tenantId, dyadId, invitationId }: Sent, error: string): Promise<void> {
  await sql`update survey_invitation set send_error = ${error.slice(0, 300)} where tenant_id = ${tenantId}::uuid and dyad_id = ${dyadId}::uuid and invitation_id = ${invitationId}::uuid`.execute(
    tx,
  )
}

/** The firm's name, as letters and the public page say it. */
export async function readFirmName(
  tx: Tx,
  tenantId: string,
): Promise<{ readonly name: string; readonly nameEn: string | null; readonly timeZone: string }> {
  const { rows } = await sql<{ name: string; nameEn: string | null; timeZone: string }>`
    select name, name_en as "nameEn", time_zone as "timeZone" from tenant where tenant_id = ${tenantId}::uuid`.execute(tx)
  return rows[0] ?? { name: '', nameEn: null, timeZone: 'Asia/Shanghai' }
}
