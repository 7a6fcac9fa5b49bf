import { spawn, spawnSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { isAlive } from './is-alive.ts'

test('we are alive; a process that has ended and numbers that are none are not', () => {
  expect(isAlive(process.pid)).toBe(true)
  expect(isAlive(spawnSync(process.execPath, ['-e', '']).pid)).toBe(false)
  for (const pid of [0, -1, 1.5, Number.NaN]) expect(isAlive(pid)).toBe(false)
})

test.skipIf(process.platform !== 'linux')('a process that nobody has buried yet is not alive', async () => {
  // The shell has given its place to a sleep, which never looks after the child it inherits, before that child ends.
  const shell = spawn('sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 20'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const said = await new Promise<string>(resolve => shell.stdout.once('data', chunk => resolve(String(chunk))))
  const pid = Number(said)
  for (let tries = 0; tries < 100 && isAlive(pid); tries++) await wait(20)
  expect(() => process.kill(pid, 0)).not.toThrow()
  expect(isAlive(pid)).toBe(false)
  shell.kill()
})
