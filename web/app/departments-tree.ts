import type { Department } from '#contract/platform/departments.ts'

/** A department with those below it. */
export type Node = { readonly department: Department; readonly below: readonly Node[] }

/** The departments as a tree, siblings in the order given. One whose parent is not in the list stands at the top. */
export function treeOf(rows: readonly Department[], compare: (a: Department, b: Department) => number): readonly Node[] {
  const known = new Set(rows.map(row => row.departmentId))
  const grouped = Map.groupBy(rows, row => (row.parentId !== null && known.has(row.parentId) ? row.parentId : null))
  const under = (parentId: string | null): readonly Node[] =>
    (grouped.get(parentId) ?? []).toSorted(compare).map(department => ({ department, below: under(department.departmentId) }))
  return under(null)
}

/** The tree line by line, with how deep each line stands (0 at the top). */
export function linesOf(nodes: readonly Node[], depth = 0): readonly { readonly department: Department; readonly depth: number }[] {
  return nodes.flatMap(({ department, below }) => [{ department, depth }, ...linesOf(below, depth + 1)])
}

/** The ids of a department and of all below it: none of them can be above it. */
export function withAllBelow(nodes: readonly Node[], departmentId: string): ReadonlySet<string> {
  const found = nodes.flatMap(function find(node: Node): readonly Node[] {
    return node.department.departmentId === departmentId ? [node] : node.below.flatMap(find)
  })
  return new Set(linesOf(found).map(({ department }) => department.departmentId))
}
