import { sql } from 'kysely'
import type { Tx } from '#server/platform/database.ts'
import type { ImportScope } from './import-work.ts'
import { ofImport } from './scope.sql.ts'

/** How far an import is: steps by name with their position. Written in the transaction that does the step. */
export async function readSteps(tx: Tx, scope: ImportScope): Promise<Map<string, number>> {
  const { rows } = await sql<{
    step: string
    position: number
  }>`select s.step, s.position from app.import_step s where ${ofImport(scope, 's')}`.execute(tx)
  return new Map(rows.map(row => [row.step, row.position]))
}

/** Adds to the position of a step. */
export async function noteStep(tx: Tx, scope: ImportScope, step: string, position: number): Promise<void> {
  await sql`insert into app.import_step (tenant_id, import_id, step, position) values (${scope.tenantId}::uuid, ${scope.importId}::uuid, ${step}, ${position})
    on conflict (tenant_id, import_id, step) do update set position = app.import_step.position + excluded.position`.execute(tx)
}
