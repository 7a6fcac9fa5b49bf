import { expect } from 'vitest'
import type { Task } from '#contract/activities/task.ts'
import type { CustomerPlays } from '#contract/strategy/hygiene.ts'
import type { RunWhole } from '#contract/strategy/play-run.ts'
import type { Play } from '#contract/strategy/play.ts'
import { isHeldOut } from '#core/strategy/hold-out.ts'
import { type Browser, memberBrowser, plantTenant, testApp } from './app.ts'
import { query } from './database.ts'

export type PlayUsed = Play & { expected: object; use: { open: number; done: number; plannedMinor: number; bookedMinor: number } }
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
type Refused = { readonly status: number; readonly message: string; readonly obstacle: string | undefined }

/** Calls that must succeed. */
export async function ask<T>(browser: Browser, method: Method, url: string, body?: object): Promise<T> {
  const answer = await browser.call(method, url, body)
  expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(200)
  return answer.json() as T
}

export const at = (dyadId: string) => `/api/customers/${dyadId}`

/** A firm whose administrator starts plays, on Monday, 2 March 2026; its clock can be set. */
export async function openPlayDoor() {
  const clock = { now: new Date('2026-03-02T02:00:00Z') }
  const door = await testApp({ now: () => clock.now })
  const tenantId = await plantTenant(door)
  const boss = await memberBrowser(door, tenantId)

  const place = (dyadId: string, type: string) =>
    query(
      door.database.admin,
      `insert into app.customer_standing (tenant_id, dyad_id, generation, as_of, type, net_contribution_minor, net_contribution_state, net_sales_minor, data_confidence,
         is_provisional, is_dormant, is_below_zero, is_overridden, orders, headroom, last_order, stage, tier)
       values ($1, $2, 1, '2026-03-01', $3, 1000000, 'measured', 4000000, 1, false, false, false, false, 9, 70, '2026-01-01', 'maturity', 'mvc')`,
      [tenantId, dyadId, type],
    )

  const refused = async (method: Method, url: string, body?: object): Promise<Refused> => {
    const answer = await boss.call(method, url, body)
    const { message, details } = answer.json() as { message: string; details?: { obstacle?: string } }
    return { status: answer.statusCode, message, obstacle: details?.obstacle }
  }

  /** A customer of a type, as the map would have placed it, that is not held out of the play. */
  const customer = async (name: string, type: string | null, play?: Play): Promise<string> => {
    for (let tries = 0; tries < 50; tries++) {
      const body = { name: `${name}${tries || ''}`, duplicateReason: '测试' }
      const { dyadId } = await ask<{ dyadId: string }>(boss, 'POST', '/api/customers', body)
      if (play !== undefined && isHeldOut(tenantId, play.key, dyadId, play.holdoutShare)) continue
      if (type !== null) await place(dyadId, type)
      return dyadId
    }
    throw new Error('every customer is held out')
  }

  const plays = async () => (await ask<{ rows: PlayUsed[] }>(boss, 'GET', '/api/plays')).rows
  const play = async (key: string): Promise<PlayUsed> => {
    const found = (await plays()).find(each => each.key === key)
    if (found === undefined) throw new Error(`no play ${key}`)
    return found
  }
  const offers = (dyadId: string) => ask<CustomerPlays>(boss, 'GET', `${at(dyadId)}/plays`)
  const start = (dyadId: string, playId: string, more: object = {}) =>
    ask<RunWhole>(boss, 'POST', `${at(dyadId)}/play-runs`, { playId, checked: true, ...more })
  const tasksOf = async (dyadId: string) => (await ask<{ rows: Task[] }>(boss, 'GET', `/api/tasks?whose=all&dyadId=${dyadId}`)).rows
  const close = (task: Task, state = 'done') => ask<Task>(boss, 'PATCH', `/api/tasks/${task.taskId}`, { state, version: task.version })
  return { clock, door, tenantId, boss, place, refused, customer, plays, play, offers, start, tasksOf, close }
}
