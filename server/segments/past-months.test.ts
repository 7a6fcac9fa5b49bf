import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '#contract/endpoint.ts'
import type { readMigration } from '#contract/segments/movement.ts'
import type { readPlace } from '#contract/segments/place.ts'
import { because, viewOf } from '#core/segments/because.ts'
import { type CustomerType, customerTypes } from '#core/segments/grid.ts'
import { rankOf } from '#core/segments/moves.ts'
import { placeRuns } from '#core/segments/place-book.ts'
import { dayOf, formatDay } from '#core/units/civil-day.ts'
import { defaultSettings } from '#core/value/settings.ts'
import { inTenantClient } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { readBook } from '#server/value/read-book.ts'
import { readEvidence } from '#server/value/read-evidence.ts'
import { type Browser, memberBrowser, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { inventTrade, plantTrade } from '#testing/plant-trade.ts'
import { runEngine } from './run-engine.ts'

const until = dayOf(2026, 10, 20)
const now = new Date('2026-10-20T04:00:00Z')
let product: TestApp
let tenantId: string
let dyads: ReadonlyMap<string, string>
let boss: Browser & { userId: string }

const get = async <T>(url: string): Promise<T> => {
  const answer = await boss.call('GET', url)
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`)
  return answer.json() as T
}

beforeAll(async () => {
  product = await testApp({ now: () => now })
  const planted = await plantTrade(product.database.admin, inventTrade(160, until))
  ;({ tenantId, dyads } = planted)
  boss = await memberBrowser(product, tenantId)
  const entered = ['K0001', 'K0002'].map(code => [newId(), dyads.get(code)])
  for (const [evidenceId, dyadId] of entered)
    await query(
      product.database.admin,
      `insert into app.dyad_evidence (tenant_id, dyad_id, evidence_id, kind, value, source, author_id, observed_on) values ($1, $2, $3, 'brand', 100, 'visit', $4, '2026-02-01')`,
      [tenantId, dyadId, evidenceId, boss.userId],
    )
  const task = { kind: 'identify', reason: 'test', authorId: null, jobId: null } as const
  await runEngine({ pool: product.platform.pool, tenantId, now, task, signal: new AbortController().signal })
}, 60_000)
afterAll(() => product.close())

type Step = { dyad_id: string; as_of: string; type: CustomerType | null; move: string | null; from_type: CustomerType | null }

test('right: between two days far apart a return to the type before a downgrade is a recovery, as in the runs', async () => {
  const steps = await query<Step>(
    product.database.admin,
    `select dyad_id, as_of::text, type, move, from_type from app.classification where tenant_id = $1`,
    [tenantId],
  )
  const rank = (type: CustomerType) => rankOf(customerTypes.indexOf(type))
  const expected = (from: string, to: string) => {
    const yearAgo = `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`
    const moves = { upgrade: 0, recovery: 0 }
    for (const path of Map.groupBy(steps, step => step.dyad_id).values()) {
      const at = (day: string) => path.find(step => step.as_of === day)?.type ?? null
      const [old, type] = [at(from), at(to)]
      if (old === null || type === null || rank(type) <= rank(old)) continue
      const isBack = path.some(step => step.move === 'downgrade' && step.from_type === type && step.as_of > yearAgo && step.as_of <= to)
      moves[isBack ? 'recovery' : 'upgrade']++
    }
    return moves
  }
  let recovered = 0
  for (const [from, to] of [
    ['2025-09-30', '2026-03-31'],
    ['2025-12-31', '2026-09-30'],
    ['2026-01-31', '2026-06-30'],
    ['2026-05-31', '2026-08-31'],
  ] as const) {
    const { moves } = await get<Answer<typeof readMigration>>(`/api/map/migration?from=${from}&to=${to}`)
    const count = (move: string) => moves.find(found => found.move === move)?.count ?? 0
    expect({ upgrade: count('upgrade'), recovery: count('recovery') }).toEqual(expected(from, to))
    recovered += count('recovery')
  }
  expect(recovered).toBeGreaterThan(0)
})

test('agrees: the explanation of a month that none was kept for says what the engine would have said then', async () => {
  const { book, evidence } = await inTenantClient(product.platform.pool, { tenantId }, async client => {
    const read = await readBook(client, { tenantId, now })
    return { book: read.book, evidence: await readEvidence(client, { tenantId }, read.customers) }
  })
  const prospects = new Set([...book.keys.keys()].filter(dyad => book.days.start[dyad] === book.days.start[dyad + 1]))
  const asOf = '2026-06-30'
  const said = new Map<string, readonly string[]>()
  for (const placed of placeRuns(book, defaultSettings, { evidence, prospects })) {
    if (formatDay(placed.run.day) !== asOf) continue
    book.keys.forEach((id, dyad) => {
      const reasons = because(viewOf(book, placed, placed.run, dyad, defaultSettings, evidence.get(dyad)))
      said.set(
        id,
        reasons.map(reason => reason.code),
      )
    })
  }
  const codes = new Set<string>()
  for (const [, dyadId] of [...dyads].slice(0, 60)) {
    const place = await get<Answer<typeof readPlace>>(`/api/customers/${dyadId}/place?asOf=${asOf}`)
    if (place.standing === null) continue
    const told = place.because.map(reason => reason.code)
    expect(told).toEqual(said.get(dyadId))
    for (const code of told) codes.add(code)
  }
  expect([...codes]).toEqual(expect.arrayContaining(['evidence_loyalty', 'trial_over', 'alive_doubtful']))
})
