import { parseArgs } from 'node:util'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import { largestK, type ModelName, type PriorKind } from '#core/value/fit.ts'
import type { TimeUnit } from '#core/value/purchase-statistics.ts'
import { UsageError } from './command.ts'

/** What `lianke model` can be asked to do. */
export const modelTasks = ['fit', 'spend', 'predict', 'validate'] as const
export type ModelTask = (typeof modelTasks)[number]

/** The models that `--model` takes. */
export const modelChoices = [
  'nbd',
  'bgnbd',
  'mbgnbd',
  'bgcnbd',
  'mbgcnbd',
  'paretonbd',
  'bgbb',
  'sbg',
] as const satisfies readonly ModelName[]
export type ModelChoice = (typeof modelChoices)[number]

/** Options that name a column of an order log. */
export const logColumns = ['customer', 'date', 'amount', 'order', 'quantity', 'price'] as const
/** Options that name a column of a table, and the roles they mean. */
export const summaryColumnOptions = {
  customer: 'customer',
  x: 'x',
  frequency: 'x',
  t_x: 'recency',
  recency: 'recency',
  T: 'age',
  age: 'age',
  'ln-gaps': 'lnGaps',
  'mean-spend': 'meanSpend',
  n: 'n',
  weight: 'weight',
  period: 'period',
  survivors: 'survivors',
} as const

export type ModelOptions = {
  readonly file: string
  readonly model: ModelChoice | undefined
  readonly k: number | 'auto' | undefined
  readonly prior: PriorKind | undefined
  /** Columns of a log as given (heading or number), by option. */
  readonly columns: Readonly<Record<string, string>>
  /** Columns of a table as given, by role. */
  readonly summaryColumns: Readonly<Record<string, string>>
  readonly summary: boolean
  readonly until: CivilDay | undefined
  readonly unit: TimeUnit | undefined
  readonly fit: string | undefined
  readonly spend: string | undefined
  readonly horizon: number | undefined
  /** Per cent, 90 for an interval of 90 %. */
  readonly interval: number
  readonly began: number | undefined
  readonly json: boolean
}

const texts = [
  ...logColumns,
  ...Object.keys(summaryColumnOptions).filter(name => name !== 'customer'),
  'model',
  'k',
  'prior',
  'until',
  'unit',
  'fit',
  'spend',
  'horizon',
  'interval',
  'began',
  'lang',
]
const known = {
  ...Object.fromEntries(texts.map(name => [name, { type: 'string' as const }])),
  summary: { type: 'boolean' as const },
  json: { type: 'boolean' as const },
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: known, allowPositionals: true, strict: true })
  } catch (fault) {
    const detail = fault instanceof Error ? fault.message.split(/\. |\.?\n/)[0] : ''
    throw new UsageError(
      `参数有误（${detail}）。用 lianke model --help 查看写法。`,
      `Wrong arguments (${detail}). See lianke model --help.`,
    )
  }
}

/** Reads the arguments behind `lianke model TASK`; throws UsageError with a sentence. */
export function parseModel(task: ModelTask, args: readonly string[]): ModelOptions {
  const { values, positionals } = parsed(args)
  const given = values as Readonly<Record<string, string | boolean | undefined>>
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : undefined)
  const named = (names: readonly string[]) =>
    names.flatMap(name => (text(name) === undefined ? [] : [[name, text(name) as string] as const]))
  const model = choiceOf('--model', text('model'), modelChoices)
  return {
    file: fileOf(task, positionals),
    model,
    k: kOf(text('k'), model),
    prior: choiceOf('--prior', text('prior'), ['none', 'weak'] as const),
    columns: Object.fromEntries(named(logColumns)),
    summaryColumns: Object.fromEntries(
      named(Object.keys(summaryColumnOptions)).map(([name, column]) => [
        summaryColumnOptions[name as keyof typeof summaryColumnOptions],
        column,
      ]),
    ),
    summary: given.summary === true,
    until: dayOf(text('until')),
    unit: choiceOf('--unit', text('unit'), ['day', 'week'] as const),
    fit: text('fit'),
    spend: text('spend'),
    horizon: numberOf('--horizon', text('horizon'), 0, 100_000),
    interval: numberOf('--interval', text('interval'), 1, 99.9) ?? 90,
    began: numberOf('--began', text('began'), 1e-9, 1e15),
    json: given.json === true,
  }
}

function fileOf(task: ModelTask, [file, second]: readonly string[]): string {
  if (file === undefined)
    throw new UsageError(
      `请给出一个文件，例如：lianke model ${task} orders.csv`,
      `Name a file, for instance: lianke model ${task} orders.csv`,
    )
  if (second !== undefined)
    throw new UsageError(`一次只能读一个文件，多出了“${second}”。`, `One file is read at a time; “${second}” is one too many.`)
  return file
}

function choiceOf<T extends string>(option: string, text: string | undefined, choices: readonly T[]): T | undefined {
  if (text === undefined) return undefined
  const found = choices.find(choice => choice === text.toLowerCase().replaceAll(/[-_/]/g, ''))
  if (found === undefined)
    throw new UsageError(
      `${option} 只有 ${choices.join('、')}，没有“${text}”。`,
      `${option} is one of ${choices.join(', ')}, not “${text}”.`,
    )
  return found
}

/** k is a whole number from 1 to 12, for the models with Erlang gaps. */
function kOf(text: string | undefined, model: ModelChoice | undefined): number | 'auto' | undefined {
  if (text === undefined) return undefined
  const has = model === undefined || model === 'bgcnbd' || model === 'mbgcnbd'
  if (!has && text !== '1')
    throw new UsageError(`${model} 没有 k；--k 用于 bgcnbd 和 mbgcnbd。`, `${model} has no k; --k goes with bgcnbd and mbgcnbd.`)
  if (!has) return undefined
  if (text === 'auto') return 'auto'
  const k = Number(text)
  if (/^\d+$/.test(text) && k >= 1 && k <= largestK) return k
  throw new UsageError(
    `--k 应为 1 到 ${largestK} 的整数或 auto，而不是“${text}”。`,
    `--k takes a whole number from 1 to ${largestK}, or auto, not “${text}”.`,
  )
}

/** `2026-10-31`, `20261031` or `2026/10/31`. */
function dayOf(text: string | undefined): CivilDay | undefined {
  if (text === undefined) return undefined
  const day = parseDay(text.trim().replace(/^(\d{4})[/.]?(\d\d)[/.]?(\d\d)$/, '$1-$2-$3'))
  if (day === undefined)
    throw new UsageError(`--until 应为 2026-10-31 这样的日期，而不是“${text}”。`, `--until takes a date like 2026-10-31, not “${text}”.`)
  return day
}

function numberOf(option: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const number = text.trim() === '' ? Number.NaN : Number(text.replace(/%$/, ''))
  if (number >= least && number <= most) return number
  const [from, to] = [least < 1e-6 ? 0 : least, most]
  throw new UsageError(
    `${option} 应为 ${from} 到 ${to} 之间的数，而不是“${text}”。`,
    `${option} takes a number from ${from} to ${to}, not “${text}”.`,
  )
}
