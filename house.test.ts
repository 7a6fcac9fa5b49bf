import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'

/** Floors, and what each may stand on. */
const standsOn: Record<string, readonly string[]> = {
  core: [],
  contract: ['core'],
  server: ['core', 'contract'],
  web: ['core', 'contract'],
  cli: ['core', 'contract', 'server', 'testing'],
  testing: ['core', 'contract', 'server'],
}

/** Rooms, from the first to the last. On a floor, a room may import only rooms before it. */
const rooms = [
  'units',
  'numerics',
  'platform',
  'ui',
  'intake',
  'dyads',
  'trade',
  'supply',
  'service',
  'activities',
  'value',
  'segments',
  'relationships',
  'strategy',
  'sales',
  'marketing',
  'sharing',
  'demo',
  'home',
  'app',
]

/** Names that say nothing, and so collect everything. */
const forbidden = /^(utils?|helpers?|common|shared|misc|types|base|manager|index)\.tsx?$/

const floorOf = (file: string) => file.split('/')[0] ?? ''
const folderOf = (file: string) => (file.split('/').length > 2 ? (file.split('/')[1] ?? '') : '')
const roomOf = (file: string) =>
  file.split('/').length > 2 ? rooms.indexOf(folderOf(file)) : file.startsWith('contract/') ? rooms.indexOf(basename(file, '.ts')) : -1

function importsOf(file: string, text = readFileSync(file, 'utf8')): string[] {
  const { module } = parseSync(file, text)
  const named = [
    ...module.staticImports.map(i => i.moduleRequest.value),
    ...module.staticExports.flatMap(e => e.entries.flatMap(entry => entry.moduleRequest?.value ?? [])),
    ...module.dynamicImports.flatMap(i => /^['"](.+)['"]$/.exec(text.slice(i.moduleRequest.start, i.moduleRequest.end))?.[1] ?? []),
  ]
  return named.flatMap(name => (name.startsWith('#') ? name.slice(1) : name.startsWith('.') ? join(dirname(file), name) : []))
}

type Arrow = { readonly from: string; readonly to: string }
const climbs = ({ from, to }: Arrow) => floorOf(from) !== floorOf(to) && !standsOn[floorOf(from)]?.includes(floorOf(to))
const looksAhead = ({ from, to }: Arrow) => floorOf(from) === floorOf(to) && roomOf(from) !== -1 && roomOf(to) > roomOf(from)
const speaksSql = (text: string) => /\bsql(<[^`]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(text)

const files = globSync(`{${Object.keys(standsOn).join(',')}}/**/*.{ts,tsx}`).filter(file => !/\.test\.|\.d\.ts$/.test(file))
const arrows = files.flatMap(from => importsOf(from).map(to => ({ from, to })))
const shown = (wrong: readonly Arrow[]) => wrong.map(({ from, to }) => `${from} -> ${to}`)

test('imports run down, from floor to floor', () => {
  expect(shown(arrows.filter(climbs))).toEqual([])
})

test('on a floor, imports run from later rooms to earlier ones', () => {
  expect(shown(arrows.filter(looksAhead))).toEqual([])
})

test('every folder of a floor is a room of the list', () => {
  const floors = ['core', 'server', 'web']
  const strange = files.filter(file => floors.includes(floorOf(file)) && folderOf(file) !== '' && roomOf(file) === -1)
  expect(strange.filter(file => !file.startsWith('server/migrations/'))).toEqual([])
})

test('the ground floor stands on nothing but itself', () => {
  expect(files.filter(file => floorOf(file) === 'core').filter(file => /from '(?![#.])/.test(readFileSync(file, 'utf8')))).toEqual([])
})

test('no file is called utils, helpers, types or index', () => {
  expect(files.filter(file => forbidden.test(basename(file)))).toEqual([])
})

test('SQL stands in .sql.ts files alone', () => {
  const spoken = files.filter(file => !file.endsWith('.sql.ts') && !file.startsWith('testing/'))
  expect(spoken.filter(file => speaksSql(readFileSync(file, 'utf8')))).toEqual([])
})

test('the locks catch planted faults', () => {
  expect(climbs({ from: 'core/value/a.ts', to: 'server/value/a.ts' })).toBe(true)
  expect(climbs({ from: 'web/home/a.tsx', to: 'server/app.ts' })).toBe(true)
  expect(looksAhead({ from: 'core/units/a.ts', to: 'core/value/b.ts' })).toBe(true)
  expect(looksAhead({ from: 'contract/dyads.ts', to: 'contract/value.ts' })).toBe(true)
  expect(speaksSql('await db.selectFrom("dyad")')).toBe(true)
  expect(forbidden.test('utils.ts')).toBe(true)
  expect(importsOf('core/units/a.ts', "export { x } from '#server/app.ts'\nconst y = import('../value/v.ts')")).toEqual([
    'server/app.ts',
    'core/value/v.ts',
  ])
})
