import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'

/** Texts that are remembered at once, the least recently run forgotten first. */
const remembered = 500

/** Statements that one connection keeps prepared: each holds some 100 kB in the server. A connection that has more is closed when it is given back. */
const keptEach = 120

type Statement = { readonly name: string; runs: number }

/**
 * Names statements by their text, so that the server parses and plans a text once for each connection instead of at each run. A text gets its name
 * when it comes a second time: what is asked once is not kept. A name is never given again, and carries nothing of whoever ran it first: row
 * security reads the transaction's own tenant whenever the statement runs.
 */
function newNames(): (text: string) => string | undefined {
  const statements = new Map<string, Statement>()
  let given = 0
  return text => {
    const statement = statements.get(text) ?? { name: `s${++given}`, runs: 0 }
    statements.delete(text)
    statements.set(text, statement)
    const [oldest] = statements.size > remembered ? statements.keys() : []
    if (oldest !== undefined) statements.delete(oldest)
    return ++statement.runs > 1 ? statement.name : undefined
  }
}

const isTransactionStart = (text: string) => text === 'begin' || text.startsWith('start transaction')
const isTransactionEnd = (text: string) => text === 'commit' || text === 'rollback'

/** What a call reads lies in memory as a rule: a row found through an index costs the server twice the next one of a table, not four times. */
const planning = 'set local random_page_cost = 2'

/** A transaction begins together with the first thing that is said in it, its context: one message to the server less. */
function begunLate(client: pg.PoolClient, prepares: boolean) {
  let opening: string | undefined
  return async (text: string): Promise<PostgresQueryResult<never> | undefined> => {
    if (isTransactionStart(text)) {
      opening = text
      return { command: 'SELECT', rowCount: 0, rows: [] }
    }
    if (opening === undefined) return undefined
    const begin = opening
    opening = undefined
    if (isTransactionEnd(text)) return { command: text === 'commit' ? 'COMMIT' : 'ROLLBACK', rowCount: 0, rows: [] }
    const isContext = text.startsWith('set local ')
    const first = prepares ? `${begin}; ${planning}` : begin
    await client.query(isContext ? `${first}; ${text}` : first)
    return isContext ? { command: 'SELECT', rowCount: 0, rows: [] } : undefined
  }
}

function clientOver(client: pg.PoolClient, nameOf: (text: string) => string | undefined, prepares: boolean): PostgresPoolClient {
  const begin = begunLate(client, prepares)
  const kept = new Set<string>()
  const query = async (text: string, values: readonly unknown[] = []): Promise<object> => {
    const begun = await begin(text)
    if (begun !== undefined) return begun
    const name = values.length > 0 ? nameOf(text) : undefined
    if (name === undefined) return await client.query(text, [...values])
    kept.add(name)
    return await client.query({ name, text, values: [...values] })
  }
  const release = (destroy?: boolean) => client.release(destroy === true || kept.size > keptEach)
  return { query: query as PostgresPoolClient['query'], release }
}

/**
 * The connections of a pool for a Kysely: transactions begin with their context in one message, and with `prepares` statements that come again are
 * prepared. For calls, which are short and alike. Work on tables that fill while it runs is better planned each time, by what is there.
 */
export function poolOver(pool: pg.Pool, { prepares }: { readonly prepares: boolean }): PostgresPool {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const nameOf = prepares ? newNames() : () => undefined
  const connect = async () => {
    const client = await pool.connect()
    const over = clients.get(client) ?? clientOver(client, nameOf, prepares)
    clients.set(client, over)
    return over
  }
  return { connect, end: () => pool.end(), options: pool.options }
}
