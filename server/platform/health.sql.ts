import type { Db } from './database.ts'

export async function readAppliedSteps(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('migration').select('step').execute()
  return rows.map(row => row.step)
}
