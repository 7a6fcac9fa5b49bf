// A process of its own for the engine's steps on a log: `value-ours.ts FILE`. Prints what was measured as one JSON object.
import { fitGammaGamma } from '#core/value/gamma-gamma.ts'
import { expectedOf, fitModel } from '#core/value/purchase-model.ts'
import { newPurchaseLogReader } from '#core/value/purchase-log-reader.ts'
import { decode } from '#server/intake/decode.ts'
import { readSample } from '#server/intake/read-records.ts'
import { feedLog } from '#cli/feed-log.ts'
import { bookOfLog } from '#cli/read-book.ts'
import { lastDay, mappingFor } from '#cli/read-log.ts'
import { type Measured, newSteps } from './value-steps.ts'

const [path = ''] = process.argv.slice(2)
const source = { name: path, path }
const { steps, run } = newSteps()

const reader = await run('parse', async () => {
  const { mapping } = mappingFor(source, await readSample(source), {}, true)
  const found = newPurchaseLogReader(mapping, { decode, until: Number.POSITIVE_INFINITY, needsAmount: true })
  await feedLog(source, mapping.dialect, found.scan, record => {
    const fault = found.take(record)
    if (fault) throw new Error(`the generated log holds a row that is none: ${fault.code}`)
  })
  return found
})
const { statistics, spend } = await run('statistics', () => {
  reader.customers.seal()
  const log = reader.log.finish(reader.customers.count())
  return bookOfLog({ log, customer: reader.customers.text, until: lastDay(log), hasAmounts: true, warnings: [] }, 'week')
})
const fitted = await run('bgnbd', () => fitModel(statistics, 'bgnbd', { unit: 'week' }))
if ('refusal' in fitted) throw new Error(`no fit: ${fitted.refusal.code}`)
await run('gammaGamma', () => fitGammaGamma(spend ?? { orders: [], meanSpend: [] }, { unit: 'week' }))
const expected = await run('expected52', () => expectedOf(fitted.fit, statistics, 52))

const sum = (values: Iterable<number>) => {
  let total = 0
  for (const value of values) total += value
  return total
}
const outcome = { customers: statistics.count, repeatOrders: sum(statistics.x), bgnbd: fitted.fit.logLikelihood, expected52: sum(expected) }
console.log(JSON.stringify({ steps, outcome } satisfies Measured))
