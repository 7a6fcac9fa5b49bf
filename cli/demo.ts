import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { csvOf } from '#core/demo/csv.ts'
import { type DemoOptions, generate } from '#core/demo/generate.ts'
import { type CivilDay, lastDayOf, monthOf, parseDay } from '#core/units/civil-day.ts'
import { importEngineOf } from '#server/app.ts'
import { loadDemo, untilMapped } from '#server/demo/load-demo.ts'
import { settleDemo } from '#server/demo/settle-demo.ts'
import { todayIn } from '#server/value/as-of.ts'
import { type Command, inWords, UsageError } from './command.ts'
import { argumentsOf } from './with-installation.ts'
import { withPlatform } from './with-platform.ts'

const usage = {
  zh: `用法：lianke demo [--customers 600] [--seed 1] [--end 2026-10-31] [--out 文件夹]

生成演示公司：一家虚构的华东轴承与传动件厂，三年交易；加 --lang en 则以英文书写。默认装入空的数据（LIANKE_DATA 或 DATABASE_URL），并算好价值地图；
加 --out 则只写出 CSV 文件，不碰数据库。同样的语言、--seed 和 --end 得到完全相同的文件；--customers 可以放大到十万家。`,
  en: `Usage: lianke demo [--customers 600] [--seed 1] [--end 2026-10-31] [--out FOLDER]

Makes the demo company: an invented maker of bearings and drive parts in East China, with three years of trade, written in the language of --lang. It is loaded into an empty
installation (LIANKE_DATA or DATABASE_URL) and its value map drawn; with --out it is written as CSV files and no database is touched. The same
language, --seed and --end give the same bytes; --customers may be raised to 100,000.`,
}

function wholeNumber(name: string, given: string | undefined, usual: number, max: number): number {
  const value = given === undefined ? usual : Number(given)
  if (Number.isInteger(value) && value >= 1 && value <= max) return value
  throw new UsageError(`--${name} 应是 1 到 ${max} 的整数。`, `--${name} must be a whole number from 1 to ${max}.`)
}

function endOf(given: string | undefined): CivilDay {
  const today = todayIn('Asia/Shanghai', new Date())
  const end = given === undefined ? lastDayOf(monthOf(today) - 1) : parseDay(given)
  if (end !== undefined) return end
  throw new UsageError('--end 应是日期，如 2026-10-31。', '--end must be a date, 2026-10-31.')
}

async function writeFiles(folder: string, options: DemoOptions): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const table of generate(options).tables)
    await pipeline(Readable.from(csvOf(table)), createWriteStream(join(folder, `${table.name}.csv`)))
}

async function load(options: DemoOptions): Promise<readonly [string, string]> {
  return await withPlatform(async platform => {
    const engine = { ...importEngineOf(platform), jobs: platform.jobs }
    const login = await loadDemo(engine, options)
    if (login === undefined)
      throw new UsageError(
        '这里已有企业数据；演示公司只装入空的数据，请用 LIANKE_DATA 指定另一个文件夹。',
        'There is a company here already: the demo goes into an empty installation. Name another folder with LIANKE_DATA.',
      )
    await untilMapped(engine, platform.log, true, 3600)
    await settleDemo(platform, options)
    await untilMapped(engine, platform.log, true, 3600)
    return [`演示公司已就绪：${login.email} / ${login.password}`, `The demo company is ready: ${login.email} / ${login.password}`]
  })
}

export const command: Command = {
  summary: ['生成演示公司（可放大）', 'makes the demo company (of any size)'],
  usage: [usage.zh, usage.en],
  run: async (args, language) => {
    const { values } = argumentsOf(args, {
      customers: { type: 'string' },
      seed: { type: 'string' },
      end: { type: 'string' },
      out: { type: 'string' },
    })
    const options = {
      seed: wholeNumber('seed', values.seed, 1, 2 ** 31 - 1),
      endDate: endOf(values.end),
      customers: wholeNumber('customers', values.customers, 600, 1_000_000),
      language,
    }
    if (values.out !== undefined) {
      await writeFiles(values.out, options)
      console.log(inWords([`已写入 ${values.out}。`, `Written to ${values.out}.`], language))
      return 0
    }
    console.log(inWords(await load(options), language))
    return 0
  },
}
