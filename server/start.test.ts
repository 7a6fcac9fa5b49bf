import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'lianke-start-'))
chmodSync(home, 0o755)
const data = join(home, 'data')
afterAll(() => rmSync(home, { recursive: true, force: true }))

type Started = { readonly child: ChildProcess; readonly said: () => string; readonly complained: () => string }

function start(env: Record<string, string> = {}): Started {
  const settings = { ...process.env, DATABASE_URL: '', DATABASE_OWNER_URL: '', LIANKE_DATA: data, PORT: '0', ...env }
  const child = spawn(process.execPath, ['server/main.ts', '--no-demo'], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] })
  const texts = { out: '', err: '' }
  child.stdout?.on('data', chunk => {
    texts.out += chunk
  })
  child.stderr?.on('data', chunk => {
    texts.err += chunk
  })
  return { child, said: () => texts.out, complained: () => texts.err }
}

async function address({ child, said, complained }: Started): Promise<string> {
  while (!said().includes('\n')) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${complained()}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return /http:\S+/.exec(said())?.[0] ?? ''
}

async function end({ child }: Started, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal)
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

test('the product starts on its own database, says one line, keeps what it was given, and leaves nothing running', async () => {
  const first = start()
  const url = await address(first)
  expect(first.said().trim().split('\n')).toHaveLength(1)
  const company = { name: '联客', baseCurrency: 'CNY', timeZone: 'Asia/Shanghai' }
  const administrator = { name: '张伟', email: 'zhang@example.com', password: 'a good password 1' }
  const made = await fetch(`${url}/api/company`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ company, administrator }),
  })
  expect(made.status).toBe(200)

  const second = start()
  await once(second.child, 'exit')
  expect(second.child.exitCode).toBe(1)
  expect(second.complained()).toContain('running already on the data folder')
  expect((await fetch(`${url}/api/health`)).status).toBe(200)

  expect(await end(first, 'SIGTERM')).toBe(0)
  expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false)

  const third = start()
  expect(await (await fetch(`${await address(third)}/api/session`)).json()).toEqual({ firstRun: false, session: null })
  await end(third, 'SIGKILL')
  const fourth = start()
  expect((await fetch(`${await address(fourth)}/api/health`)).status).toBe(200)
  expect(await end(fourth, 'SIGINT')).toBe(0)
  expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false)
  const lines = readFileSync(join(data, 'lianke.log'), 'utf8').trim().split('\n')
  const answered = lines.map(line => JSON.parse(line) as Record<string, unknown>).find(line => line.path === '/api/company')
  expect(answered).toMatchObject({ method: 'POST', status: 200, requestId: expect.any(String), msg: 'answered' })
  expect(lines.join('')).not.toContain('a good password')
})

test('settings that are wrong end it with 2 and a sentence for each', async () => {
  const wrong = start({ PORT: 'eighty', LOG_LEVEL: 'loud' })
  await once(wrong.child, 'exit')
  expect(wrong.child.exitCode).toBe(2)
  expect(wrong.complained()).toContain('PORT is "eighty"')
  expect(wrong.complained()).toContain('LOG_LEVEL is "loud"')
  expect(wrong.said()).toBe('')
})
