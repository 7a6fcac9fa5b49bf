import type { Language } from '#core/intake/reasons.ts'
import type { Command } from './command.ts'
import { UsageError } from './command.ts'
import { fitFile } from './model-fit.ts'
import { modelChoices, type ModelOptions, type ModelTask, modelTasks, parseModel } from './model-options.ts'
import { predictFile } from './model-predict.ts'
import { printFit, printForecast, printForecastJson, printJsonObject, printSpend, printValidation } from './model-print.ts'
import { spendFile } from './model-spend.ts'
import { validateFile } from './model-validate.ts'

const usage = {
  zh: `用法：
  lianke model fit 文件 [--model 模型] [选项]              拟合购买模型：参数、标准误、似然
  lianke model spend 文件 [选项]                           拟合 Gamma-Gamma：每单金额
  lianke model predict 文件 --fit 拟合.json --horizon 26   每个客户与全部客户的预计订单数及区间
  lianke model validate 文件 [--horizon 26]                回测：模型与简单规则谁更准

不需要数据库。文件是订单（客户、日期、金额；CSV、gzip、.xlsx、空格分列，有无表头均可；日期可写 19970101；同日多单合并），
或汇总表（--summary：x、t_x、T；bgbb：x、t_x、n 与可选的 weight；sbg：period、survivors）。列名自动识别，也可指定：

  --customer 列  --date 列  --amount 列  --order 列  --quantity 列  --price 列       列名，或从 1 起的列号
  --x 列  --t_x 列  --T 列  --ln-gaps 列  --mean-spend 列  --n 列  --weight 列  --period 列  --survivors 列
  --model 模型        ${modelChoices.join(' ')}（默认 mbgcnbd）
  --k N | auto        (m)bgcnbd 的规律性，默认 auto      --prior none | weak   小账本用 weak
  --until 日期        观察截止日，之后的行不计（默认末单日）   --unit day | week   时间单位，默认 week
  --horizon N         向前看多少个单位                     --interval 90        区间的把握，百分数
  --fit 文件          fit --json 的结果                    --spend 文件         spend --json 的结果，预测金额
  --began N           sbg 的起始客户数                     --json               输出一个 JSON 对象
  --lang zh-CN | en

退出码：0 完成；2 文件或参数读不懂，或数据算不出结果。`,
  en: `Usage:
  lianke model fit FILE [--model MODEL] [options]            fits a model of buying: parameters, standard errors, likelihood
  lianke model spend FILE [options]                          fits Gamma-Gamma: money an order
  lianke model predict FILE --fit FIT.json --horizon 26      expected orders of every customer and of the book, with ranges
  lianke model validate FILE [--horizon 26]                  back-test: which is better, the models or simple rules

Needs no database. The file holds orders (customer, date, amount; CSV, gzip, .xlsx, columns divided by blanks, with or without a
heading; dates may be written 19970101; orders of one day are one), or a table summed up elsewhere (--summary: x, t_x, T; bgbb: x, t_x, n
and perhaps weight; sbg: period, survivors). Columns are found by themselves; to name them:

  --customer COL  --date COL  --amount COL  --order COL  --quantity COL  --price COL      a heading, or a number from 1
  --x COL  --t_x COL  --T COL  --ln-gaps COL  --mean-spend COL  --n COL  --weight COL  --period COL  --survivors COL
  --model MODEL       ${modelChoices.join(' ')} (default mbgcnbd)
  --k N | auto        regularity of (m)bgcnbd, default auto    --prior none | weak   weak for small books
  --until DATE        end of observation, later rows are left out (default: the last order)    --unit day | week   default week
  --horizon N         how many units to look ahead             --interval 90         sureness of the ranges, per cent
  --fit FILE          what fit --json printed                  --spend FILE          what spend --json printed: forecasts money too
  --began N           customers at the start, for sbg          --json                prints one JSON object
  --lang zh-CN | en

Exit codes: 0 done; 2 input or arguments cannot be read, or the data cannot tell.`,
}

function taskOf(name: string | undefined): ModelTask {
  const task = modelTasks.find(one => one === name)
  if (task !== undefined) return task
  throw new UsageError(
    `lianke model 之后应为 ${modelTasks.join('、')}，而不是“${name ?? ''}”。加 --help 看用法。`,
    `After lianke model comes one of ${modelTasks.join(', ')}, not “${name ?? ''}”. Add --help for the usage.`,
  )
}

const tasks: Readonly<Record<ModelTask, (options: ModelOptions, language: Language) => Promise<void>>> = {
  fit: async (options, language) => {
    const answer = await fitFile(options, language)
    return options.json ? printJsonObject(answer) : printFit(answer, language)
  },
  spend: async (options, language) => {
    const answer = await spendFile(options, language)
    return options.json ? printJsonObject(answer) : printSpend(answer, language)
  },
  predict: async (options, language) => {
    const answer = await predictFile(options, language)
    return options.json ? printForecastJson(answer) : printForecast(answer, language)
  },
  validate: async (options, language) => {
    const answer = await validateFile(options, language)
    return options.json ? printJsonObject(answer) : printValidation(answer, language)
  },
}

async function run([name, ...args]: readonly string[], language: Language): Promise<number> {
  const task = taskOf(name)
  await tasks[task](parseModel(task, args), language)
  return 0
}

export const command: Command = {
  summary: ['拟合、验证购买模型，预测客户的订单（不需要数据库）', 'fits and checks models of buying, forecasts orders (no database)'],
  usage: [usage.zh, usage.en],
  run,
}
