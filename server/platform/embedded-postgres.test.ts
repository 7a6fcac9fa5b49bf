import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { startEmbedded } from './embedded-postgres.ts'

test('a server that is killed comes back on the same socket, and stops when it is asked to', async () => {
  const home = mkdtempSync(join(tmpdir(), 'lianke-embedded-'))
  chmodSync(home, 0o755)
  const folder = join(home, 'postgres')
  const server = await startEmbedded({ folder, settings: { fsync: 'off' }, keepUp: true })
  const connection = { host: server.host, port: server.port, user: server.superuser, database: 'postgres', connectionTimeoutMillis: 500 }
  const pid = () => Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
  const before = pid()
  process.kill(before, 'SIGKILL')
  let answered = false
  for (let tries = 0; tries < 100 && !answered; tries++) {
    await wait(200)
    const client = new pg.Client(connection)
    client.on('error', () => {})
    answered = await client.connect().then(
      () => true,
      () => false,
    )
    if (answered) await client.end()
  }
  expect(answered).toBe(true)
  expect(pid()).not.toBe(before)
  await server.stop()
  await expect(new pg.Client(connection).connect()).rejects.toThrow()
  rmSync(home, { recursive: true, force: true })
}, 60_000)
