import { expect, test } from 'vitest'
import { answersProblem } from '#core/relationships/survey.ts'
import { defaultTemplates } from '#core/relationships/survey-templates.ts'
import { dayOf, formatDay, parseDay } from '#core/units/civil-day.ts'
import type { Cell, DeskEntry } from './desk-entry.ts'
import { deskOf, type DeskOptions } from './desk.ts'
import { generate } from './generate.ts'
import { plantedFrom, plantedPlay } from './planted.ts'

const options: DeskOptions = { seed: 1, endDate: dayOf(2026, 10, 31), today: dayOf(2026, 11, 22), language: 'zh-CN', customers: 200 }
const entries = [...deskOf(options)].flat()
const text = (cell: Cell | undefined, otherwise = '') => (typeof cell === 'string' ? cell : otherwise)
const rows = (table: DeskEntry['table']) => entries.filter(entry => entry.table === table).map(({ row }) => row)

test('agrees: the same options give the same records, in English without a Chinese word', () => {
  expect([...deskOf(options)].flat()).toEqual(entries)
  const english = [...deskOf({ ...options, language: 'en' })].flat().filter(({ table }) => table !== 'survey')
  expect(english.length).toBe(entries.filter(({ table }) => table !== 'survey').length)
  expect(english.filter(({ row }) => /[㐀-鿿]/.test(JSON.stringify(row)))).toEqual([])
})

test('bounded: rows of a table have the same columns, and nothing was done after today', () => {
  const columns = new Map<string, string>()
  for (const { table, row } of entries) {
    const own = Object.keys(row).sort().join()
    expect(columns.get(table) ?? own, table).toBe(own)
    columns.set(table, own)
  }
  const late = rows('activity').filter(row => row['state'] === 'done' && (parseDay(text(row['day'])) ?? 0) > options.today)
  expect(late).toEqual([])
  for (const row of rows('concern')) {
    expect(text(row['received_at']) <= text(row['first_responded_at'], '9')).toBe(true)
    expect(text(row['first_responded_at'], '0') <= text(row['resolved_at'], '9')).toBe(true)
    expect(text(row['resolved_at'], '') < `${formatDay(options.today + 1)}`).toBe(true)
  }
})

test('right: some complaints were answered late and some are open, chances were won and lost, answers fit their questions', () => {
  const concerns = rows('concern')
  expect(concerns.filter(row => text(row['first_responded_at'], '') > text(row['first_response_by'])).length).toBeGreaterThan(5)
  expect(concerns.some(row => row['resolved_at'] === null)).toBe(true)
  for (const state of ['open', 'won', 'lost']) expect(rows('opportunity').some(row => row['state'] === state)).toBe(true)
  const { questions = [] } = defaultTemplates.find(({ key }) => key === 'logistics') ?? {}
  const answered = rows('survey_response').filter(row => (row['survey_id'] as { record: string }).record === 'survey service')
  expect(answered.length).toBeGreaterThan(20)
  for (const { answers } of answered)
    expect(answersProblem(questions, (answers as { json: Record<string, number | string | null> }).json)).toBeUndefined()
})

test.each([1, 2, 20_261_031])(
  'right, seed %i: alliances of several ways are at work, one problem is late and one solved, what is ours is a task',
  seed => {
    const found = [...deskOf({ ...options, seed, customers: 600 })].flat()
    const of = (table: DeskEntry['table']) => found.filter(entry => entry.table === table).map(({ row }) => row)
    const recordOf = (cell: Cell | undefined) => (cell as { record: string } | null | undefined)?.record ?? ''
    const alliances = of('alliance')
    const active = alliances.filter(({ state }) => state === 'active')
    expect(new Set(alliances.map(row => row['sub_mode'])).size).toBeGreaterThanOrEqual(4)
    expect(active.length).toBeGreaterThanOrEqual(4)
    expect(alliances.filter(row => row['state'] === 'ended' && row['result'] === null)).toEqual([])
    const problems = of('joint_problem')
    const isLate = (row: DeskEntry['row']) => row['our_done'] === null && text(row['our_due'], '9') < formatDay(options.today)
    expect(problems.some(isLate)).toBe(true)
    expect(problems.some(row => row['closed_on'] !== null && row['outcome'] !== null)).toBe(true)
    const tasks = new Set(of('task').map(row => recordOf(row['task_id'])))
    const owed = [...of('alliance_milestone').map(row => row['task_id']), ...problems.map(row => row['our_task_id'])].filter(
      cell => cell !== null,
    )
    expect(owed.length).toBeGreaterThan(active.length)
    expect(owed.filter(cell => !tasks.has(recordOf(cell)))).toEqual([])
    const ids = new Set(alliances.map(row => recordOf(row['alliance_id'])))
    for (const table of ['alliance_measure', 'alliance_milestone', 'alliance_review', 'alliance_item', 'joint_problem'] as const)
      expect(
        of(table).filter(row => !ids.has(recordOf(row['alliance_id']))),
        table,
      ).toEqual([])
    expect(of('alliance_review').filter(row => text(row['held_on']) > formatDay(options.today))).toEqual([])
  },
)

test('planted: customers of a middling size order more from the play’s month on, and nobody did before it', () => {
  const ordersOf = (isPlanted: boolean) => {
    const { tables } = generate({ ...options, isPlanted: () => isPlanted })
    const table = tables.find(({ name }) => name === 'orders')
    const [number, date] = ['order', 'orderDate'].map(role => table?.roles.indexOf(role) ?? -1) as [number, number]
    return new Map([...(table?.rows() ?? [])].map(row => [row[number] ?? '', parseDay(row[date] ?? '') ?? 0]))
  }
  const from = plantedFrom(options.endDate)
  const [plain, planted] = [ordersOf(false), ordersOf(true)]
  const before = (orders: ReadonlyMap<string, number>) =>
    [...orders].flatMap(([number, day]) => (day < from && number.startsWith('SO') ? number : []))
  const after = (orders: ReadonlyMap<string, number>) =>
    [...orders].filter(([number, day]) => day >= from && number.startsWith('SO')).length
  expect(before(planted)).toEqual(before(plain))
  expect(after(planted)).toBeGreaterThan(after(plain) * (1 + plantedPlay.moreOrders / 6))
})

test('right: about six customers in ten were checked within ninety days, each duty that no fact answers once', () => {
  const found = [...deskOf({ ...options, customers: 600 })].flat().filter(({ table }) => table === 'hygiene_check')
  const codeOf = (entry: DeskEntry) => (entry.row['dyad_id'] as { dyad: string }).dyad
  const share = new Set(found.map(codeOf)).size / 600
  expect(share).toBeGreaterThan(0.5)
  expect(share).toBeLessThan(0.7)
  expect(new Set(found.map(entry => `${codeOf(entry)} ${text(entry.row['duty'])}`)).size).toBe(found.length)
  for (const { row } of found) expect(options.today - (parseDay(text(row['checked_on'])) ?? 0)).toBeLessThan(90)
})
