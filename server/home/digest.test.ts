import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from '#server/platform/database.ts'
import { openMail } from '#server/platform/mail.ts'
import { notify } from '#server/platform/notify.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { digestLetter } from './digest-letter.ts'
import { sendDigests } from './send-digests.ts'

let door: TestApp
let tenantId: string
let reader: Browser & { userId: string }
const letters: string[] = []
let isRefusing = false

/** A mail server of a few words on loopback: takes letters, or refuses them. */
function postOffice(): Server {
  return createServer(socket => {
    let letter: string | undefined
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 here')
    socket.on('data', data => {
      for (const line of data.toString().split('\r\n').slice(0, -1)) {
        if (letter !== undefined) {
          if (line !== '.') letter += `${line}\n`
          else {
            letters.push(letter)
            letter = undefined
            say('250 taken')
          }
        } else if (line === 'DATA') {
          letter = ''
          say('354 go on')
        } else if (line === 'QUIT') socket.end('221 bye\r\n')
        else say(isRefusing && line.startsWith('MAIL') ? '451 later' : '250 ok')
      }
    })
  })
}

const office = postOffice()
beforeAll(async () => {
  await new Promise<void>(resolve => office.listen(0, '127.0.0.1', resolve))
  door = await testApp()
  tenantId = await plantTenant(door)
  reader = await memberBrowser(door, tenantId)
})
afterAll(async () => {
  office.close()
  await door.close()
})

const noon = (day: string) => new Date(`${day}T12:00:00+08:00`)

async function look(day: string): Promise<number> {
  const smtp = { url: `smtp://127.0.0.1:${(office.address() as AddressInfo).port}`, from: 'lianke@example.com' }
  const config = { ...door.platform.config, smtp }
  const mail = openMail(config)
  if (mail === undefined) throw new Error('a server is set')
  return await sendDigests({ db: door.platform.db, now: () => noon(day), config }, mail, () => {})
}
const decoded = (letter: string | undefined) =>
  (letter ?? '')
    .split('\n\n')
    .map(part => (/^[A-Za-z0-9+/=\n]+$/.test(part.trim()) ? Buffer.from(part, 'base64').toString() : part))
    .join('\n')

test('who asks for it gets what is new once a day, and nothing twice', async () => {
  const tell = (about: string) =>
    inTenant(door.platform.db, { tenantId }, tx =>
      notify(tx, tenantId, [{ userId: reader.userId, kind: 'task_due', about, args: { title: `寄样品 ${about}` } }]),
    )
  await tell('一')
  expect(await look('2026-11-20')).toBe(0)
  await reader.call('PUT', '/api/digest', { isWanted: true })
  expect((await reader.call('GET', '/api/digest')).json()).toMatchObject({ isWanted: true, canSend: false })
  isRefusing = true
  expect(await look('2026-11-20')).toBe(0)
  isRefusing = false
  expect(await look('2026-11-20')).toBe(1)
  expect(decoded(letters[0])).toContain('任务到期：寄样品 一')
  expect(await look('2026-11-20')).toBe(0)
  await tell('二')
  expect(await look('2026-11-21')).toBe(1)
  expect(decoded(letters[1])).toContain('寄样品 二')
  expect(decoded(letters[1])).not.toContain('寄样品 一')
  await reader.call('POST', '/api/notifications/read', {})
  expect(await look('2026-11-22')).toBe(0)
  await reader.call('PUT', '/api/digest', { isWanted: false })
  await tell('三')
  expect(await look('2026-11-23')).toBe(0)
})

test('a name that looks like markup stays a name', () => {
  const news = {
    notificationId: '',
    kind: 'early_warning',
    args: {},
    dyadId: null,
    customerName: '<b>甲</b>',
    customerNameEn: null,
    createdAt: '',
    readAt: null,
  } as const
  const letter = digestLetter({ to: 'a@example.com', language: 'zh-CN', currency: 'CNY', work: [], news: [news], address: 'http://x/' })
  expect(letter?.html).toContain('&lt;b&gt;甲&lt;/b&gt;')
  expect(digestLetter({ to: 'a@example.com', language: 'en', currency: 'CNY', work: [], news: [], address: 'http://x/' })).toBeUndefined()
})
