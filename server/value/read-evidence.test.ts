import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseDay } from '#core/units/civil-day.ts'
import { inTenantClient } from '#server/platform/database.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { readEvidence } from './read-evidence.ts'

let door: TestApp
let tenantId: string
let boss: Browser

beforeAll(async () => {
  door = await testApp({ now: () => new Date('2026-11-21T04:00:00Z') })
  tenantId = await plantTenant(door)
  boss = await memberBrowser(door, tenantId)
})
afterAll(() => door.close())

async function post<T>(url: string, body: object): Promise<T> {
  const answer = await boss.call('POST', url, body)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json() as T
}

const day = (text: string) => parseDay(text) ?? 0
const book = (dyadId: string) => ({ dyadId, code: null, endNotice: undefined, contract: undefined, isProjectBuyer: false })

async function contractsOf(dyadId: string, given: object = {}) {
  const found = await inTenantClient(door.database.pool, { tenantId }, client =>
    readEvidence(client, { tenantId }, [{ ...book(dyadId), ...given }]),
  )
  return found.get(0)?.contracts
}

test('frame contracts and service level agreements are contracts where the customer’s own field is empty', async () => {
  const { dyadId } = await post<{ dyadId: string }>('/api/customers', { name: '宁波齿轮厂' })
  expect(await contractsOf(dyadId)).toBeUndefined()
  const add = (kind: string, more: object) => post(`/api/customers/${dyadId}/agreements`, { kind, title: kind, state: 'active', ...more })
  await add('frame', { startsOn: '2025-01-01', endsOn: '2025-12-31' })
  await add('service_level', { startsOn: '2026-01-01', endsOn: '2026-12-31' })
  await add('frame', { startsOn: '2026-03-01', endsOn: '2026-08-31', renews: true })
  await add('price', { startsOn: '2026-01-01', endsOn: '2030-12-31' })
  await add('frame', { startsOn: '2026-01-01', endsOn: '2031-12-31', state: 'draft' })
  expect(await contractsOf(dyadId)).toEqual([
    { from: day('2025-01-01'), until: day('2025-12-31') },
    { from: day('2026-01-01'), until: day('2026-12-31') },
    { from: day('2026-03-01'), until: day('9999-12-31') },
  ])
  const contract = { from: day('2024-01-01'), until: day('2026-06-30') }
  expect(await contractsOf(dyadId, { contract })).toEqual([contract])
})
