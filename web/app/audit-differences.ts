/** A value that changed, was added (`before` undefined) or taken away (`after` undefined), and where: `cuts.current.high`. */
export type Difference = { readonly path: string; readonly before: unknown; readonly after: unknown }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** All values of an object with the way to each; lists are values. Anything but an object is one value at the empty path. */
function leavesOf(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (!isRecord(value)) return value === undefined || (path === '' && value === null) ? [] : [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`))
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const isEmpty = (value: unknown) => value === undefined || value === null || value === ''

/** Counters that the database keeps; nobody changes them. */
const silent = /(^|\.)(version|updatedAt)$/

/**
 * What differs between the state before and after, in the order of the state after. Values that are empty on both sides, and the counters
 * of versions, are left out.
 */
export function differencesOf(before: unknown, after: unknown): readonly Difference[] {
  const [old, now] = [new Map(leavesOf(before)), new Map(leavesOf(after))]
  const paths = [...new Set([...now.keys(), ...old.keys()])]
  return paths
    .filter(path => !silent.test(path))
    .map(path => ({ path, before: old.get(path), after: now.get(path) }))
    .filter(({ before: was, after: is }) => !same(was, is) && !(isEmpty(was) && isEmpty(is)))
}

/** What a record is called, out of what was written down of it: its name, number, file or e-mail address. */
export function nameIn(...states: readonly unknown[]): string | undefined {
  const keys = ['name', 'displayName', 'fileName', 'number', 'code', 'email']
  const found = states.filter(isRecord).flatMap(state => keys.map(key => state[key]))
  return found.find((value): value is string => typeof value === 'string' && value !== '')
}
