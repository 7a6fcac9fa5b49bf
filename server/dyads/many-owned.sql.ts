import { sql } from 'kysely'
import { amongst } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'
import { recentAnswers } from './recent-answers.ts'

/** From so many on one's own customers are looked for along the order of the list, fewer are put in order themselves. */
const many = 1000

const known = recentAnswers<boolean>()

/** Whether these people own very many customers together, as it was within the last ten minutes. */
export async function ownMany(tx: Tx, tenantId: string, people: readonly string[]): Promise<boolean> {
  const key = `${tenantId} ${people.join(' ')}`
  const before = known.get(key)
  if (before !== undefined) return before
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select 1 from dyad d where d.tenant_id = ${tenantId}::uuid and ${amongst(sql`d.owner_id`, 'uuid', people)} limit ${many}) o`.execute(tx)
  const isMany = rows[0]?.n === many
  known.keep(key, isMany)
  return isMany
}
