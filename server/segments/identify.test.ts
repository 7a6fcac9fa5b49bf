import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placeBook } from '#core/segments/place-book.ts'
import { placementOf } from '#core/segments/placement.ts'
import { dayOf, formatDay } from '#core/units/civil-day.ts'
import { defaultSettings } from '#core/value/settings.ts'
import { inTenantClient } from '#server/platform/database.ts'
import { readBook } from '#server/value/read-book.ts'
import { query, type TestDatabase, testDatabase } from '#testing/database.ts'
import { inventTrade, plantTrade } from '#testing/plant-trade.ts'
import { runEngine } from './run-engine.ts'

let database: TestDatabase
let tenantId: string
const until = dayOf(2026, 10, 20)
const now = new Date('2026-10-20T04:00:00Z')
const task = { kind: 'identify', reason: 'test', authorId: null, jobId: null } as const
const run = (signal = new AbortController().signal) => runEngine({ pool: database.pool, tenantId, now, task, signal })

beforeAll(async () => {
  database = await testDatabase()
  tenantId = (await plantTrade(database.admin, inventTrade(120, until))).tenantId
})
afterAll(() => database.destroy())

test('right: the book of the rollups, placed by the engine, is what stands in the database', async () => {
  const { generation, placed } = (await run()) as { generation: number; placed: number }
  const { book } = await inTenantClient(database.pool, { tenantId }, client => readBook(client, { tenantId, now }))
  expect(formatDay(book.until)).toBe('2026-10-20')
  expect(book.cells.kind).toBe('category')
  const { now: standing, runs } = placeBook(book, defaultSettings, {
    prospects: new Set([...book.keys.keys()].filter(dyad => book.days.start[dyad] === book.days.start[dyad + 1])),
  })
  const expected = book.keys.map((id, dyad) => {
    const { type, currentScore, potentialScore, netContribution, stage, orders } = placementOf(standing, dyad)
    return {
      dyad_id: id,
      type,
      current_score: currentScore,
      potential: potentialScore,
      net_contribution_minor: netContribution,
      stage,
      orders,
    }
  })
  const rows = await query<{ dyad_id: string; net_contribution_minor: string }>(
    database.admin,
    `select dyad_id, type, current_score, potential, net_contribution_minor, stage, orders from app.customer_standing where tenant_id = $1`,
    [tenantId],
  )
  const byId = (a: { dyad_id: string }, b: { dyad_id: string }) => (a.dyad_id < b.dyad_id ? -1 : 1)
  const read = rows.map(row => ({ ...row, net_contribution_minor: Number(row.net_contribution_minor) }))
  expect(read.sort(byId)).toEqual(expected.sort(byId))
  expect(placed).toBe(expected.filter(row => row.type !== null).length)
  const [kept] = await query<{ runs: number; states: string[] }>(
    database.admin,
    `select (select count(*)::int from app.classification_run where generation = $1) as runs, array_agg(state order by generation) as states from app.generation`,
    [generation],
  )
  expect(kept).toEqual({ runs: runs.length + 1, states: ['current'] })
})

const state = () =>
  query(
    database.admin,
    `select g.generation, g.state, (select count(*)::int from app.classification c where c.generation = g.generation) as places,
      (select count(*)::int from app.customer_standing s where s.generation = g.generation) as standings from app.generation g order by 1`,
  )

test('a run that is stopped while it writes takes back what it wrote, and the old map stands', async () => {
  const before = await state()
  const controller = new AbortController()
  const onProgress = ({ step }: { step: string }) => step === 'writing' && controller.abort()
  await expect(runEngine({ pool: database.pool, tenantId, now, task, signal: controller.signal, onProgress })).rejects.toThrow('cancelled')
  expect(await state()).toEqual(before)
})

test('a run whose connection is cut in the middle leaves the old map, and the next one clears the rest away', async () => {
  const before = await state()
  const holder = new pg.Client(database.admin)
  await holder.connect()
  await holder.query('begin; lock table app.classification in share mode')
  const cut = runEngine({ pool: database.pool, tenantId, now, task, signal: new AbortController().signal })
  const outcome = expect(cut).rejects.toThrow()
  const kill = `select pg_terminate_backend(pid) as ended from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%classification%'`
  while ((await query(database.admin, kill)).length === 0) await wait(10)
  await outcome
  await holder.query('rollback')
  await holder.end()
  const after = (await state()) as { state: string }[]
  expect(after.filter(row => row.state === 'current')).toEqual(before)
  await run()
  const states = ((await state()) as { state: string; standings: number }[]).map(row => [row.state, row.standings])
  expect(states).toEqual([
    ['kept', 0],
    ['current', 120],
  ])
})
