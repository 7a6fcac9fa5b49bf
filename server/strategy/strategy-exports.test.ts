import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExportFile, ExportList } from '#contract/platform/exports.ts'
import { type Browser, memberBrowser } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { ask, at, openPlayDoor, type PlayUsed } from '#testing/play-door.ts'

let firm: Awaited<ReturnType<typeof openPlayDoor>>
let play: PlayUsed

beforeAll(async () => {
  firm = await openPlayDoor()
  await firm.door.platform.jobs.start()
  play = (await firm.plays()).find(each => each.kind === 'motivator' && each.strategyGroup === 'retain') as PlayUsed
  const dyadId = await firm.customer('导出客户', 'gold', play)
  const other = await firm.customer('同事客户', 'gold', play)
  const colleague = await memberBrowser(firm.door, firm.tenantId, { role: 'account_manager', scope: 'own' })
  await query(firm.door.database.admin, 'update app.dyad set owner_id = $2 where dyad_id = $1', [other, colleague.userId])
  for (const each of [dyadId, other]) {
    await firm.start(each, play.playId, { note: '按计划' })
    await ask(firm.boss, 'POST', `${at(each)}/decline-cases`, { note: '=订单变少' })
    await query(
      firm.door.database.admin,
      `insert into app.relationship_state (tenant_id, dyad_id, form, form_target, form_gap, bond_level, type, switching_score, priority_minor, flags, inferred_on)
       values ($1, $2, 'reactive', 'proactive', 2, 3, 'mixed', 41.25, 2000000, '{}', '2026-03-02')`,
      [firm.tenantId, each],
    )
  }
})
afterAll(() => firm.door.close())

async function fileOf(browser: Browser, list: ExportList, more: object = {}): Promise<string[]> {
  const { exportId } = await ask<ExportFile>(browser, 'POST', '/api/exports', { list, format: 'csv', ...more })
  for (let tries = 0; tries < 400; tries++) {
    const { rows } = await ask<{ rows: ExportFile[] }>(browser, 'GET', '/api/exports')
    const found = rows.find(row => row.exportId === exportId)
    if (found?.state === 'failed') throw new Error(JSON.stringify(found.error))
    if (found?.isReady) {
      const { body } = await browser.call('GET', `/api/exports/${exportId}/file`)
      return body.replace('\uFEFF', '').trim().split('\r\n').slice(1, -1)
    }
    await wait(25)
  }
  throw new Error('the export has not ended')
}

test('plays at work go into a file under the filter of their list', async () => {
  const columns = ['play', 'customer', 'state', 'progress', 'plannedMinor', 'note']
  const lines = await fileOf(firm.boss, 'play_runs', { columns, query: { q: '导出客户' } })
  expect(lines[0]).toBe('打法,客户,状态,完成步骤,计划费用,备注')
  expect(lines.slice(1)).toEqual([expect.stringMatching(`^${play.name.zh},导出客户\\d*,执行中,0,${play.moneyMinor / 100},按计划$`)])
})

test('win-back cases go into a file with all that their desk shows', async () => {
  const columns = ['customer', 'state', 'fromType', 'trigger', 'openedOn', 'cause', 'note']
  const lines = await fileOf(firm.boss, 'decline_cases', { columns, query: { sort: 'customer', direction: 'asc' } })
  expect(lines[0]).toBe('客户,状态,下滑前类型,由何而来,开立,原因,备注')
  expect(lines).toHaveLength(3)
  expect(lines.find(line => line.startsWith('导出客户'))).toMatch(/待查原因,黄金型,手工,2026-03-02,,'=订单变少$/)
})

test('relationships go into a file in words', async () => {
  const columns = ['customer', 'form', 'formTarget', 'formGap', 'bondLevel', 'type', 'switchingScore', 'priority']
  const lines = await fileOf(firm.boss, 'relationships', { columns, query: { q: '导出客户' } })
  expect(lines[0]).toBe('客户,关系形态,目标形态,差几步,联系层次,关系类型,转换成本得分,优先级（差距 × 价值）')
  expect(lines[1]).toMatch(/^导出客户\d*,被动型,能动型,2,三级 结构纽带,混合型,41.3,20000$/)
})

test('who sees only their own customers exports only those, and who may not export none', async () => {
  const seller = await memberBrowser(firm.door, firm.tenantId, { role: 'account_manager', scope: 'own' })
  const clerk = await memberBrowser(firm.door, firm.tenantId, { role: 'service', scope: 'all' })
  for (const list of ['play_runs', 'decline_cases', 'relationships'] as const) {
    expect(await fileOf(firm.boss, list), list).toHaveLength(3)
    expect(await fileOf(seller, list), list).toHaveLength(1)
    expect((await clerk.call('POST', '/api/exports', { list, format: 'csv' })).statusCode, list).toBe(403)
  }
})
