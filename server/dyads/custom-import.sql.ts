import { type RawBuilder, sql } from 'kysely'
import type { FieldEntity } from '#core/platform/custom-field.ts'
import type { ImportScope } from '#server/intake/import-work.ts'
import { ofImport, ofTenant } from '#server/intake/scope.sql.ts'
import type { Tx } from '#server/platform/database.ts'

/** Where an import's rows say something of own fields: the staged rows, the column that says it, and the records that it is said of. */
type Place = {
  readonly entity: FieldEntity
  readonly fact: string
  readonly staged: 'staged_party' | 'staged_contact' | 'staged_record'
  readonly says: 'own' | 'own_party'
  readonly table: 'dyad' | 'party' | 'contact' | 'opportunity' | 'agreement' | 'concern'
  readonly id: string
  readonly recordId: string
  readonly only: RawBuilder<unknown>
}

const all = sql`true`
const record = (kind: 'opportunity' | 'agreement' | 'concern'): Place => ({
  entity: kind,
  fact: kind,
  staged: 'staged_record',
  says: 'own',
  table: kind,
  id: `${kind}_id`,
  recordId: 'record_id',
  only: sql`s.kind = ${kind}`,
})

const places: readonly Place[] = [
  { entity: 'customer', fact: 'dyad', staged: 'staged_party', says: 'own', table: 'dyad', id: 'dyad_id', recordId: 'dyad_id', only: all },
  {
    entity: 'party',
    fact: 'party',
    staged: 'staged_party',
    says: 'own_party',
    table: 'party',
    id: 'party_id',
    recordId: 'party_id',
    only: all,
  },
  {
    entity: 'contact',
    fact: 'contact',
    staged: 'staged_contact',
    says: 'own',
    table: 'contact',
    id: 'contact_id',
    recordId: 'contact_id',
    only: all,
  },
  record('opportunity'),
  record('agreement'),
  record('concern'),
]

/** A record's own fields with what a row says of them: an empty cell that clears takes its value away. */
const withOwn = (custom: string, says: string): RawBuilder<unknown> =>
  sql`jsonb_strip_nulls(${sql.ref(custom)} || coalesce(${sql.ref(says)}, '{}'))`

/** Whether a row says anything new of a record's own fields. */
export const saysOwn = (custom: string, says: string): RawBuilder<unknown> =>
  sql`(${sql.ref(says)} is not null and ${withOwn(custom, says)} <> ${sql.ref(custom)})`

async function publishPlace(tx: Tx, scope: ImportScope, { entity, fact, staged, says, table, id, recordId, only }: Place): Promise<void> {
  const said = sql`(select distinct on (s.${sql.ref(recordId)}) s.${sql.ref(recordId)} as record_id, s.${sql.ref(says)} as own from ${sql.table(`app.${staged}`)} s
    where ${ofImport(scope, 's')} and s.${sql.ref(says)} is not null and s.status in ('new', 'changed') and ${only} order by s.${sql.ref(recordId)}, s.file_no desc, s.row_no desc)`
  await sql`update app.replaced_fact f set fact = f.fact || jsonb_build_object('own_written', w.own) from ${said} w
    where ${ofImport(scope, 'f')} and f.entity = ${fact} and f.entity_id = w.record_id`.execute(tx)
  const { numAffectedRows } =
    await sql`update ${sql.table(`app.${table}`)} r set custom = jsonb_strip_nulls(r.custom || w.own) from ${said} w
    where ${ofTenant(scope, 'r')} and ${sql.ref(`r.${id}`)} = w.record_id`.execute(tx)
  if ((numAffectedRows ?? 0n) > 0n) await unfill(tx, scope, entity)
}

/** Lists read the values themselves until the job has copied them anew. */
async function unfill(tx: Tx, scope: ImportScope, entity: FieldEntity): Promise<void> {
  await sql`update app.custom_field f set filled_at = null where ${ofTenant(scope, 'f')} and f.entity = ${entity} and f.is_filter and f.archived_at is null`.execute(
    tx,
  )
}

/** Writes what an import's rows say of own fields, once its records are written; what was written is kept beside what was before. */
export async function publishOwn(tx: Tx, scope: ImportScope): Promise<void> {
  for (const place of places) await publishPlace(tx, scope, place)
}

/**
 * Own fields that the import wrote are what they were, each where nobody has changed it since. To be called before the records themselves are
 * restored; typed copies of what goes are taken away, the job makes those of what is there.
 */
export async function restoreOwn(tx: Tx, scope: ImportScope): Promise<void> {
  for (const { entity, fact, table, id } of places) {
    const written = sql`f.fact -> 'own_written'`
    const isLeft = sql`coalesce(r.custom -> w.key, 'null') = w.value`
    const { numAffectedRows } =
      await sql`update ${sql.table(`app.${table}`)} r set custom = (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from (
        select c.key, c.value from jsonb_each(r.custom) c
          where not exists (select 1 from jsonb_each(${written}) w where w.key = c.key and ${isLeft})
        union all select w.key, f.fact -> 'custom' -> w.key from jsonb_each(${written}) w where ${isLeft} and f.fact -> 'custom' ? w.key) e)
      from app.replaced_fact f where ${ofImport(scope, 'f')} and f.entity = ${fact} and f.fact ? 'own_written' and ${ofTenant(scope, 'r')} and ${sql.ref(`r.${id}`)} = f.entity_id`.execute(
        tx,
      )
    if ((numAffectedRows ?? 0n) === 0n) continue
    await sql`delete from app.field_value v using app.replaced_fact f where ${ofImport(scope, 'f')} and f.entity = ${fact} and f.fact ? 'own_written'
      and ${ofTenant(scope, 'v')} and v.record_id = f.entity_id`.execute(tx)
    await unfill(tx, scope, entity)
  }
}
