import { sql } from 'kysely'
import { asUser, type Db, type Tx } from '#server/platform/database.ts'

export async function markAsDemo(db: Db | Tx, tenantId: string): Promise<void> {
  await db.updateTable('identity.tenant').set({ is_demo: true }).where('tenant_id', '=', tenantId).execute()
}

/** Gives every customer to the person whose name its file names as salesperson, and to that person's department. Answers how many. */
export async function giveToOwners(tx: Tx, tenantId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update app.dyad d set owner_id = m.user_id, department_id = m.department_id
    from app.membership m join identity."user" u on u.id = m.user_id
    where d.tenant_id = ${tenantId}::uuid and m.tenant_id = ${tenantId}::uuid and d.side = 'sale' and d.owner_text = u.name`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export type NameTable = 'party_of_customer' | 'party_of_supplier' | 'item' | 'item_category'

/** Writes the English names of what was imported under Chinese ones, a batch by code. */
export async function writeEnglishNames(
  tx: Tx,
  tenantId: string,
  table: NameTable,
  codes: readonly string[],
  names: readonly string[],
): Promise<void> {
  const given = sql`(select * from unnest(${codes}::text[], ${names}::text[]) as g (code, name))`
  const id = sql`${tenantId}::uuid`
  switch (table) {
    case 'item':
      await sql`update app.item t set name_en = g.name from ${given} g where t.tenant_id = ${id} and t.code = g.code`.execute(tx)
      return
    case 'item_category':
      await sql`update app.item_category t set name_en = g.name from ${given} g where t.tenant_id = ${id} and t.code = g.code`.execute(tx)
      return
    case 'party_of_customer':
      await sql`update app.party t set name_en = g.name from ${given} g join app.dyad d on d.code = g.code and d.tenant_id = ${id} and d.side = 'sale'
        where t.tenant_id = ${id} and t.party_id = d.buyer_id`.execute(tx)
      return
    case 'party_of_supplier':
      await sql`update app.party t set name_en = g.name from ${given} g join app.dyad d on d.code = g.code and d.tenant_id = ${id} and d.side = 'supply'
        where t.tenant_id = ${id} and t.party_id = d.seller_id`.execute(tx)
      return
  }
}

/** The demo company by its administrator's address: made, and perhaps not filled to the end. */
export async function findDemo(db: Db, email: string): Promise<{ tenantId: string; userId: string; finished: boolean } | undefined> {
  const user = await db.selectFrom('identity.user').select('id').where('email', '=', email).executeTakeFirst()
  if (user === undefined) return undefined
  return await asUser(db, user.id, async tx => {
    const row = await tx
      .selectFrom('membership as m')
      .innerJoin('identity.tenant as i', 'i.tenant_id', 'm.tenant_id')
      .select(['m.tenant_id as tenantId', 'm.user_id as userId', 'i.is_demo as finished'])
      .where('m.user_id', '=', user.id)
      .orderBy('i.created_at')
      .executeTakeFirst()
    return row
  })
}

export async function readDemoImports(tx: Tx, tenantId: string, source: string): Promise<{ importId: string; state: string }[]> {
  return await tx
    .selectFrom('import')
    .select(['import_id as importId', 'state'])
    .where('tenant_id', '=', tenantId)
    .where('source', '=', source)
    .execute()
}

/** Whether no work of a tenant waits or runs. */
export async function isAtRest(tx: Tx, tenantId: string): Promise<boolean> {
  const open = await tx
    .selectFrom('job')
    .select('job_id')
    .where('tenant_id', '=', tenantId)
    .where('state', 'in', ['queued', 'running'])
    .limit(1)
    .executeTakeFirst()
  return open === undefined
}

/** Whether customers stand on a map, be it that it is drawn anew. */
export async function hasMap(tx: Tx, tenantId: string): Promise<boolean> {
  const current = await tx
    .selectFrom('generation')
    .select('generation')
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'current')
    .executeTakeFirst()
  return current !== undefined
}

/** Customers with a sheet of switching cost. */
export async function readSheetOwners(tx: Tx, tenantId: string): Promise<string[]> {
  const rows = await tx.selectFrom('switching_item').select('dyad_id as id').distinct().where('tenant_id', '=', tenantId).execute()
  return rows.map(({ id }) => id)
}

/** Customers of whom a survey was answered. */
export async function readAnswerers(tx: Tx, tenantId: string): Promise<string[]> {
  const rows = await tx.selectFrom('survey_response').select('dyad_id as id').distinct().where('tenant_id', '=', tenantId).execute()
  return rows.map(({ id }) => id)
}
