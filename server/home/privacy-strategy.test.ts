import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#server/platform/ids.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'

let door: TestApp
let tenantId: string
let boss: Browser

beforeAll(async () => {
  door = await testApp()
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
})
afterAll(() => door.close())

async function ask(method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) {
  const answer = await boss.call(method, url, body)
  expect(answer.statusCode, `${method} ${url} ${answer.body}`).toBe(200)
  return answer.json()
}

const name = '韩联盟'
const same = (dyadId: string) => `'${tenantId}', '${dyadId}'`
/** A row of each table of strategies in which people write, naming the person in every text. */
const rowsOf = (dyadId: string) => {
  const [allianceId, said] = [newId(), `与${name}商定`]
  return [
    `insert into app.alliance (tenant_id, dyad_id, alliance_id, title, sub_mode, goal, scope, our_members, their_members, their_gain, despite, result, starts_on, ends_on)
     values (${same(dyadId)}, '${allianceId}', '${said}', 'timing', '${said}', '${said}', '${said}', '${said}', '${said}', '${said}', '${said}', '2026-01-01', '2026-12-31')`,
    `insert into app.alliance_measure (tenant_id, dyad_id, measure_id, alliance_id, title, source, unit) values (${same(dyadId)}, '${newId()}', '${allianceId}', '${said}', 'entered', '${said}')`,
    `insert into app.alliance_milestone (tenant_id, dyad_id, milestone_id, alliance_id, title, side, person, due_on, note)
     values (${same(dyadId)}, '${newId()}', '${allianceId}', '${said}', 'them', '${said}', '2026-03-01', '${said}')`,
    `insert into app.alliance_review (tenant_id, dyad_id, review_id, alliance_id, held_on, verdict, findings, actions)
     values (${same(dyadId)}, '${newId()}', '${allianceId}', '2026-02-01', 'on_track', '${said}', '${said}')`,
    `insert into app.alliance_item (tenant_id, dyad_id, item_id, alliance_id, kind, title, detail, day, result)
     values (${same(dyadId)}, '${newId()}', '${allianceId}', 'advice', '${said}', '${said}', '2026-02-01', '${said}')`,
    `insert into app.joint_problem (tenant_id, dyad_id, problem_id, title, issue, found_on, our_action, their_action, their_person, outcome)
     values (${same(dyadId)}, '${newId()}', '${said}', '${said}', '2026-02-01', '${said}', '${said}', '${said}', '${said}')`,
    `insert into app.decline_case (tenant_id, dyad_id, case_id, trigger, opened_on, fallen_on, turned_on, cause, cause_nature, loss_type, cause_note, evidence, competitor, decision_reason, outcome_note, note)
     values (${same(dyadId)}, '${newId()}', 'manual', '2026-02-01', '2026-01-31', '2025-12-31', 'price', 'objective', 'competitive', '${said}', '{"lines":["${said}"]}', '${said}', '${said}', '${said}', '${said}')`,
    `insert into app.plan_choice (tenant_id, dyad_id, plan_id, standing, reason, refusal) values (${same(dyadId)}, '${newId()}', 'unserved', '${said}', '{"zh":"${said}","en":"${name}"}')`,
  ]
}

const tables = [
  'alliance',
  'alliance_measure',
  'alliance_milestone',
  'alliance_review',
  'alliance_item',
  'joint_problem',
  'decline_case',
  'plan_choice',
]

test('who is erased is named no more in alliances, joint problems, decline cases and plans', async () => {
  const { dyadId } = await ask('POST', '/api/customers', { name: '联盟测试厂' })
  const { contactId } = await ask('POST', `/api/customers/${dyadId}/contacts`, { name, phone: '13812345670' })
  const admin = door.database.admin
  for (const row of rowsOf(dyadId)) await query(admin, row, [])
  const texts = async (table: string) =>
    (await query<{ text: string }>(admin, `select to_jsonb(t)::text as text from app.${table} t where t.dyad_id = $1`, [dyadId])).map(
      row => row.text,
    )
  for (const table of tables) expect((await texts(table)).join(), table).toContain(name)
  const one = await ask('POST', '/api/privacy/requests', { contactId, kind: 'erase', receivedOn: '2026-01-05', receivedBy: '电话' })
  const checked = await ask('PATCH', `/api/privacy/requests/${one.requestId}`, { version: one.version, identityCheckedOn: '2026-01-06' })
  await ask('POST', `/api/privacy/requests/${one.requestId}/erase`, { version: checked.version })
  for (const table of tables) {
    const rest = await texts(table)
    expect(rest, table).toHaveLength(1)
    expect(rest.join(), table).not.toContain(name)
    expect(rest.join(), table).toContain('已抹除 (erased)')
  }
})

test('no text in which people write about a customer’s strategy is left out of erasure', async () => {
  const codes = [
    'sub_mode',
    'state',
    'source',
    'side',
    'verdict',
    'kind',
    'trigger',
    'from_type',
    'to_type',
    'warning',
    'cause',
    'cause_nature',
    'loss_type',
    'decision',
    'second_year',
  ]
  const more = ['standing', 'customer_type', 'tier']
  const columns = await query<{ name: string; column: string }>(
    admin(),
    `select c.table_name as name, c.column_name as column from information_schema.columns c
     where c.table_schema = 'app' and c.table_name = any($1) and c.data_type in ('text', 'jsonb') and c.column_name <> all($2) order by 1, 2`,
    [tables, [...codes, ...more, 'economics', 'options']],
  )
  const { dyadId } = await ask('POST', '/api/customers', { name: '列表测试厂' })
  for (const row of rowsOf(dyadId)) await query(admin(), row, [])
  const unnamed: string[] = []
  for (const { name: table, column } of columns) {
    const found = await query(admin(), `select 1 from app.${table} t where t.dyad_id = $1 and (t.${column})::text like $2`, [
      dyadId,
      `%${name}%`,
    ])
    if (found.length === 0) unnamed.push(`${table}.${column}`)
  }
  expect(unnamed, 'name them in rowsOf, and in server/dyads/erasure.sql.ts').toEqual([])
})

const admin = () => door.database.admin
