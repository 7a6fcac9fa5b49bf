import { setImmediate as breath } from 'node:timers/promises'
import type pg from 'pg'
import { type ChurnKeeper, noteChurn, startChurn } from '#core/segments/churn-events.ts'
import { type FutureRun, futureRunOf, typeSharesOf } from '#core/segments/future-run.ts'
import { missingParts } from '#core/segments/because.ts'
import { customerTypes, lifecycleStages } from '#core/segments/grid.ts'
import { sharesOf } from '#core/segments/migration.ts'
import type { PlacedRun } from '#core/segments/place-book.ts'
import { never, none, type Run, stageRules } from '#core/segments/run.ts'
import { formatDay, lastDayOf, monthOf } from '#core/units/civil-day.ts'
import { rhythmOf } from '#core/value/rhythm.ts'
import { newId } from '#server/platform/ids.ts'
import type { EngineInput } from './engine-input.ts'
import { explain } from './explainer.ts'
import * as text from './engine-worker.sql.ts'
import { dayText, decimalText, type Field, isTold, placeFields, wholeText } from './placement-fields.ts'
import { cutsRecord, tableRecord } from './run-record.ts'
import { releaseCells } from './release-columns.ts'
import { measureOf, staysOf } from './stage-entries.ts'
import { churnRows, futureFieldsOf, writeModel } from './write-future.ts'

export type Writing = {
  readonly client: pg.ClientBase
  readonly tenantId: string
  readonly input: EngineInput
  readonly runs: Iterable<PlacedRun>
  readonly reason: string
  readonly authorId: string | null
  readonly jobId: string | null
  readonly report: (step: 'placing' | 'writing', done: number, total: number) => void
  /** Called where columns have just fallen out of use. */
  readonly betweenSteps: (thoroughly?: boolean) => void
}

/** What the later steps need of the runs that are written: four bytes a dyad and run, and the last run whole. */
type Written = {
  readonly runs: readonly Pick<Run, 'day' | 'type' | 'stage' | 'stageRule'>[]
  readonly last: PlacedRun
  /** Net contributions of the run a year before the last. */
  readonly yearAgo: Float64Array | undefined
  readonly churn: ChurnKeeper
  readonly future: FutureRun | null
}

async function inTransaction<T>({ client, tenantId }: Writing, work: () => Promise<T>): Promise<T> {
  await client.query(text.beginText(tenantId))
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

const rowsAtOnce = 1000
const rowsABreath = 200
/** Explanations are long: after so many, what has been sent is collected. */
const explainedABreath = 5000

/**
 * Writes rows as they are made, so many in a statement: each column goes as one array. The next rows are made while the database writes the last; a
 * breath now and then lets the socket take what is on its way.
 */
async function writeRows(client: pg.ClientBase, insert: { name: string; text: string }, rows: Iterable<readonly Field[]>): Promise<void> {
  let columns: Field[][] = []
  let underWay: Promise<unknown> = Promise.resolve()
  const send = async () => {
    await underWay
    if (columns.length > 0) underWay = client.query({ ...insert, values: columns })
    underWay.catch(() => {})
    columns = []
  }
  for (const row of rows) {
    if (columns.length === 0) columns = row.map(() => [])
    for (let column = 0; column < row.length; column++) (columns[column] as Field[]).push(row[column] as Field)
    const piled = (columns[0] as Field[]).length
    if (piled >= rowsAtOnce) await send()
    else if (piled % rowsABreath === 0) await breath()
  }
  await send()
  await underWay
}

const places = { name: 'write_places', text: text.writePlacesText }
const standings = { name: 'write_standings', text: text.writeStandingsText }
const churns = { name: 'write_churn', text: text.writeChurnText }
const stages = { name: 'write_stages', text: text.writeStagesText }

async function writeRun(writing: Writing, generation: number, placed: PlacedRun): Promise<void> {
  const { client, tenantId, input } = writing
  const { book, settings, factsHash } = input
  const { ground, run, before } = placed
  const asOf = formatDay(run.day)
  const isLast = placed.done === placed.total
  const frozen = isLast ? tableRecord(placed.frozen) : null
  const kind = run.month === null ? 'as_of' : 'month_end'
  function* rows() {
    for (let dyad = 0; dyad < book.keys.length; dyad++) {
      if (isLast && dyad % explainedABreath === 0) writing.betweenSteps()
      if (!isTold(run, dyad)) continue
      const because = isLast || run.move[dyad] !== none ? explain(input, placed, run, dyad) : undefined
      const shares = isLast ? typeSharesOf({ ground, run, frozen: placed.frozen }, dyad) : null
      yield [tenantId, book.keys[dyad] as string, String(generation), asOf, ...placeFields(run, dyad, before, because, shares)]
    }
  }
  await inTransaction(writing, async () => {
    const fixed = [
      tenantId,
      newId(),
      generation,
      asOf,
      kind,
      run.settingsVersion,
      run.shortWindow,
      run.provisional,
      run.ranked,
      run.tenantMu,
    ]
    const records = [cutsRecord(run, settings), frozen, sharesOf(run)].map(record => (record === null ? null : JSON.stringify(record)))
    await client.query(text.writeRunText, [...fixed, ...records, factsHash])
    await writeRows(client, places, rows())
  })
}

/** Writes every run as it is made. */
async function writeRuns(writing: Writing, generation: number): Promise<Written> {
  const runs: Written['runs'][number][] = []
  const { book } = writing.input
  const churn = startChurn(book.keys.length)
  const dayAgo = lastDayOf(monthOf(book.until) - 12)
  let [last, yearAgo]: [PlacedRun?, Float64Array?] = []
  for (const placed of writing.runs) {
    await writeRun(writing, generation, placed)
    noteChurn(churn, placed.run, placed.ground.orders)
    const { day, type, stage, stageRule, netContribution } = placed.run
    runs.push({ day, type, stage, stageRule })
    if (day === dayAgo) yearAgo = netContribution
    last = placed
    writing.report('placing', placed.done, placed.total)
    writing.betweenSteps()
  }
  if (last === undefined) throw new Error('a book without a run')
  // What was bought is the months' to know; what is to come is reckoned from when and for how much.
  releaseCells(book)
  return { runs, last, yearAgo, churn, future: futureRunOf(last.ground, last.run, last.frozen, { choice: writing.input.choice }) }
}

async function writeStages(writing: Writing, generation: number, { runs }: Written): Promise<void> {
  const { client, tenantId, input } = writing
  const { book, settings } = input
  const measure = measureOf(book, settings)
  function* rows() {
    for (let dyad = 0; dyad < book.keys.length; dyad++) {
      for (const stay of staysOf(runs, dyad, measure)) {
        const stage = [lifecycleStages[stay.stage] ?? null, stageRules[stay.rule] ?? null]
        const money = [wholeText(stay.netSales), wholeText(stay.netContribution)]
        yield [tenantId, book.keys[dyad] as string, String(generation), dayText(stay.entered), ...stage, dayText(stay.left), ...money]
      }
    }
  }
  await inTransaction(writing, () => writeRows(client, stages, rows()))
}

/** Where a value was first seen that has held to the last run: the index of that run. */
function sinceWhen(runs: Written['runs'], column: 'type' | 'stage', dyad: number): number {
  let since = runs.length - 1
  while (since > 0 && runs[since - 1]?.[column][dyad] === runs[since]?.[column][dyad]) since--
  return since
}

function* standingRows(
  { tenantId, input, betweenSteps }: Writing,
  generation: number,
  { runs, last, yearAgo, churn, future }: Written,
): Generator<Field[]> {
  const { book } = input
  const { ground, run: now, before, frozen } = last
  for (let dyad = 0; dyad < book.keys.length; dyad++) {
    if (dyad % explainedABreath === 0) betweenSteps()
    const since = sinceWhen(runs, 'type', dyad)
    const hasMoved = since > 0
    const demand = now.orders[dyad] === 0 ? null : rhythmOf(book, ground.orders, dyad, now.day, now.tenantMu).demand
    const first = last.firstOrder[dyad] as number
    yield [
      tenantId,
      book.keys[dyad] as string,
      String(generation),
      formatDay(now.day),
      ...placeFields(now, dyad, before, explain(input, last, now, dyad), typeSharesOf({ ground, run: now, frozen }, dyad)),
      hasMoved ? (customerTypes[runs[since - 1]?.type[dyad] as number] ?? null) : null,
      hasMoved ? dayText(runs[since]?.day) : null,
      now.stage[dyad] === none ? null : dayText(runs[sinceWhen(runs, 'stage', dyad)]?.day),
      wholeText(yearAgo?.[dyad]),
      first === never ? null : dayText(first),
      decimalText(demand?.adi, 3),
      decimalText(demand?.cv2, 4),
      demand?.class ?? null,
      ...futureFieldsOf(future, churn, dyad),
    ]
  }
}

/** What was lost, and what the future was reckoned with. */
async function writeLosses(writing: Writing, generation: number, { churn, future }: Written): Promise<void> {
  const { client, tenantId, input } = writing
  await inTransaction(writing, async () => {
    await writeModel(client, { tenantId, generation, settings: input.settings }, future)
    await writeRows(client, churns, churnRows(tenantId, generation, input.book, churn))
  })
}

/** The flip: the standings of all customers and the generation that readers see change in one transaction. */
async function flip(writing: Writing, generation: number, written: Written): Promise<void> {
  const { client, tenantId } = writing
  await inTransaction(writing, async () => {
    await client.query(text.clearStandingsText, [tenantId])
    await writeRows(client, standings, standingRows(writing, generation, written))
    await client.query(text.retireText, [tenantId])
    const { rowCount } = await client.query(text.flipText, [tenantId, generation, countPlaced(written.last.run)])
    if (rowCount !== 1) throw new Error('the generation that was being written is gone')
  })
}

/** Searches order customers by their new values. */
async function followValues(writing: Writing): Promise<void> {
  for (let pass = 0; pass < text.followPasses; pass++)
    await inTransaction(writing, async () => {
      await writing.client.query(text.hashedText)
      await writing.client.query(text.followValuesText, [writing.tenantId, pass])
    })
}

/** Removes what nobody reads any more: unfinished generations, and all older than the one before the current. */
export async function removeOutdated(client: pg.ClientBase, tenantId: string): Promise<void> {
  await client.query(text.beginText(tenantId))
  const { rows } = await client.query<{ generation: number }>(text.outdatedText, [tenantId])
  for (const { generation } of rows) for (const remove of text.removeGenerationTexts) await client.query(remove, [tenantId, generation])
  await client.query('commit')
}

const countPlaced = (run: Run): number => run.type.reduce((sum, type) => sum + (type === none ? 0 : 1), 0)

async function beginGeneration(writing: Writing): Promise<number> {
  const { client, tenantId, input } = writing
  const { book, settings, factsHash, isEmpty } = input
  const values = [
    tenantId,
    settings.version,
    JSON.stringify(settings),
    book.currency,
    formatDay(book.until),
    isEmpty ? null : formatDay(book.from),
    JSON.stringify({ ...book.sources, ...missingParts(book, settings) }),
    writing.reason,
    writing.authorId,
    factsHash,
    book.keys.length,
    writing.jobId,
  ]
  return await inTransaction(writing, async () => {
    const { rows } = await client.query<{ generation: number }>(text.beginGenerationText, values)
    return rows[0]?.generation ?? Number.NaN
  })
}

/** The steps after the runs: stages and standings. */
const stepsAfter = 3

/**
 * Writes runs as a new generation, each as it is made, and when all is there makes it the one that readers see. A process that dies before leaves the
 * old one as it was.
 */
export async function writeGeneration(writing: Writing): Promise<{ generation: number; placed: number; runs: number }> {
  const generation = await beginGeneration(writing)
  try {
    const written = await writeRuns(writing, generation)
    const told = (done: number) => {
      writing.betweenSteps(true)
      writing.report('writing', done, stepsAfter)
    }
    told(0)
    await writeStages(writing, generation, written)
    told(1)
    await writeLosses(writing, generation, written)
    told(2)
    await flip(writing, generation, written)
    await followValues(writing)
    return { generation, placed: countPlaced(written.last.run), runs: written.runs.length }
  } catch (error) {
    await removeOutdated(writing.client, writing.tenantId).catch(() => {})
    throw error
  }
}
