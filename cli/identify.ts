import type { Language } from '#core/intake/reasons.ts'
import { todayIn } from '#server/value/as-of.ts'
import { answerOf } from './answer.ts'
import type { Command } from './command.ts'
import { gatherBook } from './gather-book.ts'
import { type IdentifyOptions, parseIdentify, settingsOf } from './identify-options.ts'
import { printJson } from './print-json.ts'
import { printTable } from './print-table.ts'
import { newProgress } from './progress.ts'
import { writeCsv } from './write-csv.ts'

const usage = {
  zh: `用法：lianke identify 文件 [更多文件] [选项]

不需要数据库：读入订单文件（CSV、gzip、.xlsx；一张宽表，或订单、订单明细、客户、产品等几张相关的表），
算出每个客户的净现金流贡献与潜力，定到九种类型之一，并说明依据。列名自动识别，也可以指定：

  --customer 列  --order 列  --line 列  --date 列  --quantity 列  --price 列  --discount 列
  --amount 列    --cost 列   --item 列  --category 列        列名，或从 1 起的列号
  --as-of 日期          截至日（默认：末单早于今天 45 天以上时取末单日，否则取今天）
  --currency 币种       ISO 代码，默认 CNY      --margin 0.25 | 25% | off   默认毛利率
  --settings 文件       估值设置（JSON）         --lang zh-CN | en
  --json                输出一个 JSON 对象       --csv 文件 | --html 文件    写成表格或带图报告

退出码：0 完成；2 文件或参数读不懂；3 每一行都被拒绝。`,
  en: `Usage: lianke identify FILE [more files] [options]

Needs no database: reads order files (CSV, gzip, .xlsx; one wide table, or related tables of orders, lines,
customers, items …), works out each customer's net contribution and potential, places it on one of the nine
types and says why. Columns are found by themselves; to name them:

  --customer COL  --order COL  --line COL  --date COL  --quantity COL  --price COL  --discount COL
  --amount COL    --cost COL   --item COL  --category COL       a heading, or a number from 1
  --as-of DATE          default: the last order when it is more than 45 days old, else today
  --currency CODE       ISO, default CNY        --margin 0.25 | 25% | off   gross margin assumed
  --settings FILE       valuation settings (JSON)    --lang zh-CN | en
  --json                prints one JSON object       --csv OUT | --html OUT  writes a table or a report with the map

Exit codes: 0 done; 2 input or arguments cannot be read; 3 every row is rejected.`,
}

async function show(options: IdentifyOptions, answer: ReturnType<typeof answerOf>): Promise<void> {
  const { form } = options
  if (form.kind === 'json') return printJson(answer, process.stdout)
  if (form.kind === 'csv') return writeCsv(answer, form.path)
  if (form.kind === 'html') return (await import('./write-report.ts')).writeReport(answer, form.path)
  return printTable(answer, process.stdout)
}

/** Values and places the customers of files. The clock is read here and nowhere below. */
async function run(args: readonly string[], language: Language): Promise<number> {
  const options = parseIdentify(args, language)
  const progress = newProgress(language)
  const gathered = await gatherBook(options, todayIn('Asia/Shanghai', new Date()), progress)
  const answer = answerOf(gathered, settingsOf(options, gathered.book.currency), language, progress)
  await show(options, answer)
  const { rows, accepted } = answer.counts
  return rows > 0 && accepted === 0 ? 3 : 0
}

export const command: Command = {
  summary: [
    '读订单文件，把客户定到九种类型（不需要数据库）',
    'reads order files and places their customers on the nine types (no database)',
  ],
  usage: [usage.zh, usage.en],
  run,
}
