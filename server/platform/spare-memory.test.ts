import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { canSpare } from './spare-memory.ts'

/** A process that has grown, let go of nearly all, and goes on making small garbage. Answers what is resident then, in MB. */
const grown = (above: number) => `
  import { setTimeout as wait } from 'node:timers/promises'
  import { sparingMemory } from '${new URL('./spare-memory.ts', import.meta.url).href}'
  const kept = []
  await sparingMemory(async () => {
    let large = new Map()
    for (let each = 0; each < 800_000; each++) large.set('key ' + each, { each, list: [each] })
    large = null
    await wait(1200)
    for (let round = 0; round < 200; round++) {
      for (let each = 0; each < 5000; each++) kept[(round % 20) * 5000 + each] = { each, text: 'text ' + round + each }
      await wait(5)
    }
  }, ${above})
  console.log(Math.round(process.memoryUsage.rss() / 2 ** 20))`

const residentMb = (above: number) =>
  Number(execFileSync(process.execPath, ['--max-semi-space-size=2', '--input-type=module', '-e', grown(above)], { encoding: 'utf8' }))

test.runIf(canSpare)('a process that is large gives back what its work no longer uses, while the work goes on', () => {
  const [spared, left] = [residentMb(0), residentMb(Number.POSITIVE_INFINITY)]
  expect(spared).toBeLessThan(150)
  expect(left).toBeGreaterThan(spared + 60)
})
