import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'

export type CareBudget = { readonly moneyMinor: number; readonly version: number }

export async function readCareBudget(tx: Tx, tenantId: string, year: number): Promise<CareBudget | undefined> {
  const { rows } =
    await sql<CareBudget>`select money_minor as "moneyMinor", version from care_budget where tenant_id = ${tenantId}::uuid and year = ${year}`.execute(
      tx,
    )
  return rows[0]
}

/** Sets a year's budget; `version` is the one that was read, 0 where there was none. Answers whether nobody else came between. */
export async function writeCareBudget(
  tx: Tx,
  row: CareBudget & { readonly tenantId: string; readonly year: number; readonly authorId: string },
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into care_budget as b (tenant_id, year, money_minor, author_id) values (${row.tenantId}::uuid, ${row.year}, ${row.moneyMinor}, ${row.authorId}::uuid)
    on conflict (tenant_id, year) do update set money_minor = excluded.money_minor, author_id = excluded.author_id, version = b.version + 1, updated_at = statement_timestamp()
    where b.version = ${row.version}`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}
