import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

export type PersonFile = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

/** All that is kept about a contact, by kind: rows of every table that names them. */
export async function collectPerson(tx: Tx, tenantId: string, contactId: string): Promise<PersonFile> {
  const [tenant, contact] = [sql`${tenantId}::uuid`, sql`${contactId}::uuid`]
  const all = (query: ReturnType<typeof sql>) => sql`(select coalesce(json_agg(to_jsonb(x) - 'tenant_id'), '[]') from (${query}) x)`
  const { rows } = await sql<{ file: PersonFile }>`select json_build_object(
    'contact', ${all(sql`select * from contact where tenant_id = ${tenant} and contact_id = ${contact}`)},
    'firms', ${all(sql`select p.name, l.role, l.started_on, l.ended_on, l.note from contact_party l join party p on p.tenant_id = l.tenant_id and p.party_id = l.party_id where l.tenant_id = ${tenant} and l.contact_id = ${contact}
      union all select p.name, c.title, c.started_on, c.ended_on, null from contact c join party p on p.tenant_id = c.tenant_id and p.party_id = c.party_id where c.tenant_id = ${tenant} and c.contact_id = ${contact}`)},
    'facts', ${all(sql`select kind, document, value, source, observed_on, note, consent_note, withdrawn_at from party_fact where tenant_id = ${tenant} and contact_id = ${contact} order by observed_on desc`)},
    'consent', ${all(sql`select channel, purpose, basis, decision, decided_on, how, evidence, text_version, note, created_at from consent_entry where tenant_id = ${tenant} and contact_id = ${contact} order by entry_id desc`)},
    'limits', ${all(sql`select blocked, is_restricted, max_per_week, reason, updated_at from contact_limit where tenant_id = ${tenant} and contact_id = ${contact}`)},
    'activities', ${all(sql`select a.kind, a.state, a.direction, a.starts_at, a.minutes, a.subject, a.content, a.place, a.outcome from activity_person p
      join activity a on a.tenant_id = p.tenant_id and a.dyad_id = p.dyad_id and a.activity_id = p.activity_id
      where p.tenant_id = ${tenant} and p.person_id = ${contact} and p.side = 'theirs' order by a.starts_at desc`)},
    'needs', ${all(sql`select content, source, status, since, due_on, response from need where tenant_id = ${tenant} and contact_id = ${contact}`)},
    'opportunities', ${all(sql`select title, state, opened_on, note from opportunity where tenant_id = ${tenant} and contact_id = ${contact}`)},
    'concerns', ${all(sql`select kind, title, received_at, description, resolution from concern where tenant_id = ${tenant} and contact_id = ${contact}`)},
    'acquaintances', ${all(sql`select b.strength, u.name from contact_bond b left join identity."user" u on u.id = b.user_id where b.tenant_id = ${tenant} and b.contact_id = ${contact}`)},
    'ties', ${all(sql`select t.kind, o.name from contact_tie t join contact o on o.tenant_id = t.tenant_id and o.contact_id = case when t.contact_id = ${contact} then t.other_id else t.contact_id end
      where t.tenant_id = ${tenant} and ${contact} in (t.contact_id, t.other_id)`)},
    'surveys', ${all(sql`select s.title_zh, s.title_en, i.state, i.created_at, i.sent_at, i.reminded_at, i.used_on, i.event_on from survey_invitation i
      join survey s on s.tenant_id = i.tenant_id and s.survey_id = i.survey_id where i.tenant_id = ${tenant} and i.contact_id = ${contact} order by i.created_at desc`)},
    'answers', ${all(sql`select s.title_zh, s.title_en, r.answered_on, coalesce(q.value ->> 'textZh', a.key) as question_zh, coalesce(q.value ->> 'textEn', a.key) as question_en, a.value as answer
      from survey_response r join survey s on s.tenant_id = r.tenant_id and s.survey_id = r.survey_id cross join lateral jsonb_each(r.answers) a
      left join lateral (select e.value from jsonb_array_elements(s.questions) e where e.value ->> 'id' = a.key) q on true
      where r.tenant_id = ${tenant} and r.contact_id = ${contact} order by r.answered_on desc`)},
    'plays', ${all(sql`select n.note, n.outcome, n.created_at from play_run n where n.tenant_id = ${tenant} and n.dyad_id in (select app.dyads_of_contact(${contact}))
      and exists (select 1 from unnest(app.words_of_contact(${contact})) w (word) where w.word <> '' and position(w.word in concat_ws(' ', n.note, n.outcome)) > 0)`)},
    'requests', ${all(sql`select kind, state, received_on, due_on, received_by, details, result, closed_at from person_request where tenant_id = ${tenant} and contact_id = ${contact}`)},
    'history', ${all(sql`select a.at, a.action, a.before, a.after from audit_entry a where a.tenant_id = ${tenant} and a.entity in ('contact', 'consent', 'contact_limit') and a.entity_id = ${contactId} order by a.audit_id desc limit 2000`)}
  ) as file`.execute(tx)
  return rows[0]?.file ?? {}
}
