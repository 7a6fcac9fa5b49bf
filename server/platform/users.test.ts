import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Browser,
  browserOf,
  cookiesOf,
  memberBrowser,
  password,
  plantMember,
  plantTenant,
  signInAs,
  type TestApp,
  testApp,
} from '#testing/app.ts'
import { query } from '#testing/database.ts'

let product: TestApp
let tenantId: string
let admin: Browser & { userId: string; email: string }

beforeAll(async () => {
  product = await testApp()
  tenantId = await plantTenant(product)
  admin = await memberBrowser(product, tenantId)
})
afterAll(() => product.close())

const fresh = (given: object = {}) => ({
  name: '陈静',
  email: `${Math.random().toString(36).slice(2)}@example.com`,
  password: 'first password 1',
  role: 'viewer',
  scope: 'all',
  ...given,
})
const create = async (given: object = {}) => (await admin.call('POST', '/api/users', fresh(given))).json()

test('an administrator adds a person, who signs in and is seen in the list', async () => {
  const user = await create({ email: 'Chen.Jing@Example.com', role: 'planner', title: '计划员' })
  expect(user).toMatchObject({
    name: '陈静',
    email: 'chen.jing@example.com',
    role: 'planner',
    scope: 'all',
    disabled: false,
    version: 1,
    lastSeenAt: null,
  })
  const browser = await signInAs(product, 'chen.jing@example.com', 'first password 1')
  expect((await browser.call('GET', '/api/session')).json().session.place.role).toBe('planner')
  expect((await admin.call('GET', '/api/users?search=chen.j')).json().rows.map((row: { userId: string }) => row.userId)).toEqual([
    user.userId,
  ])
  expect((await admin.call('POST', '/api/users', fresh({ email: 'chen.jing@example.com' }))).json().code).toBe('already_exists')
})

test('a name in which nothing can be seen is refused with a sentence', async () => {
  for (const name of ['\u200b', ' \u2060\u00a0', '\u3164', '\u2800', '\u034f']) {
    const refused = await admin.call('POST', '/api/users', fresh({ name }), { 'accept-language': 'en' })
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'invalid'])
    expect(refused.body).toContain('write something that can be read')
  }
})

test('a name that hides signs is refused with the sign; emoji that need a joiner and several lines of a reason are not', async () => {
  for (const [sign, code] of [
    ['\u202e', 'U+202E'],
    ['\u2066', 'U+2066'],
    ['\u200f', 'U+200F'],
    ['\u200b', 'U+200B'],
    ['\ufeff', 'U+FEFF'],
    ['\u001b', 'U+001B'],
    ['\u{e0041}', 'U+E0041'],
  ]) {
    const refused = await admin.call('POST', '/api/users', fresh({ name: `王${sign}芳` }), { 'accept-language': 'en' })
    expect([refused.statusCode, refused.json()], code).toMatchObject([422, { code: 'invalid' }])
    expect(refused.body).toContain(`${code}, such as one that turns the direction of writing`)
  }
  const zh = await admin.call('POST', '/api/users', fresh({ name: '王\u202e芳' }))
  expect(zh.body).toContain('含有看不见的控制符（U+202E')
  expect((await create({ name: '王芳 👩\u200d🔧' })).name).toBe('王芳 👩\u200d🔧')
})

test('the list comes in pages, each person once', async () => {
  for (let n = 0; n < 7; n++) await create({ name: '同名' })
  const seen: string[] = []
  let after = ''
  do {
    const { rows, next } = (await admin.call('GET', `/api/users?limit=3${after}`)).json()
    seen.push(...rows.map((row: { userId: string }) => row.userId))
    after = next === null ? '' : `&after=${next}`
  } while (after !== '')
  const [{ n } = { n: 0 }] = await query<{ n: number }>(
    product.database.admin,
    'select count(*)::int n from app.membership where tenant_id = $1',
    [tenantId],
  )
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(n)
  expect((await admin.call('GET', '/api/users?after=nonsense')).json().details.fields[0].path).toBe('query.after')
})

test('what is wrong with a new person is said for each field, in both languages', async () => {
  const answer = await admin.call('POST', '/api/users', { name: '', email: 'nobody', role: 'boss', scope: 'all', extra: 1 })
  expect(answer.statusCode).toBe(422)
  expect(answer.json().details.fields).toEqual(
    expect.arrayContaining([
      { path: 'body.password', message: '必填' },
      { path: 'body.name', message: '不能为空' },
      { path: 'body.email', message: '应为邮箱地址，如 name@example.com' },
      { path: 'body.role', message: expect.stringContaining('只能是：administrator') },
      { path: 'body.extra', message: '没有这个字段' },
    ]),
  )
  const english = await admin.call('POST', '/api/users', { ...fresh(), scope: 'department' }, { 'accept-language': 'en' })
  expect(english.json().details.fields).toEqual([
    { path: 'body.departmentId', message: 'is required where the data scope is a department' },
  ])
})

test('of two who change the same person, the second is told', async () => {
  const { userId, version } = await create()
  const change = (body: object) => admin.call('PATCH', `/api/users/${userId}`, body)
  expect((await change({ version, role: 'service' })).json()).toMatchObject({ role: 'service', version: 2 })
  const late = await change({ version, role: 'marketing' })
  expect(late.statusCode).toBe(409)
  expect(late.json()).toMatchObject({ code: 'stale', message: expect.stringContaining('他人已修改') })
})

test('a person who is barred cannot come in, and can again when let in', async () => {
  const { userId, email, version } = await create()
  await admin.call('PATCH', `/api/users/${userId}`, { version, disabled: true })
  const barred = await signInAs(product, email, 'first password 1')
  expect((await barred.call('GET', '/api/session')).json().session).toMatchObject({ place: null, tenants: [] })
  await admin.call('PATCH', `/api/users/${userId}`, { version: version + 1, disabled: false })
  expect((await (await signInAs(product, email, 'first password 1')).call('GET', '/api/company')).statusCode).toBe(200)
})

test('the last administrator stays one, even when two leave at once', async () => {
  const firm = await plantTenant(product, '两位管理员')
  const [one, two] = [await memberBrowser(product, firm), await memberBrowser(product, firm)]
  const leave = (who: typeof one) => who.call('PATCH', `/api/users/${who.userId}`, { version: 1, role: 'viewer' })
  const codes = (await Promise.all([leave(one), leave(two)])).map(answer => answer.statusCode)
  expect(codes.toSorted((a, b) => a - b)).toEqual([200, 409])
  const last = (await one.call('GET', '/api/users')).statusCode === 200 ? one : two
  const refused = await last.call('PATCH', `/api/users/${last.userId}`, { version: 1, disabled: true })
  expect(refused.json().code).toBe('last_administrator')
})

test('a new password from the administrator ends the person’s sessions', async () => {
  const { userId, email } = await create()
  const browser = await signInAs(product, email, 'first password 1')
  expect((await admin.call('PUT', `/api/users/${userId}/password`, { newPassword: 'second password 2' })).statusCode).toBe(200)
  expect((await browser.call('GET', '/api/me/sessions')).statusCode).toBe(401)
  await signInAs(product, email, 'second password 2')
})

test('an administrator has no say over a person of two companies', async () => {
  const other = await plantTenant(product, '另一家')
  const { userId, email } = await plantMember(product, other)
  expect((await admin.call('PUT', `/api/users/${userId}/password`, { newPassword: 'second password 2' })).statusCode).toBe(404)
  expect((await admin.call('POST', '/api/users', fresh({ email, password: 'chosen by another 3' }))).statusCode).toBe(200)
  expect((await admin.call('PUT', `/api/users/${userId}/password`, { newPassword: 'second password 2' })).statusCode).toBe(403)
  await signInAs(product, email, password)
})

test('departments make a tree without circles, and are removed only when empty', async () => {
  const make = async (name: string, parentId: string | null = null) =>
    (await admin.call('POST', '/api/departments', { name, parentId })).json()
  const [south, shenzhen] = [await make('华南'), undefined]
  expect(shenzhen).toBeUndefined()
  const below = await make('深圳', south.departmentId)
  const deep = await make('南山', below.departmentId)
  const move = (id: string, parentId: string | null) => admin.call('PATCH', `/api/departments/${id}`, { version: 1, parentId })
  expect((await move(south.departmentId, deep.departmentId)).json().details.fields[0].path).toBe('body.parentId')
  expect((await move(south.departmentId, south.departmentId)).statusCode).toBe(422)
  expect((await move(deep.departmentId, south.departmentId)).json()).toMatchObject({ parentId: south.departmentId, version: 2 })
  expect((await move(deep.departmentId, below.departmentId)).json().code).toBe('stale')
  expect((await admin.call('POST', '/api/departments', { name: '华南' })).json().code).toBe('already_exists')
  await create({ scope: 'department', departmentId: below.departmentId })
  const kept = await admin.call('DELETE', `/api/departments/${south.departmentId}`)
  expect(kept.statusCode).toBe(409)
  expect(kept.json().message).toContain('下级部门 2 个')
  expect((await admin.call('DELETE', `/api/departments/${deep.departmentId}`)).statusCode).toBe(200)
  const { rows } = (await admin.call('GET', '/api/departments')).json()
  expect(rows.find((row: { name: string }) => row.name === '深圳').people).toBe(1)
})

test('a scope of a department and all below it reaches all below it', async () => {
  const top = (await admin.call('POST', '/api/departments', { name: '总部' })).json().departmentId
  const mid = (await admin.call('POST', '/api/departments', { name: '一部', parentId: top })).json().departmentId
  const low = (await admin.call('POST', '/api/departments', { name: '一组', parentId: mid })).json().departmentId
  const { userId } = await plantMember(product, tenantId, { role: 'manager', scope: 'department_tree', departmentId: top })
  const { findMembership } = await import('./membership.sql.ts')
  const membership = await findMembership(product.platform.db, tenantId, userId)
  expect(new Set(membership?.departmentIds)).toEqual(new Set([top, mid, low]))
})

test('nothing of another company is seen or touched', async () => {
  const theirs = await memberBrowser(product, await plantTenant(product, '竞争对手'), { name: '别家的人' })
  const mine = await create()
  const department = (await admin.call('POST', '/api/departments', { name: '保密部门' })).json()
  expect((await theirs.call('GET', '/api/users')).json().rows.map((row: { userId: string }) => row.userId)).toEqual([theirs.userId])
  expect((await theirs.call('GET', '/api/departments')).json().rows).toEqual([])
  expect((await theirs.call('PATCH', `/api/users/${mine.userId}`, { version: 1, role: 'viewer' })).statusCode).toBe(404)
  expect((await theirs.call('PUT', `/api/users/${mine.userId}/password`, { newPassword: 'taken over 12' })).statusCode).toBe(404)
  expect((await theirs.call('DELETE', `/api/departments/${department.departmentId}`)).statusCode).toBe(404)
  expect((await theirs.call('POST', '/api/departments', { name: 'x', parentId: department.departmentId })).statusCode).toBe(422)
  expect((await theirs.call('GET', '/api/audit')).json().rows.every((row: { userId: string }) => row.userId === theirs.userId)).toBe(true)
  expect((await theirs.call('GET', '/api/company')).json().name).toBe('竞争对手')
})

test('the company changes its name by version', async () => {
  const company = (await admin.call('GET', '/api/company')).json()
  const changed = await admin.call('PATCH', '/api/company', { version: company.version, name: '新名称', timeZone: 'Asia/Shanghai' })
  expect(changed.json()).toMatchObject({ name: '新名称', version: company.version + 1 })
  expect((await admin.call('PATCH', '/api/company', { version: company.version, name: 'x' })).json().code).toBe('stale')
  expect((await admin.call('PATCH', '/api/company', { version: 2, timeZone: 'Mars/Olympus' })).json().details.fields[0].path).toBe(
    'body.timeZone',
  )
})

test('the first run makes one company, of several that come at once, and never again', async () => {
  const empty = await testApp()
  const found = (n: number) =>
    empty.app.inject({
      method: 'POST',
      url: '/api/company',
      payload: {
        company: { name: `公司 ${n}`, baseCurrency: 'CNY', timeZone: 'Asia/Shanghai' },
        administrator: { name: '张伟', email: `zhang${n}@example.com`, password: 'first run pass 1' },
      },
    })
  expect((await empty.app.inject({ url: '/api/session' })).json()).toEqual({ firstRun: true, session: null })
  const answers = await Promise.all([found(1), found(2), found(3)])
  expect(answers.map(answer => answer.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
  const winner = answers.find(answer => answer.statusCode === 200)
  if (!winner) throw new Error('nobody founded the company')
  expect(winner.json().session.place).toMatchObject({ role: 'administrator', scope: 'all' })
  const browser = browserOf(empty.app, cookiesOf(winner))
  expect(
    (await browser.call('GET', '/api/audit')).json().rows.map((row: { action: string; entity: string }) => `${row.action} ${row.entity}`),
  ).toEqual(['sign_in session', 'create tenant'])
  expect((await found(4)).json()).toMatchObject({ code: 'first_run_over', message: '企业已创建，请直接登录。' })
  expect((await empty.app.inject({ url: '/api/session' })).json()).toEqual({ firstRun: false, session: null })
  await empty.close()
})
