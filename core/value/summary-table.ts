import { cellState, newNumberSlot, decimalOf, readNumberCell, trimField } from '#core/intake/cells.ts'
import type { Sample } from '#core/intake/dialect.ts'
import { type Field, field } from '#core/intake/field.ts'
import { headingScore } from '#core/intake/guess-columns.ts'
import { looksNumeric, type NumberFormat, numberFormatOf } from '#core/intake/number-format.ts'
import { type Decode, isBlank, type TableRecord, textOf } from '#core/intake/record.ts'
import { formatDecimal } from '#core/units/decimal.ts'

/** Columns of tables that other programs summed up. `lnGaps` = sum of ln gap (`litt` in BTYDplus), `meanSpend` = mean over repeat orders. */
export const summaryFields = {
  customer: field(
    'customer',
    'code',
    '客户',
    'Customer',
    'customer id, customer, cust, id, custid, customer code, master id, 客户编码, 客户, 客户编号',
  ),
  x: field(
    'x',
    'decimal',
    '重复购买次数 x',
    'repeat orders x',
    'x, frequency, repeat orders, repeat purchases, px, xcal, 重复购买次数, 复购次数, 频次',
  ),
  recency: field(
    'recency',
    'decimal',
    '末次购买时点 t_x',
    'time of the last order t_x',
    't_x, recency, tx cal, last order, last transaction, 末次购买时点, 近度',
  ),
  age: field(
    'age',
    'decimal',
    '观察期长度 T',
    'length of observation T',
    'T, T cal, age, observation, customer age, 观察期长度, 观察期, 客龄',
  ),
  lnGaps: field('lnGaps', 'decimal', '间隔对数之和', 'sum of ln gap', 'ln gaps, sum ln gap, litt, 间隔对数之和'),
  meanSpend: field(
    'meanSpend',
    'decimal',
    '平均金额',
    'mean spend',
    'zbar, mx, monetary value, monetary, mean spend, average spend, m x, 平均金额, 客单价',
  ),
  n: field(
    'n',
    'decimal',
    '机会次数 n',
    'occasions n',
    'n, n cal, occasions, opportunities, transaction opportunities, periods, 机会次数, 期数',
  ),
  weight: field('weight', 'decimal', '客户数', 'customers', 'weight, weights, custs, count, customers, number of customers, 客户数, 权重'),
  period: field('period', 'decimal', '期', 'period', 'period, year, month, renewal, renewals, t, time, tenure, 期, 期次, 年, 年份'),
  survivors: field(
    'survivors',
    'decimal',
    '留存客户数',
    'survivors',
    'survivors, survived, survival, active, alive, remaining, retained, customers, 留存客户数, 留存, 存活, 剩余客户',
  ),
} as const satisfies Record<string, Field>

export type SummaryRole = keyof typeof summaryFields

/** A kind of table: what it must have, what it may have, and what stands where in one without heading, by its number of columns. */
export type SummaryKind = {
  readonly needs: readonly SummaryRole[]
  readonly may: readonly SummaryRole[]
  readonly bare: Readonly<Record<number, readonly SummaryRole[]>>
}

export const summaryKinds = {
  recency: {
    needs: ['x', 'recency', 'age'],
    may: ['customer', 'lnGaps', 'meanSpend'],
    bare: { 3: ['x', 'recency', 'age'], 4: ['customer', 'x', 'recency', 'age'], 5: ['customer', 'x', 'recency', 'age', 'meanSpend'] },
  },
  occasions: {
    needs: ['x', 'recency', 'n'],
    may: ['customer', 'weight'],
    bare: { 3: ['x', 'recency', 'n'], 4: ['x', 'recency', 'n', 'weight'] },
  },
  survivors: { needs: ['period', 'survivors'], may: [], bare: { 2: ['period', 'survivors'] } },
  spend: {
    needs: ['x', 'meanSpend'],
    may: ['customer'],
    bare: { 2: ['x', 'meanSpend'], 3: ['customer', 'x', 'meanSpend'] },
  },
} as const satisfies Record<string, SummaryKind>

export type SummaryColumns = Partial<Readonly<Record<SummaryRole, number>>>

/** Which column is which: those that someone named stand, others by their headings, and in a table without heading by their places. */
export function summaryColumnsOf(sample: Sample, kind: SummaryKind, given: SummaryColumns): SummaryColumns {
  const bare = kind.bare[sample.headings.length]
  if (!sample.dialect.header && bare && Object.keys(given).length === 0)
    return Object.fromEntries(bare.map((role, column) => [role, column]))
  const roles = [...kind.needs, ...kind.may]
  const pairs = roles.flatMap(role =>
    sample.headings.map((heading, column) => ({ role, column, score: headingScore(heading, summaryFields[role]) })),
  )
  const chosen: Partial<Record<SummaryRole, number>> = { ...given }
  for (const { role, column, score } of pairs.sort((a, b) => b.score - a.score || a.column - b.column))
    if (score >= surest && chosen[role] === undefined && !Object.values(chosen).includes(column)) chosen[role] = column
  return chosen
}

const surest = 0.5

/** Whether a file looks like such a table: all that is needed has a heading, and it is no log of dated orders. */
export const looksLikeSummary = (sample: Sample, kind: SummaryKind): boolean => {
  const columns = sample.dialect.header ? summaryColumnsOf(sample, kind, {}) : {}
  return kind.needs.every(role => columns[role] !== undefined)
}

/** A table read: numbers by role, one index a row; customers as given, or their row numbers from 1. */
export type SummaryRows = {
  readonly rows: number
  readonly numbers: Readonly<Partial<Record<SummaryRole, Float64Array>>>
  readonly customers: readonly string[]
}

/** A cell that is no number. */
export type SummaryFault = { readonly code: 'bad_number'; readonly row: number; readonly role: SummaryRole; readonly text: string }

export type SummaryReader = {
  readonly take: (record: TableRecord, row: number) => SummaryFault | undefined
  readonly finish: () => SummaryRows
}

/** A reader of the mapped columns; the first cell that is no number comes back. An empty cell of a column that is not needed counts as 0. */
export function newSummaryReader(sample: Sample, kind: SummaryKind, columns: SummaryColumns, decode: Decode): SummaryReader {
  const roles = ([...kind.needs, ...kind.may] as SummaryRole[]).filter(role => role !== 'customer' && columns[role] !== undefined)
  const formats = roles.map(role => formatOf(sample, columns[role] as number))
  const values: number[][] = roles.map(() => [])
  const customers: string[] = []
  const slot = newNumberSlot()
  const take = (record: TableRecord, row: number): SummaryFault | undefined => {
    if (isBlank(record)) return undefined
    for (const [k, role] of roles.entries()) {
      const column = columns[role] as number
      const state = readNumberCell(record, column, formats[k] as NumberFormat, decode, slot)
      const needed = (kind.needs as readonly SummaryRole[]).includes(role)
      if (state === cellState.bad || (state === cellState.blank && needed))
        return { code: 'bad_number', row, role, text: textOf(record, column, decode).trim().slice(0, 60) }
      values[k]?.push(state === cellState.blank ? 0 : slot.big ? Number(formatDecimal(decimalOf(slot))) : slot.digits / 10 ** slot.scale)
    }
    const who = columns.customer
    customers.push(who !== undefined && trimField(record, who) ? textOf(record, who, decode) : String(row))
    return undefined
  }
  const finish = () => ({
    rows: customers.length,
    numbers: Object.fromEntries(roles.map((role, k) => [role, Float64Array.from(values[k] ?? [])])),
    customers,
  })
  return { take, finish }
}

/** A lone point is the decimal mark in these tables, never one of thousands. */
function formatOf(sample: Sample, column: number): NumberFormat {
  const cells = sample.rows.map(row => (row[column] ?? '').trim()).filter(looksNumeric)
  return numberFormatOf(cells, undefined)
}
