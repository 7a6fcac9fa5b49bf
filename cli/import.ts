import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { pipeline } from 'node:stream/promises'
import type { Import } from '#contract/intake.ts'
import type { Language } from '#core/intake/reasons.ts'
import { targets } from '#core/intake/targets.ts'
import { buildApp, importEngineOf } from '#server/app.ts'
import { createImport, type IncomingFile } from '#server/intake/create-import.ts'
import { FileRefusal } from '#server/intake/file-refusal.ts'
import type { ImportCounts } from '#server/intake/import-work.ts'
import { mapImport } from '#server/intake/map-import.ts'
import { refuseIncomplete } from '#server/intake/start-import.ts'
import { readFirstAdministrator, readImportRow } from '#server/intake/imports.sql.ts'
import type { ImportEngine } from '#server/intake/import-run.ts'
import { discardImport, previewImport, publishImport } from '#server/intake/work-import.ts'
import type { Actor } from '#server/platform/audit.ts'
import { lockData } from '#server/platform/data-lock.ts'
import { inTenant } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { listTenants } from '#server/platform/installation-users.sql.ts'
import { openLog } from '#server/platform/log.ts'
import { openPlatform } from '#server/platform/open-platform.ts'
import { sizeOf } from '#server/intake/read-bytes.ts'
import { type Command, inWords, UsageError, type Words } from './command.ts'
import { readMappingFile, tellCounts } from './import-words.ts'
import { newProgress } from './progress.ts'
import { waitForJobs } from './wait-for-jobs.ts'
import { argumentsOf, type Opened, withInstallation } from './with-installation.ts'

const usage = {
  zh: `用法：lianke import 文件… [参数]
把一个或多个文件（CSV、.csv.gz、.xlsx）导入本机的联客数据库，以该企业第一位管理员的名义。

  --source 名称      来源系统的名称；同一来源内订单号不重复
  --currency 币种    没有写明币种的行用什么币种（ISO，例如 CNY）；空账套的本位币随之确定
  --mapping 文件     各列的含义，JSON：{"orders.csv": {"target": "order_lines", "columns": {"customer": "客户", "orderDate": 3}}}
  --date-order 顺序  ymd、mdy 或 dmy
  --with-tax 税率    价格和金额含税，税率如 0.13
  --dry-run          只试算，不写入
  --yes              试算后不再询问，直接发布
  --tenant 编号      有多家企业时指明其中一家`,
  en: `Usage: lianke import FILE... [arguments]
Imports one or several files (CSV, .csv.gz, .xlsx) into this machine's database, as the company's first administrator.

  --source NAME      the system the files come from; order numbers are unique within it
  --currency CUR     currency of rows that name none (ISO, such as CNY); decides the base currency of an empty company
  --mapping FILE     what the columns mean, JSON: {"orders.csv": {"target": "order_lines", "columns": {"customer": "Client", "orderDate": 3}}}
  --date-order ORDER ymd, mdy or dmy
  --with-tax RATE    prices and amounts include tax at this rate, such as 0.13
  --dry-run          says what would happen and writes nothing
  --yes              publishes without asking after the dry run
  --tenant ID        which company, where there are several`,
}

const options = {
  source: { type: 'string' },
  currency: { type: 'string' },
  mapping: { type: 'string' },
  'date-order': { type: 'string' },
  'with-tax': { type: 'string' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean' },
  tenant: { type: 'string' },
} as const

type Given = { [K in keyof typeof options]?: ((typeof options)[K]['type'] extends 'boolean' ? boolean : string) | undefined }

/** The first administrator of the one company, or of the one that was named. */
async function actorOf({ db }: Opened, tenant: string | undefined): Promise<Actor> {
  const tenants = await listTenants(db)
  if (tenants.length === 0)
    throw new UsageError(
      '这里还没有企业：请先运行 npm start，在浏览器里创建。',
      'There is no company here yet: run npm start and create it in the browser.',
    )
  const tenantId = tenant ?? (tenants.length === 1 ? tenants[0] : undefined)
  if (tenantId === undefined || !tenants.includes(tenantId))
    throw new UsageError(
      `请用 --tenant 指明企业：${tenants.join('、')}（lianke user list 可查看）。`,
      `Name the company with --tenant: ${tenants.join(', ')} (lianke user list shows them).`,
    )
  const userId = await inTenant(db, { tenantId }, tx => readFirstAdministrator(tx, tenantId))
  return { tenantId, userId, userAgent: 'lianke import' }
}

async function copyIn(path: string, folder: string, at: number): Promise<IncomingFile> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new FileRefusal('not_found', { file: path })
  const hash = createHash('sha256')
  const target = join(folder, String(at))
  const file = createReadStream(path)
  file.on('data', chunk => hash.update(chunk))
  await pipeline(file, createWriteStream(target, { mode: 0o600 }))
  return { name: basename(path), path: target, bytes: found.size, sha256: hash.digest('hex') }
}

function settingsOf(given: Given): NonNullable<Parameters<typeof mapImport>[3]['settings']> {
  const order = given['date-order']
  if (order !== undefined && !['ymd', 'mdy', 'dmy'].includes(order))
    throw new UsageError('--date-order 只能是 ymd、mdy 或 dmy。', '--date-order is ymd, mdy or dmy.')
  const rate = given['with-tax']
  if (rate !== undefined && !/^0(\.\d{1,6})?$/.test(rate))
    throw new UsageError('--with-tax 是 0.13 这样的小数。', '--with-tax is a fraction such as 0.13.')
  if (given.currency !== undefined && !/^[A-Z]{3}$/.test(given.currency))
    throw new UsageError('--currency 是三个大写字母的 ISO 代码，例如 CNY。', '--currency is an ISO code of three capitals, such as CNY.')
  return {
    ...(given.currency === undefined ? {} : { currency: given.currency }),
    ...(order === undefined ? {} : { dateOrder: order as 'ymd' }),
    ...(rate === undefined ? {} : { taxIncluded: true, taxRate: rate }),
  }
}

async function take(engine: ImportEngine, actor: Actor, paths: readonly string[], given: Given): Promise<Import> {
  const folder = join(engine.data, 'uploads', newId())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    const files: IncomingFile[] = []
    for (const [at, path] of paths.entries()) files.push(await copyIn(path, folder, at))
    const created = await createImport(engine, actor, { files, ...(given.source === undefined ? {} : { source: given.source }) })
    const settings = settingsOf(given)
    const choices = given.mapping === undefined ? undefined : await readMappingFile(given.mapping, created)
    if (Object.keys(settings).length === 0 && choices === undefined) return created
    return await mapImport(engine, actor, created.importId, { settings, ...(choices ? { files: choices } : {}) })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function tellMapping({ mapping }: Import, language: Language): void {
  const name = (target: keyof typeof targets) => (language === 'en' ? targets[target].en : targets[target].zh)
  for (const file of mapping) {
    const fields = file.columns.flatMap(({ heading, role }) => (role === null ? [] : [`${role}=${heading}`])).join(' ')
    const what = file.target === null ? inWords(['放在一边', 'put aside'], language) : name(file.target)
    process.stderr.write(`${file.name}: ${what}  ${fields}\n`)
    for (const question of file.questions) process.stderr.write(`  ! ${language === 'en' ? question.en : question.zh}\n`)
    if (file.error) process.stderr.write(`  ! ${language === 'en' ? file.error.en : file.error.zh}\n`)
  }
}

const stepWords: Readonly<Record<string, Words>> = {
  reading: ['读取', 'Reading'],
  matching: ['比对', 'Matching'],
  writing: ['写入', 'Writing'],
  totals: ['汇总', 'Totals'],
  removing: ['清理', 'Removing'],
}

async function isWanted(language: Language): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UsageError(
      '不在终端中运行时，请加 --yes 发布，或加 --dry-run 只试算。',
      'Not on a terminal: add --yes to publish, or --dry-run to only try.',
    )
  const ask = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await ask.question(inWords(['发布吗？[y/N] ', 'Publish? [y/N] '], language))
  ask.close()
  return /^(y|是)/i.test(answer.trim())
}

async function work(opened: Opened, paths: readonly string[], given: Given, language: Language): Promise<number> {
  const actor = await actorOf(opened, given.tenant)
  const { config, installation } = opened
  const log = openLog(config.logLevel, config.log)
  const { platform, close } = openPlatform({ config, runtime: installation.runtime, log })
  const app = await buildApp(platform)
  const engine = importEngineOf(platform)
  try {
    const found = await take(engine, actor, paths, given)
    tellMapping(found, language)
    const counts = await runThrough(engine, actor, found.importId, given, language)
    if (counts === undefined) return 0
    await recalculate(platform, config, actor, language)
    return counts.accepted + counts.unchanged === 0 ? 3 : 0
  } finally {
    await app.close()
    await close()
  }
}

/** Dry run, question, publishing. Undefined where nothing was published. */
async function runThrough(
  engine: ImportEngine,
  actor: Actor,
  importId: string,
  given: Given,
  language: Language,
): Promise<ImportCounts | undefined> {
  const progress = newProgress(language)
  const stop = new AbortController()
  const onInterrupt = () => stop.abort('cancel')
  process.once('SIGINT', onInterrupt)
  const report = ({ step = '', done = 0, total = 0 }: { step?: string; done?: number; total?: number | null }) =>
    progress.show(stepWords[step] ?? [step, step], total ? done / total : 0, '')
  const run = { actor, importId, signal: stop.signal, report }
  try {
    const who = { tenantId: actor.tenantId, ...(actor.userId === undefined ? {} : { userId: actor.userId }) }
    const stored = await inTenant(engine.db, who, tx => readImportRow(tx, actor.tenantId, importId))
    if (stored) refuseIncomplete(stored)
    if (given['dry-run'] || !given.yes) {
      const preview = await previewImport(engine, run)
      progress.clear()
      tellCounts(preview, 'preview', language)
      if (given['dry-run'] || !(await isWanted(language))) {
        await discardImport(engine, run)
        return undefined
      }
    }
    const counts = await publishImport(engine, run)
    progress.clear()
    tellCounts(counts, 'published', language)
    return counts
  } catch (error) {
    progress.clear()
    if (stop.signal.aborted) throw new UsageError('已取消，没有写入任何内容。', 'Cancelled: nothing was written.')
    throw error
  } finally {
    process.off('SIGINT', onInterrupt)
  }
}

/** Where the product runs, it computes the map; else this command does, so that the map is finished when it ends. */
async function recalculate(
  platform: Parameters<typeof waitForJobs>[0],
  config: Opened['config'],
  actor: Actor,
  language: Language,
): Promise<void> {
  let unlock: () => Promise<void>
  try {
    unlock = lockData(config)
  } catch {
    return
  }
  const progress = newProgress(language)
  try {
    await platform.jobs.start()
    await waitForJobs(platform, actor.tenantId, (done, total) =>
      progress.show(['计算价值地图', 'Computing the map'], total ? done / total : 0, ''),
    )
  } finally {
    progress.clear()
    await unlock()
  }
}

export const command: Command = {
  summary: ['导入订单、客户等文件', 'imports files of orders, customers and more'],
  usage: [usage.zh, usage.en],
  run: async (args, language) => {
    const { positionals, values } = argumentsOf(args, options)
    if (positionals.length === 0)
      throw new UsageError('请给出至少一个文件；加 --help 看用法。', 'Name at least one file; add --help for the usage.')
    for (const path of positionals) await sizeOf({ name: path, path })
    return await withInstallation(opened => work(opened, positionals, values, language))
  },
}
