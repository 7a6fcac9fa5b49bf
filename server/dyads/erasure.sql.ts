import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

/** What stands where a person was named. */
export const erasedMark = '已抹除 (erased)'

type Key = { readonly tenantId: string; readonly contactId: string }

/** What the person can be recognised by in texts, and the customers that they belong or belonged to. To be read before anything is erased. */
export async function readTraces(tx: Tx, contactId: string): Promise<{ readonly words: string[]; readonly dyadIds: string[] }> {
  const { rows } = await sql<{ words: string[]; dyadIds: string[] }>`
    select app.words_of_contact(${contactId}::uuid) as words, array(select app.dyads_of_contact(${contactId}::uuid)) as "dyadIds"`.execute(
    tx,
  )
  return rows[0] ?? { words: [], dyadIds: [] }
}

/** Replaces the person in the audit trail, in merges and in the ledger of consent; answers how many entries of the trail. */
export async function eraseFromTrail(tx: Tx, contactId: string): Promise<number> {
  const { rows } = await sql<{ entries: number }>`select app.erase_from_trail(${contactId}::uuid, ${erasedMark}) as entries`.execute(tx)
  return rows[0]?.entries ?? 0
}

/** Texts of records that people write by hand, by table. */
const texts: Readonly<Record<string, readonly string[]>> = {
  activity: ['subject', 'content', 'place', 'next_step'],
  task: ['title', 'note'],
  need: ['content', 'source', 'response'],
  opportunity: ['title', 'note', 'reason', 'channel_note'],
  agreement: ['title', 'terms', 'note'],
  concern: ['title', 'description', 'resolution', 'cause_note'],
  dyad_evidence: ['source', 'note'],
  billing_title: ['note', 'phone'],
  play_run: ['note', 'outcome'],
  hygiene_check: ['note'],
  survey_rating: ['source', 'note'],
  survey_alert: ['note'],
  decline_case: ['cause_note', 'decision_reason', 'outcome_note', 'competitor', 'note'],
  alliance: ['title', 'goal', 'scope', 'our_members', 'their_members', 'their_gain', 'despite', 'result'],
  alliance_measure: ['title', 'unit'],
  alliance_milestone: ['title', 'person', 'note'],
  alliance_review: ['findings', 'actions'],
  alliance_item: ['title', 'detail', 'result'],
  joint_problem: ['title', 'issue', 'our_action', 'their_action', 'their_person', 'outcome'],
  plan_choice: ['reason'],
}

async function replaceIn(
  tx: Tx,
  table: string,
  columns: readonly string[],
  tenantId: string,
  dyadIds: readonly string[],
  word: string,
): Promise<void> {
  const sets = columns.map(name => sql`${sql.id(name)} = replace(${sql.ref(name)}, ${word}, ${erasedMark})`)
  const holds = columns.map(name => sql`position(${word} in ${sql.ref(name)}) > 0`)
  await sql`update ${sql.table(table)} set ${sql.join(sets)} where tenant_id = ${tenantId}::uuid and dyad_id = any(${[...dyadIds]}::uuid[])
    and (${sql.join(holds, sql` or `)})`.execute(tx)
}

/** Replaces the person's words in what was written about their customers. */
export async function eraseFromTexts(
  tx: Tx,
  tenantId: string,
  { words, dyadIds }: { words: readonly string[]; dyadIds: readonly string[] },
): Promise<void> {
  if (dyadIds.length === 0) return
  for (const word of words)
    for (const [table, columns] of Object.entries(texts)) await replaceIn(tx, table, columns, tenantId, dyadIds, word)
  await sql`update plan_choice set refusal = app.without_words(refusal, ${[...words]}::text[], ${erasedMark})
    where tenant_id = ${tenantId}::uuid and dyad_id = any(${[...dyadIds]}::uuid[]) and refusal is not null`.execute(tx)
  await sql`update decline_case set evidence = app.without_words(evidence, ${[...words]}::text[], ${erasedMark})
    where tenant_id = ${tenantId}::uuid and dyad_id = any(${[...dyadIds]}::uuid[]) and evidence is not null`.execute(tx)
  await sql`update notification set args = app.without_words(args, ${[...words]}::text[], ${erasedMark})
    where tenant_id = ${tenantId}::uuid and dyad_id = any(${[...dyadIds]}::uuid[])`.execute(tx)
  await sql`update party_site s set receiver = app.without_words(to_jsonb(receiver), ${[...words]}::text[], ${erasedMark}) #>> '{}',
      phone = case when s.phone = any(${[...words]}::text[]) then null else s.phone end, phone_e164 = case when s.phone = any(${[...words]}::text[]) then null else s.phone_e164 end
    where s.tenant_id = ${tenantId}::uuid and s.party_id in (select case when d.side = 'supply' then d.seller_id else d.buyer_id end from dyad d where d.tenant_id = ${tenantId}::uuid and d.dyad_id = any(${[...dyadIds]}::uuid[]))
      and (s.receiver is not null or s.phone = any(${[...words]}::text[]))`.execute(tx)
}

/** Leaves of the person the id that records point to, and nothing else. */
export async function eraseRows(tx: Tx, { tenantId, contactId }: Key, words: readonly string[]): Promise<void> {
  const where = sql`tenant_id = ${tenantId}::uuid and contact_id = ${contactId}::uuid`
  await sql`update party_fact set value = ${erasedMark}, source = ${erasedMark}, note = null, consent_note = case when needs_consent then ${erasedMark} end,
    withdrawn_at = coalesce(withdrawn_at, statement_timestamp()) where ${where}`.execute(tx)
  for (const table of ['contact_bond', 'contact_limit', 'contact_party'])
    await sql`delete from ${sql.table(table)} where ${where}`.execute(tx)
  await sql`delete from contact_tie where tenant_id = ${tenantId}::uuid and ${contactId}::uuid in (contact_id, other_id)`.execute(tx)
  await sql`delete from field_value where tenant_id = ${tenantId}::uuid and record_id = ${contactId}::uuid`.execute(tx)
  await sql`update person_request set details = app.without_words(to_jsonb(details), ${[...words]}::text[], ${erasedMark}) #>> '{}',
      identity_note = case when identity_note is not null then ${erasedMark} end, result = app.without_words(to_jsonb(result), ${[...words]}::text[], ${erasedMark}) #>> '{}',
      steps = app.without_words(steps, ${[...words]}::text[], ${erasedMark}) where ${where}`.execute(tx)
  await sql`update contact set name = ${erasedMark}, pinyin = '', initials = '', title = null, department = null, phone = null, phone_e164 = null, phone_read = null, email = null,
      language = null, is_primary = false, note = null, buying_role = null, map_level = null, party_role = null, custom = '{}', tags = '{}',
      deleted_at = coalesce(deleted_at, statement_timestamp()), erased_at = statement_timestamp(), version = version + 1
    where ${where}`.execute(tx)
}

/** The party that a contact belongs to first; undefined where there is nobody to erase. */
export async function findErasable(tx: Tx, { tenantId, contactId }: Key): Promise<string | undefined> {
  const row = await tx
    .selectFrom('contact')
    .select('party_id')
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', contactId)
    .where('erased_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row?.party_id
}
