// A process of its own for DuckDB's way from a log to the statistics: `value-duckdb.ts FILE FOLDER`; FOLDER holds node_modules/@duckdb/node-api.
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { type Measured, newSteps } from './value-steps.ts'

type Connection = {
  readonly run: (sql: string) => Promise<unknown>
  readonly runAndReadAll: (sql: string) => Promise<{ readonly getRows: () => (bigint | number | string)[][] }>
}
type Duck = {
  readonly DuckDBInstance: { readonly create: (path: string, options: object) => Promise<{ readonly connect: () => Promise<Connection> }> }
}

const [path = '', folder = '.'] = process.argv.slice(2)
const { DuckDBInstance } = createRequire(join(resolve(folder), 'package.json'))('@duckdb/node-api') as Duck
const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
const { steps, run } = newSteps()

await run('parse', () => connection.run(`create table log as select customer, date, amount from read_csv('${path.replaceAll("'", "''")}')`))
// The same columns as the engine's statistics: x, t_x, T, the sum of ln gap, and the money of repeat orders.
await run('statistics', () =>
  connection.run(`create table statistics as
    with days as (select customer, date, sum(amount) as money from log group by all),
    gaps as (select customer, date, money, date - lag(date) over (partition by customer order by date) as gap from days),
    last as (select max(date) as until from log)
    select customer, count(*) - 1 as x, (max(date) - min(date)) / 7.0 as recency, (any_value(until) - min(date)) / 7.0 as age,
      sum(ln(gap / 7.0)) as ln_gaps, sum(case when gap is not null then money end) / nullif(count(*) - 1, 0) as mean_spend
    from gaps, last group by customer`),
)
const [row = []] = (await connection.runAndReadAll('select count(*), sum(x), version() from statistics')).getRows()
const [customers, repeatOrders, version] = row
const outcome = { customers: Number(customers), repeatOrders: Number(repeatOrders) }
console.log(JSON.stringify({ steps, outcome, says: `DuckDB ${String(version)}` } satisfies Measured))
