import type { Language } from '#core/intake/reasons.ts'
import { inWords, type Words, writeOut } from './command.ts'
import type { FitAnswer } from './fit-answer.ts'
import type { CustomerForecast, HorizonUnit, PredictAnswer } from './model-predict.ts'
import type { SpendAnswer } from './model-spend.ts'
import type { ValidateAnswer } from './model-validate.ts'
import { grid, left, right, type Row } from './print-table.ts'

const out = process.stdout

/** One JSON object; numbers that are none are null. */
export const printJsonObject = (answer: object): Promise<void> => writeOut(out, `${JSON.stringify(answer)}\n`)

const pieceLength = 64 * 1024

/** The forecast as one JSON object, its customers piece by piece. */
export async function printForecastJson({ customers, count: _count, inAll: _inAll, ...head }: PredictAnswer): Promise<void> {
  let piece = `${JSON.stringify(head).slice(0, -1)},"customers":[`
  let first = true
  for (const one of customers()) {
    piece += (first ? '\n' : ',\n') + JSON.stringify(one)
    first = false
    if (piece.length < pieceLength) continue
    await writeOut(out, piece)
    piece = ''
  }
  await writeOut(out, `${piece}]}\n`)
}

const unitWords: Readonly<Record<HorizonUnit, Words>> = {
  day: ['天', 'days'],
  week: ['周', 'weeks'],
  occasion: ['次机会', 'occasions'],
  renewal: ['次续约', 'renewals'],
}

/** Six figures that matter, or a dash. */
const figure = (value: number | null | undefined, digits = 6): string =>
  value === null || value === undefined || !Number.isFinite(value) ? '—' : String(Number(value.toPrecision(digits)))

const percent = (value: number): string => (Number.isFinite(value) ? `${(100 * value).toFixed(1)}%` : '—')

const bullets = (warnings: readonly string[]) => warnings.map(text => `· ${text}`)

const print = (lines: readonly string[]) => writeOut(out, `${lines.join('\n')}\n`)

function parameterRows(answer: Pick<FitAnswer, 'parameters' | 'standardErrors'>, language: Language): Row[] {
  const head = [
    left(inWords(['参数', 'Parameter'], language)),
    right(inWords(['估计', 'Estimate'], language)),
    right(inWords(['标准误', 'Std. error'], language)),
  ]
  return [
    head,
    ...Object.entries(answer.parameters).map(([name, value]) => [
      left(name),
      right(figure(value)),
      right(figure(answer.standardErrors[name], 3)),
    ]),
  ]
}

export async function printFit(answer: FitAnswer, language: Language): Promise<void> {
  const { model, k, unit, customers, repeatCustomers, until, logLikelihood, gradientNorm, hessianPositive, iterations, cpuMs } = answer
  const words = inWords(unitWords[unit], language)
  const shape = k > 1 ? ` (k = ${k})` : ''
  const end: Words = until === null ? ['', ''] : [`，截至 ${until}`, `, until ${until}`]
  const certified: Words = hessianPositive
    ? [`梯度 ${gradientNorm.toExponential(1)}，海森阵正定`, `gradient ${gradientNorm.toExponential(1)}, Hessian positive`]
    : [
        `梯度 ${gradientNorm.toExponential(1)}，海森阵不正定：不是可靠的最优解`,
        `gradient ${gradientNorm.toExponential(1)}, Hessian not positive: no reliable optimum`,
      ]
  await print([
    inWords(
      [
        `${model}${shape}，时间单位：${words}${end[0]}；客户 ${customers} 个，其中复购 ${repeatCustomers} 个`,
        `${model}${shape}, in ${words}${end[1]}; ${customers} customers, ${repeatCustomers} of them with a repeat order`,
      ],
      language,
    ),
    '',
    ...grid(parameterRows(answer, language)),
    '',
    inWords(
      [
        `对数似然 ${logLikelihood.toFixed(3)}；${certified[0]}；${iterations} 次迭代，${Math.round(cpuMs)} 毫秒`,
        `log-likelihood ${logLikelihood.toFixed(3)}; ${certified[1]}; ${iterations} iterations, ${Math.round(cpuMs)} ms`,
      ],
      language,
    ),
    ...bullets(answer.warnings),
  ])
}

export async function printSpend(answer: SpendAnswer, language: Language): Promise<void> {
  const { p, q, gamma, standardErrors, customers, logLikelihood } = answer
  const parameters = { p: p ?? Number.NaN, q: q ?? Number.NaN, gamma: gamma ?? Number.NaN }
  const mean = parameters.q > 1 ? (parameters.p * parameters.gamma) / (parameters.q - 1) : null
  await print([
    inWords([`Gamma-Gamma，${customers} 个复购客户`, `Gamma-Gamma, ${customers} customers with a repeat order`], language),
    '',
    ...grid(parameterRows({ parameters, standardErrors }, language)),
    '',
    inWords(
      [
        `对数似然 ${logLikelihood.toFixed(3)}；全体客户平均每单 ${figure(mean)}`,
        `log-likelihood ${logLikelihood.toFixed(3)}; mean of all customers an order ${figure(mean)}`,
      ],
      language,
    ),
    ...bullets(answer.warnings),
  ])
}

const shownCustomers = 20

/** The largest by expected orders, or money where it is forecast. */
function largest(answer: PredictAnswer): CustomerForecast[] {
  const worth = ({ expected, expectedSpend }: CustomerForecast) => expectedSpend ?? expected
  let kept: CustomerForecast[] = []
  for (const one of answer.customers()) {
    kept.push(one)
    if (kept.length > 50 * shownCustomers) kept = kept.sort((a, b) => worth(b) - worth(a)).slice(0, shownCustomers)
  }
  return kept.sort((a, b) => worth(b) - worth(a)).slice(0, shownCustomers)
}

function forecastRows(answer: PredictAnswer, language: Language): Row[] {
  const say = (words: Words) => inWords(words, language)
  const range = say([`${answer.interval}% 区间`, `${answer.interval}% range`])
  const hasMoney = answer.total.expectedSpend !== undefined
  return [
    [
      left(say(['客户', 'Customer'])),
      right('x'),
      right('t_x'),
      right(answer.unit === 'occasion' ? 'n' : 'T'),
      right('P(alive)'),
      right(say(['预计订单', 'Expected orders'])),
      right(range),
      ...(hasMoney ? [right(say(['预计金额', 'Expected money']))] : []),
    ],
    ...largest(answer).map(one => [
      left(one.customer),
      right(String(one.x)),
      right(figure(one.t_x, 4)),
      right(figure(one.T ?? one.n, 4)),
      right(percent(one.pAlive)),
      right(figure(one.expected, 4)),
      right(`${one.low}–${one.high}`),
      ...(hasMoney ? [right(figure(one.expectedSpend))] : []),
    ]),
  ]
}

export async function printForecast(answer: PredictAnswer, language: Language): Promise<void> {
  if (answer.periods) return printSurvivors(answer, language)
  const { total, horizon, interval, count, inAll, until } = answer
  const words = inWords(unitWords[horizon.unit], language)
  const from: Words = until === null ? ['', ''] : [`${until} 之后`, ` after ${until}`]
  const money: Words =
    total.expectedSpend === undefined ? ['', ''] : [`；金额 ${figure(total.expectedSpend)}`, `; money ${figure(total.expectedSpend)}`]
  await print([
    inWords(
      [
        `${from[0]} ${horizon.length} ${words}，${inAll} 个客户预计共下 ${figure(total.expected)} 单，${interval}% 区间 ${figure(total.low)}–${figure(total.high)}${money[0]}`.trim(),
        `${inAll} customers are expected to place ${figure(total.expected)} orders in the ${horizon.length} ${words}${from[1]}; ${interval}% range ${figure(total.low)} to ${figure(total.high)}${money[1]}`,
      ],
      language,
    ),
    ...bullets(answer.warnings),
    '',
    ...grid(forecastRows(answer, language)),
    ...(count > shownCustomers
      ? [
          inWords(
            [`……另有 ${count - shownCustomers} 个客户；用 --json 输出全部`, `… and ${count - shownCustomers} more; --json prints them all`],
            language,
          ),
        ]
      : []),
  ])
}

async function printSurvivors({ periods = [], interval, warnings }: PredictAnswer, language: Language): Promise<void> {
  const say = (words: Words) => inWords(words, language)
  const head: Row = [
    right(say(['期', 'Period'])),
    right(say(['预计留存', 'Expected left'])),
    right(say([`${interval}% 区间`, `${interval}% range`])),
  ]
  const rows = periods.map(({ period, expected, low, high }) => [right(String(period)), right(figure(expected)), right(`${low}–${high}`)])
  await print([...grid([head, ...rows]), '', ...bullets(warnings)])
}

const widestLabel = 60

export async function printValidation(answer: ValidateAnswer, language: Language): Promise<void> {
  const say = (words: Words) => inWords(words, language)
  const rows: Row[] = [
    [
      left(say(['方法', 'Method'])),
      right('MAE'),
      right('RMSE'),
      right(say(['总量偏差', 'Bias'])),
      right(say(['排序相关', 'Rank correlation'])),
      right(say(['前两成占比', 'Top fifth'])),
    ],
    ...answer.methods.map(({ label, pooled }) => [
      left(label),
      right(figure(pooled.mae, 4)),
      right(figure(pooled.rmse, 4)),
      right(percent(pooled.bias)),
      right(figure(pooled.spearman, 3)),
      right(percent(pooled.topFifth)),
    ]),
  ]
  const origins = answer.origins.map(({ at }) => at)
  await print([
    ...answer.sentences,
    say([
      `检验点：${origins.join('、')}，各向前看 ${answer.horizonDays} 天`,
      `Origins: ${origins.join(', ')}, each looking ${answer.horizonDays} days ahead`,
    ]),
    ...coverageLines(answer, language),
    ...bullets(answer.warnings),
    '',
    ...grid(rows, widestLabel),
  ])
}

function coverageLines({ coverage }: ValidateAnswer, language: Language): string[] {
  if (!coverage) return []
  const { customers80, customers90, book80, book90, origins } = coverage
  return [
    inWords(
      [
        `区间：90% 区间包含了 ${percent(customers90)} 的客户，${origins.length} 次总量中的 ${book90} 次；80% 区间：${percent(customers80)}，${book80} 次`,
        `Ranges: 90% ranges held ${percent(customers90)} of the customers and ${book90} of ${origins.length} totals; 80% ranges ${percent(customers80)} and ${book80}`,
      ],
      language,
    ),
  ]
}
