import type { Department } from '#contract/platform/departments.ts'
import type { Tx } from './database.ts'

export async function readDepartments(tx: Tx, tenantId: string): Promise<Department[]> {
  return await tx
    .selectFrom('department as d')
    .leftJoin('membership as m', join =>
      join.onRef('m.tenant_id', '=', 'd.tenant_id').onRef('m.department_id', '=', 'd.department_id').on('m.disabled_at', 'is', null),
    )
    .select(['d.department_id as departmentId', 'd.parent_id as parentId', 'd.name', 'd.name_en as nameEn', 'd.version'])
    .select(eb => eb.fn.count<number>('m.user_id').as('people'))
    .where('d.tenant_id', '=', tenantId)
    .groupBy(['d.tenant_id', 'd.department_id'])
    .orderBy('d.name')
    .orderBy('d.department_id')
    .execute()
}

export async function readDepartment(tx: Tx, tenantId: string, departmentId: string): Promise<Department | undefined> {
  return (await readDepartments(tx, tenantId)).find(department => department.departmentId === departmentId)
}

export async function isDepartment(tx: Tx, tenantId: string, departmentId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('department')
    .select('department_id')
    .where('tenant_id', '=', tenantId)
    .where('department_id', '=', departmentId)
    .executeTakeFirst()
  return row !== undefined
}

export async function writeDepartment(
  tx: Tx,
  row: { tenantId: string; departmentId: string; parentId: string | null; name: string; nameEn: string | null },
): Promise<void> {
  await tx
    .insertInto('department')
    .values({ tenant_id: row.tenantId, department_id: row.departmentId, parent_id: row.parentId, name: row.name, name_en: row.nameEn })
    .execute()
}

/** Writes where the version is still the one that was read; answers whether it was. */
export async function updateDepartmentRow(
  tx: Tx,
  tenantId: string,
  departmentId: string,
  version: number,
  change: { name: string; nameEn: string | null; parentId: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('department')
    .set({ name: change.name, name_en: change.nameEn, parent_id: change.parentId, version: version + 1 })
    .where('tenant_id', '=', tenantId)
    .where('department_id', '=', departmentId)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What still hangs on a department: departments below, people (barred ones too), customers. */
export async function countUses(tx: Tx, tenantId: string, departmentId: string) {
  const count = async (query: Promise<{ n: number }>) => Number((await query).n)
  const rows = (table: 'department' | 'membership' | 'dyad', column: 'parent_id' | 'department_id') =>
    count(
      tx
        .selectFrom(table)
        .select(eb => eb.fn.countAll<number>().as('n'))
        .where('tenant_id', '=', tenantId)
        .where(column as never, '=', departmentId as never)
        .executeTakeFirstOrThrow(),
    )
  return {
    departments: await rows('department', 'parent_id'),
    people: await rows('membership', 'department_id'),
    customers: await rows('dyad', 'department_id'),
  }
}

export async function deleteDepartment(tx: Tx, tenantId: string, departmentId: string): Promise<void> {
  await tx.deleteFrom('department').where('tenant_id', '=', tenantId).where('department_id', '=', departmentId).execute()
}
