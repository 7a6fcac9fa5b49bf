import { expect, test } from 'vitest'
import { linesOf, treeOf, withAllBelow } from './departments-tree.ts'

const row = (departmentId: string, parentId: string | null = null) => ({
  departmentId,
  parentId,
  name: departmentId,
  nameEn: null,
  people: 0,
})
const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)

test('departments stand under their parents, siblings in order', () => {
  const tree = treeOf([row('south', 'sales'), row('sales'), row('north', 'sales'), row('finance')], byName)
  expect(linesOf(tree).map(({ department, depth }) => `${depth} ${department.name}`)).toEqual([
    '0 finance',
    '0 sales',
    '1 north',
    '1 south',
  ])
})

test('one whose parent is not seen stands at the top', () => {
  expect(linesOf(treeOf([row('east', 'gone')], byName)).map(line => line.depth)).toEqual([0])
})

test('a department and all below it are known, so that it is not moved under itself', () => {
  const tree = treeOf([row('a'), row('b', 'a'), row('c', 'b'), row('d')], byName)
  expect([...withAllBelow(tree, 'a')].toSorted()).toEqual(['a', 'b', 'c'])
  expect([...withAllBelow(tree, 'c')]).toEqual(['c'])
})
