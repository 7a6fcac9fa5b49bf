import { setTimeout as wait } from 'node:timers/promises'
import { type DemoOptions, generate } from '#core/demo/generate.ts'
import type { DemoTable } from '#core/demo/tables.ts'
import { tradeTables } from '#core/demo/trade-tables.ts'
import { importTables } from '#server/intake/import-tables.ts'
import type { ImportEngine } from '#server/intake/import-run.ts'
import { discardImport } from '#server/intake/work-import.ts'
import { inTenant, type Tx, type Who } from '#server/platform/database.ts'
import { hasTenant } from '#server/platform/identity.sql.ts'
import type { Log } from '#server/platform/log.ts'
import { todayIn } from '#server/value/as-of.ts'
import { findDemo, giveToOwners, hasMap, markAsDemo, type NameTable, readDemoImports, writeEnglishNames } from './demo.sql.ts'
import { type Both, demoLogin, foundDemo } from './found-demo.ts'
import { loadDesk } from './load-desk.ts'

/** The system that the demo's facts are said to come from. */
const source = 'demo'
const batch = 2000

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

async function finish(engine: ImportEngine, who: Who, { en }: Both): Promise<void> {
  await inTenant(engine.db, who, async tx => {
    await giveToOwners(tx, who.tenantId)
    for (const table of en.tables) {
      const into = named[table.name]
      if (into !== undefined) await writeNames(tx, who.tenantId, into, table)
    }
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

/** People work on for some weeks after the last month of trade that is known, not for years after an old one. */
const mostDaysAfter = 62
const zone = 'Asia/Shanghai'

function workedUntil(now: Date, endDate: number): number {
  return Math.max(endDate, Math.min(todayIn(zone, now), endDate + mostDaysAfter))
}

/**
 * Sees to it that the demo company is there, with its facts, owners and names in both languages; what was begun and cut short is finished. Leaves an
 * installation alone that has a company of its own. Firms come first, then what people did with them, then the trade, so that values are reckoned
 * once and with everything. Answers how to sign in, or undefined where there is no demo.
 */
export async function loadDemo(engine: ImportEngine, options: Omit<DemoOptions, 'language'>): Promise<typeof demoLogin | undefined> {
  const found = await findDemo(engine.db, demoLogin.email)
  if (found?.finished) return demoLogin
  if (found === undefined && (await hasTenant(engine.db))) return undefined
  const both: Both = { zh: generate({ ...options, language: 'zh-CN' }), en: generate({ ...options, language: 'en' }) }
  const who = found ?? (await foundDemo(engine.db, both))
  const currency = both.zh.company.currency
  const isTrade = (table: DemoTable) => tradeTables.includes(table.name)
  const imported = await countImported(engine, who)
  if (imported < 1) await importTables(engine, who, { source, currency, tables: both.zh.tables.filter(table => !isTrade(table)) })
  await loadDesk(engine.db, who, { ...options, language: 'zh-CN', today: workedUntil(engine.now(), options.endDate) })
  if (imported < 2) await importTables(engine, who, { source, currency, tables: both.zh.tables.filter(isTrade) })
  await finish(engine, who, both)
  return demoLogin
}

/** Waits until the demo's map is drawn, so that the first look is not an empty one; goes on after a while all the same. */
export async function untilMapped(engine: Pick<ImportEngine, 'db'>, log: Log, maxSeconds = 120): Promise<void> {
  const found = await findDemo(engine.db, demoLogin.email)
  if (found === undefined) return
  for (let tries = 0; tries < maxSeconds * 10; tries++) {
    if (await inTenant(engine.db, found, tx => hasMap(tx, found.tenantId))) return
    await wait(100)
  }
  log.warn('the demo company has no map yet')
}
