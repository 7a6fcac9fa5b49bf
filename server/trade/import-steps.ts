import { publishOwn, restoreOwn } from '#server/dyads/custom-import.sql.ts'
import {
  insertNewParties,
  type PartyShare,
  publishDyads,
  readPartyShares,
  settleSearch,
  updateChangedParties,
} from '#server/dyads/import-parties.sql.ts'
import { matchParties } from '#server/dyads/import-parties.ts'
import { matchRecords, publishRecords, readRecordDyads, undoRecords } from '#server/dyads/import-records.sql.ts'
import { setHiding } from '#server/dyads/import-search.sql.ts'
import { publishContacts } from '#server/dyads/import-contacts.sql.ts'
import { ensureAnonymousDyad, ensureOwnParty, findAnonymousDyad } from '#server/dyads/own-party.sql.ts'
import { discardParties, removeImportedContacts, removeImportedParties, restoreParties } from '#server/dyads/undo-parties.sql.ts'
import { type BucketRange, bucketRanges, type ImportScope, type ImportSteps, type ImportWork } from '#server/intake/import-work.ts'
import { preferHashing, preferIndexes, refreshStatistics, withoutWaitingForDisk } from '#server/intake/scope.sql.ts'
import { noteStep, readSteps } from '#server/intake/steps.sql.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { collectCategories, collectItems, matchCatalogue, resetCatalogue, updateCatalogue, writeCatalogue } from './import-catalogue.sql.ts'
import {
  compareFacts,
  deriveDeliveries,
  factKinds,
  hasStagedDeliveries,
  insertFacts,
  matchFacts,
  readReplacers,
  rejectHomelessFacts,
  replaceFacts,
  restoreFacts,
} from './import-facts.sql.ts'
import { countImport } from './count-import.ts'
import {
  addBareHeads,
  compareOrders,
  dropReplacedLines,
  fillCosts,
  groupOrders,
  hasAnonymousRows,
  insertLines,
  insertOrders,
  knowsItemCosts,
  knowsSource,
  readSuperseders,
  resetOrders,
  restoreOrders,
  supersedeOrders,
} from './import-orders.sql.ts'
import { readTouchedDyads, rebuildRollups } from './rollup.sql.ts'
import { factTableNames, removeFacts, removeImportedCatalogue, restoreCatalogue } from './undo-import.sql.ts'

/** Rows that one statement joins, sorts and writes: long enough to be worth planning, short enough that others do not wait. */
const rowsEach = 34_000
/** Parties that one statement writes with what they are found by. */
const partiesEach = 8_000
/** Statements at once: the machine's second core is used, and one is left for everybody else. */
const lanes = 2

/** Runs the work for each range, some at a time, in transactions of their own. */
async function eachRange<Range>(
  work: ImportWork,
  ranges: readonly Range[],
  run: (tx: Tx, range: Range) => Promise<void>,
  told: (done: number) => void,
): Promise<void> {
  const waiting = [...ranges]
  let done = 0
  const lane = async () => {
    for (let range = waiting.shift(); range; range = waiting.shift()) {
      work.signal.throwIfAborted()
      const at = range
      await inTenant(work.db, work.who, async tx => {
        await withoutWaitingForDisk(tx)
        await run(tx, at)
      })
      told(++done)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** Order lines that were staged, and how many files they came from, as the batches noted. */
async function stagedLines(tx: Tx, { scope }: ImportWork): Promise<{ lines: number; files: number }> {
  const noted = [...(await readSteps(tx, scope))].filter(([step]) => step.startsWith('lines:'))
  return { lines: noted.reduce((sum, [, rows]) => sum + rows, 0), files: noted.length }
}

async function match(work: ImportWork): Promise<void> {
  const { db, who, scope, report } = work
  const step = <T>(run: (tx: Tx) => Promise<T>) =>
    inTenant(db, who, async tx => {
      await preferHashing(tx)
      return await run(tx)
    })
  report('matching', 0, null)
  await step(tx => resetCatalogue(tx, scope))
  await step(tx => collectItems(tx, scope))
  await step(tx => collectCategories(tx, scope))
  await step(tx => matchCatalogue(tx, scope))
  await matchParties(work)
  await step(tx => matchRecords(tx, scope))
  const anonymousId = await step(tx => findAnonymousDyad(tx, scope.tenantId))
  await step(tx => resetOrders(tx, scope))
  const [counted, hasCosts] = [await step(tx => stagedLines(tx, work)), await step(tx => knowsItemCosts(tx, scope))]
  const hasDeliveries = await step(tx => hasStagedDeliveries(tx, scope))
  const ranges = bucketRanges(counted.lines, rowsEach * 2)
  if (counted.files > 1)
    await step(async tx => {
      for (const { fileNo, rows } of await dropReplacedLines(tx, scope)) await noteStep(tx, scope, `replaced:${fileNo}`, rows)
    })
  const matchRange = async (tx: Tx, range: BucketRange) => {
    if (hasCosts) await fillCosts(tx, scope, range)
    await groupOrders(tx, scope, range, anonymousId)
    await addBareHeads(tx, scope, range, anonymousId)
    await deriveDeliveries(tx, scope, range, hasDeliveries)
    await matchFacts(tx, scope, range, anonymousId)
  }
  await eachRange(work, ranges, matchRange, done => report('matching', done, ranges.length))
  await step(tx => rejectHomelessFacts(tx, scope))
  if (!(await step(tx => knowsSource(tx, scope)))) return
  await step(tx => compareOrders(tx, scope))
  for (const kind of factKinds) await step(tx => compareFacts(tx, scope, kind))
}

/** New parties share by share, then what belongs to all of them. */
async function writeParties(work: ImportWork): Promise<void> {
  const { db, who, scope } = work
  await inTenant(db, who, tx => setHiding(tx, scope, true))
  const ownPartyId = await inTenant(db, who, tx => ensureOwnParty(tx, scope.tenantId))
  const shares = await inTenant(db, who, tx => readPartyShares(tx, scope, partiesEach))
  const writeShare = (tx: Tx, share: PartyShare) => insertNewParties(tx, scope, ownPartyId, share)
  await eachRange(work, shares, writeShare, () => {})
  await inTenant(db, who, async tx => {
    await settleSearch(tx, scope)
    await writeCatalogue(tx, scope)
    await noteStep(tx, scope, 'parties', 1)
  })
}

async function write(work: ImportWork): Promise<void> {
  const { db, who, scope, report } = work
  const steps = await inTenant(db, who, tx => readSteps(tx, scope))
  if (!steps.has('parties')) await writeParties(work)
  const { lines } = await inTenant(db, who, tx => stagedLines(tx, work))
  const ranges = bucketRanges(lines, rowsEach)
  const openOf = (step: string) =>
    ranges.filter(({ from, to }) => !steps.has(`${step}:${from}-${to}`) && !steps.has(`written:${from}-${to}`))
  const note = (tx: Tx, step: string, { from, to }: BucketRange, rows: number) => noteStep(tx, scope, `${step}:${from}-${to}`, rows)
  const writeHeads = async (tx: Tx, range: BucketRange) => {
    await insertOrders(tx, scope, range)
    await note(tx, 'orders', range, 1)
  }
  await eachRange(work, openOf('orders'), writeHeads, () => {})
  // Each line looks up its order. Without knowing the table the planner takes an index that walks all orders of the customer for every line.
  await inTenant(db, who, tx => refreshStatistics(tx, ['sales_order', 'dyad', 'party']))
  const open = openOf('written')
  const writeRange = async (tx: Tx, range: BucketRange) => {
    const written = await insertLines(tx, scope, range)
    await insertFacts(tx, scope, range)
    await note(tx, 'written', range, written)
  }
  const before = ranges.length - open.length
  await eachRange(work, open, writeRange, done => report('writing', Math.round((lines * (before + done)) / ranges.length), lines))
  if (open.length > 0) await inTenant(db, who, tx => refreshStatistics(tx, ['order_line', 'delivery', 'payment', 'known_cost']))
}

async function publish(tx: Tx, { scope, report, signal }: ImportWork): Promise<void> {
  await preferHashing(tx)
  await supersedeOrders(tx, scope)
  await replaceFacts(tx, scope)
  await updateChangedParties(tx, scope)
  await publishContacts(tx, scope)
  await updateCatalogue(tx, scope)
  await publishDyads(tx, scope)
  await publishRecords(tx, scope)
  await publishOwn(tx, scope)
  await preferIndexes(tx)
  const touched = [...new Set([...(await readTouchedDyads(tx, scope.tenantId, scope.importId)), ...(await readRecordDyads(tx, scope))])]
  const told = (done: number) => {
    signal.throwIfAborted()
    report('totals', done, touched.length)
  }
  await rebuildRollups(tx, scope.tenantId, touched, told)
}

/** Undoing goes backwards: what came later is undone first. */
async function refuseLaterOnes(tx: Tx, scope: ImportScope): Promise<void> {
  const orders = await readSuperseders(tx, scope)
  const documents = await readReplacers(tx, scope)
  const importIds = [...new Set([...orders, ...documents].map(later => later.importId))]
  if (importIds.length === 0) return
  const count = orders.reduce((sum, later) => sum + later.orders, 0) + documents.reduce((sum, later) => sum + later.documents, 0)
  throw new Refusal(
    'conflict',
    [
      `之后的 ${importIds.length} 次导入已更新了本次导入的 ${count} 张单据。请先撤销那些导入，再撤销本次。`,
      `${importIds.length} later import(s) have replaced ${count} document(s) of this one. Undo those first, then this one.`,
    ],
    { imports: importIds },
  )
}

/** The import's state is no longer `published` when this is called: its own facts are out of sight already. */
async function undo(tx: Tx, work: ImportWork): Promise<void> {
  const { scope, report } = work
  await refuseLaterOnes(tx, scope)
  const touched = [...new Set([...(await readTouchedDyads(tx, scope.tenantId, scope.importId)), ...(await readRecordDyads(tx, scope))])]
  await preferHashing(tx)
  await restoreOwn(tx, scope)
  await undoRecords(tx, scope)
  await restoreOrders(tx, scope)
  await restoreFacts(tx, scope)
  await restoreParties(tx, scope)
  await restoreCatalogue(tx, scope)
  await removeImportedContacts(tx, scope)
  await removeImportedCatalogue(tx, scope)
  await preferIndexes(tx)
  await rebuildRollups(tx, scope.tenantId, touched, done => report('totals', done, touched.length))
  await removeImportedParties(tx, scope)
}

const removedEach = 20_000

async function discard({ db, who, scope, report }: ImportWork): Promise<void> {
  let gone = 0
  for (const table of factTableNames)
    for (let rows = removedEach; rows === removedEach; ) {
      rows = await inTenant(db, who, tx => removeFacts(tx, scope, table, removedEach))
      gone += rows
      report('removing', gone, null)
    }
  await inTenant(db, who, async tx => {
    await preferHashing(tx)
    await discardParties(tx, scope)
    await removeImportedCatalogue(tx, scope)
  })
}

/** What the rooms of parties and of trade do with an import. */
export const importSteps: ImportSteps = {
  prepare: async (tx, { scope }) => {
    if (await hasAnonymousRows(tx, scope)) await ensureAnonymousDyad(tx, scope.tenantId)
  },
  match,
  count: countImport,
  write,
  publish,
  refuseUndo: refuseLaterOnes,
  undo,
  discard,
}
