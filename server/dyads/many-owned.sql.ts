import { sql } from 'kysely'
import { amongst } from '#server/platform/access.ts'
import type { Tx } from '#server/platform/database.ts'

/** From so many on one's own customers are looked for along the order of the list, fewer are put in order themselves. */
const many = 1000

/** So many answers are remembered, the oldest forgotten first, each for so long. */
const remembered = 500
const millis = 10 * 60_000

const answers = new Map<string, { readonly isMany: boolean; readonly until: number }>()

/** Whether these people own very many customers together. Only how a list goes about it hangs on this, never what it shows: the answer may be ten minutes old. */
export async function ownMany(tx: Tx, tenantId: string, people: readonly string[], now = performance.now()): Promise<boolean> {
  const key = `${tenantId} ${people.join(' ')}`
  const known = answers.get(key)
  if (known !== undefined && known.until > now) return known.isMany
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
    select 1 from dyad d where d.tenant_id = ${tenantId}::uuid and ${amongst(sql`d.owner_id`, 'uuid', people)} limit ${many}) o`.execute(tx)
  const isMany = rows[0]?.n === many
  answers.delete(key)
  answers.set(key, { isMany, until: now + millis })
  const [oldest] = answers.size > remembered ? answers.keys() : []
  if (oldest !== undefined) answers.delete(oldest)
  return isMany
}
