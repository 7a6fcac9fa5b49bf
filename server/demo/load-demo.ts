import { setTimeout as wait } from 'node:timers/promises'
import { type DemoOptions, generate } from '#core/demo/generate.ts'
import { plantedPlay } from '#core/demo/planted.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { DemoTable } from '#core/demo/tables.ts'
import { tradeTables } from '#core/demo/trade-tables.ts'
import { isHeldOut } from '#core/strategy/hold-out.ts'
import { importTables } from '#server/intake/import-tables.ts'
import type { ImportEngine } from '#server/intake/import-run.ts'
import { discardImport } from '#server/intake/work-import.ts'
import type { Platform } from '#server/platform/context.ts'
import { inTenant, type Tx, type Who } from '#server/platform/database.ts'
import { hasTenant } from '#server/platform/identity.sql.ts'
import type { Log } from '#server/platform/log.ts'
import { indexAll } from '#server/platform/search-entry.sql.ts'
import { inferStates, readFirm, settleSheetEvidence } from '#server/relationships/infer-relationship.ts'
import { settleSurveys } from '#server/relationships/settle-survey.ts'
import { todayIn } from '#server/value/as-of.ts'
import {
  findDemo,
  giveToOwners,
  hasMap,
  isAtRest,
  markAsDemo,
  type NameTable,
  readAnswerers,
  readDemoImports,
  readSheetOwners,
  writeEnglishNames,
} from './demo.sql.ts'
import { readDeskIds } from './desk.sql.ts'
import { type Both, demoLogin, foundDemo } from './found-demo.ts'
import { loadDesk } from './load-desk.ts'

export type DemoEngine = ImportEngine & Pick<Platform, 'jobs'>

/** The system that the demo's facts are said to come from. */
const source = 'demo'
const batch = 2000
const zone = 'Asia/Shanghai'

const named: Readonly<Partial<Record<DemoTable['name'], NameTable>>> = {
  categories: 'item_category',
  items: 'item',
  customers: 'party_of_customer',
  suppliers: 'party_of_supplier',
  carriers: 'party_of_supplier',
}

/** The English names of a table in batches: code in its first column, name in its second. */
async function writeNames(tx: Tx, tenantId: string, into: NameTable, table: DemoTable): Promise<void> {
  let codes: string[] = []
  let names: string[] = []
  for (const [code = '', name = ''] of table.rows()) {
    codes.push(code)
    names.push(name)
    if (codes.length < batch) continue
    await writeEnglishNames(tx, tenantId, into, codes, names)
    codes = []
    names = []
  }
  if (codes.length > 0) await writeEnglishNames(tx, tenantId, into, codes, names)
}

/** What the sheets of switching cost say of loyalty stands before the values are reckoned, which otherwise would be reckoned twice. */
async function settleSheets(tx: Tx, who: Who, now: Date): Promise<void> {
  const owners = await readSheetOwners(tx, who.tenantId)
  const firm = await readFirm(tx, who.tenantId, now)
  await settleSheetEvidence(tx, who, await inferStates(tx, who.tenantId, firm, owners), firm.days.today)
}

/** What was answered speaks before the values are reckoned too. */
async function settleAnswers(tx: Tx, { jobs, now }: DemoEngine, who: Who): Promise<void> {
  const settling = { tenantId: who.tenantId, today: formatDay(todayIn(zone, now())), now: now(), jobs, revalue: async () => 'later' }
  for (const dyadId of await readAnswerers(tx, who.tenantId)) await settleSurveys(tx, settling, dyadId)
}

async function finish(engine: DemoEngine, who: Who, { en }: Both, language: DemoOptions['language']): Promise<void> {
  await inTenant(engine.db, who, async tx => {
    await giveToOwners(tx, who.tenantId)
    // A firm that writes English has no second names.
    for (const table of language === 'en' ? [] : en.tables) {
      const into = named[table.name]
      if (into !== undefined) await writeNames(tx, who.tenantId, into, table)
    }
    await indexAll(tx, who.tenantId)
    await settleSheets(tx, who, engine.now())
    await settleAnswers(tx, engine, who)
    await markAsDemo(tx, who.tenantId)
  })
}

/** What a start that was cut short had begun is thrown away. Answers how many imports are there. */
async function countImported(engine: ImportEngine, who: { tenantId: string; userId: string }): Promise<number> {
  const imports = await inTenant(engine.db, who, tx => readDemoImports(tx, who.tenantId, source))
  for (const { importId, state } of imports.filter(row => row.state !== 'published' && row.state !== 'cancelled'))
    await discardImport(engine, { actor: who, importId, signal: new AbortController().signal, report: () => {} }).catch(error =>
      engine.log.warn({ err: error, importId, state }, 'demo import left over'),
    )
  return imports.filter(row => row.state === 'published').length
}

/** With whom the planted play works: all that its lot does not hold back. */
async function plantedIn(tx: Tx, tenantId: string): Promise<(code: string) => boolean> {
  const { dyads } = await readDeskIds(tx, tenantId)
  return code => !isHeldOut(tenantId, plantedPlay.key, dyads.get(code) ?? '', plantedPlay.holdoutShare)
}

/** People work on for some weeks after the last month of trade that is known, not for years after an old one. */
const mostDaysAfter = 62

/** The day up to which people of the demo have worked. */
export function workedUntil(now: Date, endDate: number): number {
  return Math.max(endDate, Math.min(todayIn(zone, now), endDate + mostDaysAfter))
}

/**
 * Sees to it that the demo company is there, written in the language of the options, with its facts, owners and English names beside Chinese ones; what was begun and cut short is finished. Leaves an
 * installation alone that has a company of its own. Firms come first, then what people did with them, then the trade, so that values are reckoned
 * once and with everything. Answers how to sign in, or undefined where there is no demo.
 */
export async function loadDemo(engine: DemoEngine, options: DemoOptions): Promise<typeof demoLogin | undefined> {
  const found = await findDemo(engine.db, demoLogin.email)
  if (found?.finished) return demoLogin
  if (found === undefined && (await hasTenant(engine.db))) return undefined
  const both: Both = { zh: generate({ ...options, language: 'zh-CN' }), en: generate({ ...options, language: 'en' }) }
  const spoken = options.language === 'en' ? both.en : both.zh
  const who = found ?? (await foundDemo(engine.db, both, options.language))
  const { currency } = spoken.company
  const isTrade = (table: DemoTable) => tradeTables.includes(table.name)
  const imported = await countImported(engine, who)
  if (imported < 1) await importTables(engine, who, { source, currency, tables: spoken.tables.filter(table => !isTrade(table)) })
  const lived = { ...options, isPlanted: await inTenant(engine.db, who, tx => plantedIn(tx, who.tenantId)) }
  await loadDesk(engine.db, who, { ...lived, today: workedUntil(engine.now(), options.endDate) })
  if (imported < 2) await importTables(engine, who, { source, currency, tables: generate(lived).tables.filter(isTrade) })
  await finish(engine, who, both, options.language)
  return demoLogin
}

/**
 * Waits until the demo's map is drawn, so that the first look is not an empty one; goes on after a while all the same. A new demo is waited for until
 * all work on it is done; of one that was there before, work that was broken off goes on behind the map that it has.
 */
export async function untilMapped(engine: Pick<ImportEngine, 'db'>, log: Log, isNew: boolean, maxSeconds = 120): Promise<void> {
  const found = await findDemo(engine.db, demoLogin.email)
  if (found === undefined) return
  for (let tries = 0; tries < maxSeconds * 10; tries++) {
    if (await inTenant(engine.db, found, tx => (isNew ? isAtRest : hasMap)(tx, found.tenantId))) return
    await wait(100)
  }
  log.warn('the demo company has no map yet')
}
