import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeclineCase, DeclineWhole, WinBackSettings } from '#contract/strategy/decline.ts'
import type { CustomerType } from '#core/segments/grid.ts'
import { isHeldOut } from '#core/strategy/hold-out.ts'
import { inTenant } from '#server/platform/database.ts'
import { openDeclineCases } from '#server/strategy/open-decline-cases.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser & { userId: string }
const now = new Date('2026-03-02T02:00:00Z')

beforeAll(async () => {
  door = await testApp({ now: () => now })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
  await plantMonths(tenantId)
})
afterAll(() => door.close())

type Method = 'GET' | 'POST' | 'PUT'

async function ask<T>(method: Method, url: string, body?: object, browser: Browser = boss): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

async function refused(method: Method, url: string, body?: object): Promise<{ status: number; message: string }> {
  const answer = await boss.call(method, url, body)
  return { status: answer.statusCode, message: JSON.stringify(answer.json()) }
}

const run = (text: string, values: unknown[]) => query(door.database.admin, text, values as never)

/** A history of two month-ends, as a rebuild would have written it. */
async function plantMonths(firm: string): Promise<void> {
  await run(
    `insert into app.generation (tenant_id, generation, state, settings_version, settings, currency, as_of, sources, reason, facts_hash, customers)
     values ($1, 1, 'current', 1, '{}', 'CNY', '2026-02-28', '{}', 'asked', 'x', 1)`,
    [firm],
  )
  for (const day of ['2026-01-31', '2026-02-28'])
    await run(
      `insert into app.classification_run (tenant_id, run_id, generation, as_of, kind, settings_version, is_short_window, is_provisional, ranked, tenant_mu, cuts, counts, facts_hash)
       values ($1, gen_random_uuid(), 1, $2, 'month_end', 1, false, false, 1, 30, '{}', '{}', 'x')`,
      [firm, day],
    )
}

const bandOf = (type: CustomerType) =>
  ['gold', 'mature', 'overmature'].includes(type) ? 'high' : ['star', 'promising', 'endangered'].includes(type) ? 'medium' : 'low'

/** A customer that was of one type at the end of January and is of another at the end of February. */
async function customer(name: string, from: CustomerType, to: CustomerType, move: string): Promise<string> {
  const { dyadId } = await ask<{ dyadId: string }>('POST', '/api/customers', { name, duplicateReason: '测试' })
  const place = async (day: string, type: CustomerType, moved: string | null) =>
    await run(
      `insert into app.classification (tenant_id, dyad_id, generation, as_of, type, current_band, net_contribution_minor, net_contribution_state, net_sales_minor, data_confidence,
         is_provisional, is_dormant, is_below_zero, is_overridden, orders, last_order, move) values ($1, $2, 1, $3, $4, $5, 10000000, 'measured', 40000000, 1, false, false, false, false, 9, '2025-12-01', $6)`,
      [tenantId, dyadId, day, type, bandOf(type), moved],
    )
  await place('2026-01-31', from, null)
  await place('2026-02-28', to, move)
  await run(
    `insert into app.customer_standing (tenant_id, dyad_id, generation, as_of, type, current_band, net_contribution_minor, net_contribution_state, net_sales_minor, data_confidence,
       is_provisional, is_dormant, is_below_zero, is_overridden, orders, headroom, last_order, stage, tier, clv_minor, p_alive)
     values ($1, $2, 1, '2026-02-28', $3, $4, 6000000, 'measured', 20000000, 1, false, false, false, false, 9, 70, '2025-12-01', 'decline', 'mvc', 20000000, 0.5)`,
    [tenantId, dyadId, to, bandOf(to)],
  )
  return dyadId
}

const open = () => inTenant(door.app.platform.db, { tenantId }, tx => openDeclineCases(tx, { tenantId }, now))
const casesOf = async (dyadId: string) => (await ask<{ rows: DeclineCase[] }>('GET', `/api/customers/${dyadId}/decline-cases`)).rows
const whole = (row: { dyadId: string; caseId: string }) =>
  ask<DeclineWhole>('GET', `/api/customers/${row.dyadId}/decline-cases/${row.caseId}`)
const at = (row: { dyadId: string; caseId: string }, deed: string) => `/api/customers/${row.dyadId}/decline-cases/${row.caseId}/${deed}`
const byHand = async (name: string) => {
  const dyadId = await customer(name, 'gold', 'gold', 'lateral')
  return await ask<DeclineWhole>('POST', `/api/customers/${dyadId}/decline-cases`, {})
}
const money = { offerMinor: 0, effortMinor: 0 }

test('the move on the map opens one case a fall, also of a lateral one, and never twice; who rose or is held has none', async () => {
  const fell = await customer('下滑机电', 'mature', 'endangered', 'downgrade')
  const aside = await customer('平移机电', 'mature', 'star', 'lateral')
  const rose = await customer('上升机电', 'release', 'endangered', 'upgrade')
  await run(`update app.dyad set owner_id = $3 where tenant_id = $1 and dyad_id = $2`, [tenantId, fell, boss.userId])
  const back = await customer('已恢复机电', 'mature', 'overmature', 'downgrade')
  await run(`update app.customer_standing set type = 'mature' where tenant_id = $1 and dyad_id = $2`, [tenantId, back])
  expect(await open()).toBe(2)
  expect(await casesOf(back)).toHaveLength(0)
  expect(await open()).toBe(0)
  expect(await casesOf(fell)).toMatchObject([
    { trigger: 'map', state: 'open', fallenOn: '2026-02-28', fromType: 'mature', toType: 'endangered', atStakeMinor: 10_000_000 },
  ])
  expect(await casesOf(aside)).toHaveLength(1)
  expect(await casesOf(rose)).toHaveLength(0)
  const told = await ask<{ rows: { text: string }[] }>('GET', '/api/notifications')
  expect(JSON.stringify(told)).toContain('下滑机电')
  // Another rebuild that sees the same fall a month earlier opens nothing either.
  await run(
    `update app.decline_case set state = 'closed', outcome_on = '2026-03-01', fallen_on = '2026-01-31' where tenant_id = $1 and dyad_id = $2`,
    [tenantId, fell],
  )
  expect(await open()).toBe(0)
})

test('a warning opens a case once, and not again soon after it ended', async () => {
  const dyadId = await customer('预警机电', 'gold', 'gold', 'lateral')
  await run(
    `update app.customer_standing set warning = 'later_than_own_rhythm', at_stake_minor = 500000 where tenant_id = $1 and dyad_id = $2`,
    [tenantId, dyadId],
  )
  expect(await open()).toBe(1)
  const [row] = await casesOf(dyadId)
  expect(row).toMatchObject({
    trigger: 'warning',
    turnedOn: '2025-06-01',
    why: { en: expect.stringContaining('later than its own rhythm') },
  })
  const args = { low: 20, high: 35, silence: 96, tail: 0.02, window: 90, silent: 0.8 }
  await run(`update app.customer_standing set future = $3::jsonb where tenant_id = $1 and dyad_id = $2`, [
    tenantId,
    dyadId,
    JSON.stringify({ record: { warning: { code: 'later_than_own_rhythm', args } }, loss: null }),
  ])
  const [told] = await casesOf(dyadId)
  expect(told?.why?.zh).toContain('通常每 20 至 35 天下一次单，上次下单已是 96 天前')
  await ask('POST', at(row as DeclineCase, 'outcome'), { outcome: 'closed', version: 1 })
  expect((await casesOf(dyadId))[0]?.why?.zh).toBe('开立时，距上次下单已比它自己的节奏晚。')
  expect(await open()).toBe(0)
})

test('nothing is decided before the cause; the evidence is kept; the value is reckoned; trying starts a rescue play', async () => {
  const begun = await byHand('查因机电')
  expect(begun.others).toEqual([])
  expect((await refused('POST', at(begun, 'decision'), { ...money, decision: 'attempt', version: 1 })).message).toContain('先查清原因')
  expect((await refused('POST', at(begun, 'outcome'), { outcome: 'lost', version: 1 })).message).toContain('先选定原因')
  const concern = { kind: 'complaint', title: '轴承异响', cause: 'quality_defect', receivedAt: '2026-03-02T01:00:00Z' }
  await ask('POST', `/api/customers/${begun.dyadId}/concerns`, concern)
  const seen = (await whole(begun)).seen.causes
  expect(seen[0]).toMatchObject({ cause: 'quality_defect', evidence: [{ kind: 'quality', after: { value: 1 } }] })
  expect(seen.at(-1)?.score).toBeNull()
  const lines = await ask<{ rows: { text: string }[] }>('GET', `${at(begun, 'lines')}?kind=quality`)
  expect(lines.rows).toMatchObject([{ text: '轴承异响' }])
  const chosen = await ask<DeclineWhole>('POST', at(begun, 'cause'), { cause: 'quality_defect', isRemedied: true, version: 1 })
  expect(chosen).toMatchObject({ state: 'deciding', causeNature: 'subjective', lossType: 'fault', isRemedied: true })
  expect(chosen.seenThen?.causes[0]?.cause).toBe('quality_defect')
  // Second life 200,000 / .5 = 400,000 yuan; told 5 x 2 % x mean; EV = .35 (400,000 - 30,000) - 15,000 + .35 word.
  const word = chosen.economics?.avoidedWordMinor ?? 0
  expect(chosen.economics).toMatchObject({ secondLifeMinor: 40_000_000, chance: { p: 0.35, kind: 'fault_remedied' } })
  const paid = { offerMinor: 3_000_000, effortMinor: 1_500_000 }
  expect((await refused('POST', at(begun, 'decision'), { ...paid, decision: 'let_go', version: 2 })).message).toContain('请写明理由')
  const play = chosen.plays.find(({ playId, obstacles }) => playId && obstacles.length === 0)
  expect(play?.name.zh).toBe('查清原因')
  const acting = await ask<DeclineWhole>('POST', at(begun, 'decision'), { ...paid, decision: 'attempt', playId: play?.playId, version: 2 })
  expect(acting).toMatchObject({
    state: 'acting',
    evMinor: Math.round(0.35 * 37_000_000 - 1_500_000 + 0.35 * word),
    runs: [{ state: 'running' }],
  })
  expect((await refused('POST', at(begun, 'cause'), { cause: 'late_delivery', version: 3 })).status).toBe(409)
  expect((await refused('POST', at(begun, 'outcome'), { outcome: 'won', version: 2 })).status).toBe(409)
})

test('outcomes teach the next chance; the second year can take a win back', async () => {
  const begun = await byHand('学习机电')
  await ask('POST', at(begun, 'cause'), { cause: 'late_delivery', version: 1 })
  await ask('POST', at(begun, 'decision'), { ...money, decision: 'attempt', version: 2 })
  const won = await ask<DeclineWhole>('POST', at(begun, 'outcome'), { outcome: 'won', version: 3 })
  expect(won).toMatchObject({ state: 'won', checkOn: '2027-03-02' })
  const chance = async () =>
    (await ask<{ learnt: { kind: string; p: number }[] }>('GET', '/api/win-back-settings')).learnt.find(({ kind }) => kind === 'fault_open')
      ?.p
  // (.1 x 10 + 1) / (10 + 1), and (.1 x 10) / (10 + 1) once it is gone again.
  expect(await chance()).toBeCloseTo(2 / 11, 9)
  expect((await refused('POST', at(begun, 'second-year'), { secondYear: 'stayed', version: 4 })).message).toContain('2027-03-02')
  await ask('POST', at(begun, 'second-year'), { secondYear: 'gone', version: 4 })
  expect(await chance()).toBeCloseTo(1 / 11, 9)
})

test('a malicious loss is never tried; letting go makes the tasks of a graceful exit and records what is lost and to whom', async () => {
  const begun = await byHand('恶意机电')
  await ask('POST', at(begun, 'cause'), { cause: 'fraud', competitor: '某同行', version: 1 })
  expect((await refused('POST', at(begun, 'decision'), { ...money, decision: 'attempt', reason: '试试', version: 2 })).message).toContain(
    '恶意流失',
  )
  const gone = await ask<DeclineWhole>('POST', at(begun, 'decision'), { ...money, decision: 'let_go', version: 2 })
  expect(gone).toMatchObject({ state: 'let_go', competitor: '某同行', lostMinor: gone.atStakeMinor })
  expect(gone.exitTasks).toHaveLength(6)
  const groups = await ask<{ rows: { value: string; count: number }[] }>('GET', '/api/decline-cases/groups?by=competitor')
  expect(groups.rows.find(({ value }) => value === '某同行')?.count).toBe(1)
})

test('a held-out customer keeps its case, and is refused the motivator with a sentence', async () => {
  for (let tries = 0; tries < 60; tries++) {
    const begun = await byHand(`留出机电${tries}`)
    if (!isHeldOut(tenantId, 'rescue-care', begun.dyadId, 0.1)) continue
    await ask('POST', at(begun, 'cause'), { cause: 'neglect', isRemedied: true, version: 1 })
    const playId = (await whole(begun)).plays.find(({ name }) => name.zh === '强化关怀')?.playId
    const said = await refused('POST', at(begun, 'decision'), { ...money, decision: 'attempt', playId, checked: true, version: 2 })
    expect(said.message).toContain('held_out')
    expect((await whole(begun)).state).toBe('deciding')
    return
  }
  throw new Error('nobody is held out')
})

test('two customers merged in the middle of their cases: both cases show with the survivor, and nothing is lost', async () => {
  // Of a firm without a map: what a merge scores anew is another test's.
  const own = await memberBrowser(door, await plantTenant(door, '合并公司'))
  const begun = async (name: string) => {
    const made = await ask<{ dyadId: string; partyId: string }>('POST', '/api/customers', { name, duplicateReason: '测试' }, own)
    return { ...made, ...(await ask<DeclineWhole>('POST', `/api/customers/${made.dyadId}/decline-cases`, {}, own)) }
  }
  const [one, other] = [await begun('合并机电甲'), await begun('合并机电乙')]
  const pair = `survivorId=${one.partyId}&mergedId=${other.partyId}`
  type Preview = { survivor: { version: number }; merged: { version: number } }
  const { survivor, merged } = await ask<Preview>('GET', `/api/merges/preview?${pair}`, undefined, own)
  const versions = { survivorVersion: survivor.version, mergedVersion: merged.version }
  const ids = { survivorId: one.partyId, mergedId: other.partyId }
  const { mergeId } = await ask<{ mergeId: string }>('POST', '/api/merges', { ...ids, ...versions }, own)
  const listed = await ask<{ rows: DeclineCase[] }>('GET', `/api/customers/${one.dyadId}/decline-cases`, undefined, own)
  expect(listed.rows).toHaveLength(2)
  const joined = await ask<DeclineWhole>('GET', `/api/customers/${one.dyadId}/decline-cases/${other.caseId}`, undefined, own)
  expect(joined).toMatchObject({ isOfMerged: true, dyadId: one.dyadId, others: [{ caseId: one.caseId }] })
  const body = { cause: 'neglect', version: 1 }
  const chosen = await ask<DeclineWhole>('POST', at({ dyadId: other.dyadId, caseId: other.caseId }, 'cause'), body, own)
  expect(chosen.state).toBe('deciding')
  expect((await own.call('POST', `/api/customers/${one.dyadId}/decline-cases`, {})).statusCode).toBe(409)
  const letGo = { decision: 'let_go', offerMinor: 0, effortMinor: 0, reason: '规模太小', version: chosen.version }
  const { exitTasks } = await ask<DeclineWhole>('POST', at({ dyadId: one.dyadId, caseId: other.caseId }, 'decision'), letGo, own)
  const tasksOf = async (dyadId: string) =>
    (await ask<{ rows: object[] }>('GET', `/api/tasks?dyadId=${dyadId}&limit=200`, undefined, own)).rows.length
  expect(await tasksOf(one.dyadId)).toBe(exitTasks.length)
  await ask('POST', `/api/merges/${mergeId}/undo`, {}, own)
  expect([await tasksOf(one.dyadId), await tasksOf(other.dyadId)]).toEqual([0, exitTasks.length])
})

test('settings are versioned, and a malicious loss keeps no chance', async () => {
  const { settings } = await ask<{ settings: WinBackSettings }>('GET', '/api/win-back-settings')
  expect((await refused('PUT', '/api/win-back-settings', { ...settings, chances: { ...settings.chances, malicious: 0.2 } })).status).toBe(
    422,
  )
  const saved = await ask<WinBackSettings>('PUT', '/api/win-back-settings', { ...settings, hourMinor: 20_000 })
  expect(saved).toMatchObject({ version: settings.version + 1, hourMinor: 20_000 })
  expect((await refused('PUT', '/api/win-back-settings', settings)).status).toBe(409)
})

test('the list stands by value at stake and is narrowed; a person of other customers sees none', async () => {
  const { rows, total } = await ask<{ rows: DeclineCase[]; total: { count: number } }>('GET', '/api/decline-cases')
  expect(total.count).toBe(rows.length)
  expect(rows.map(row => row.atStakeMinor)).toEqual(rows.map(row => row.atStakeMinor).toSorted((a, b) => b - a))
  const filter = encodeURIComponent(JSON.stringify({ all: [{ column: 'state', is: 'in', value: ['let_go'] }] }))
  const narrowed = await ask<{ rows: DeclineCase[] }>('GET', `/api/decline-cases?filter=${filter}`)
  expect(narrowed.rows.every(({ state }) => state === 'let_go')).toBe(true)
  const stranger = await memberBrowser(door, tenantId, { role: 'account_manager', scope: 'own' })
  expect((await ask<{ rows: DeclineCase[] }>('GET', '/api/decline-cases', undefined, stranger)).rows).toEqual([])
})
