/** What a person may be in a firm (one role in each firm they belong to). */
export const roles = ['administrator', 'manager', 'account_manager', 'service', 'marketing', 'planner', 'analyst', 'viewer'] as const
export type Role = (typeof roles)[number]

/** Whose customers a person sees: their own, their department's, that and all below it, or all. */
export const dataScopes = ['own', 'department', 'department_tree', 'all'] as const
export type DataScope = (typeof dataScopes)[number]

export const permissions = [
  'customers.read',
  'customers.write',
  'customers.assign',
  'customers.merge',
  'facts.read',
  'values.read',
  'types.override',
  'imports.manage',
  'exports.create',
  'settings.read',
  'settings.manage',
  'users.manage',
  'audit.read',
  'privacy.manage',
] as const
export type Permission = (typeof permissions)[number]

const reading = ['customers.read', 'facts.read', 'values.read', 'settings.read'] as const satisfies readonly Permission[]

/** The policy as a table: what each role may do. Whose records it may do it to is the data scope's answer. */
const allowed: Record<Role, readonly Permission[]> = {
  administrator: permissions,
  manager: [
    ...reading,
    'customers.write',
    'customers.assign',
    'customers.merge',
    'types.override',
    'imports.manage',
    'exports.create',
    'settings.manage',
    'audit.read',
  ],
  account_manager: [...reading, 'customers.write', 'types.override', 'exports.create'],
  service: [...reading, 'customers.write'],
  marketing: [...reading, 'customers.write', 'exports.create'],
  planner: [...reading, 'imports.manage', 'exports.create'],
  analyst: [...reading, 'customers.merge', 'imports.manage', 'exports.create', 'settings.manage'],
  viewer: reading,
}

export function may(role: Role, permission: Permission): boolean {
  return allowed[role].includes(permission)
}

/** A file holds customers of everybody: who sees only some of the firm sees only the imports that they brought themselves. */
export const seesEveryImport = (scope: DataScope): boolean => scope === 'all'

export function permissionsOf(role: Role): readonly Permission[] {
  return allowed[role]
}
