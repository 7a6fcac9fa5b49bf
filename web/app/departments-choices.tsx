import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Department } from '#contract/platform/departments.ts'
import { compareNames } from '#web/platform/format.ts'
import type { Language } from '#web/platform/preferences.ts'
import { useLanguage } from '#web/platform/text.ts'
import { departmentsQuery } from './admin.queries.ts'
import { linesOf, treeOf } from './departments-tree.ts'

/** What a department is called in a language: its English name where it has one. */
export const nameOf = ({ name, nameEn }: Department, language: Language) => (language === 'en' ? (nameEn ?? name) : name)

export function useDepartmentTree() {
  const language = useLanguage()
  const query = useQuery(departmentsQuery)
  const rows = query.data?.rows
  const tree = useMemo(
    () => treeOf(rows ?? [], (a, b) => compareNames(nameOf(a, language), nameOf(b, language), language)),
    [rows, language],
  )
  return { ...query, tree }
}

/** What a department is called, by its id; undefined while they are on the way, and for one that is not seen. */
export function useDepartmentName(): (departmentId: string | null) => string | undefined {
  const language = useLanguage()
  const rows = useQuery(departmentsQuery).data?.rows
  return departmentId => {
    const found = rows?.find(row => row.departmentId === departmentId)
    return found && nameOf(found, language)
  }
}

/** The departments as choices of a select, indented as the tree is. */
export function DepartmentChoices({ without }: { readonly without?: ReadonlySet<string> }) {
  const language = useLanguage()
  const { tree } = useDepartmentTree()
  return linesOf(tree).map(({ department, depth }) =>
    without?.has(department.departmentId) ? null : (
      <option key={department.departmentId} value={department.departmentId}>
        {'\u3000'.repeat(depth)}
        {nameOf(department, language)}
      </option>
    ),
  )
}
