// The wallets of a firm, reckoned in a thread of its own: the server goes on answering meanwhile.
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { formatDay, lastDayOf } from '#core/units/civil-day.ts'
import { type CustomerWallet, groundWallets, walletsOf, type WalletGround } from '#core/value/wallet.ts'
import { type Connection, openPool } from '#server/platform/database.ts'
import { type BookCustomer, readBook } from './read-book.ts'
import { attributesOf, idsOfKeys, readKnown, type KnownByCustomer } from './wallet-ground.ts'
import { categoryRow, customerRow, type Field } from './wallet-fields.ts'
import * as text from './wallet-worker.sql.ts'

export type WalletOrder = {
  readonly connection: Connection
  readonly tenantId: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly jobId: string | null
  /** One shared byte: 1 asks the thread to stop. */
  readonly stop: SharedArrayBuffer
}

export type WalletMessage =
  | { readonly kind: 'progress'; readonly step: 'reading' | 'writing'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly result: WalletResult }
  | { readonly kind: 'stopped' }

export type WalletResult = { readonly customers: number; readonly rows: number; readonly method: string; readonly categories: number }

class Stopped extends Error {}

const order = workerData as WalletOrder
const stop = new Uint8Array(order.stop)
const tell = (message: WalletMessage) => parentPort?.postMessage(message)
const progress = (step: 'reading' | 'writing', done: number, total: number) => {
  if (Atomics.load(stop, 0) === 1) throw new Stopped()
  tell({ kind: 'progress', step, done, total })
}

type Ground = {
  readonly ground: WalletGround
  readonly customers: readonly BookCustomer[]
  readonly known: KnownByCustomer
  /** The id of a category (or item) by the text of its key in the book. */
  readonly idOf: (key: string) => string
}

/** All that the wallets rest on, read in one view of the database. */
async function readGround(client: pg.ClientBase): Promise<Ground> {
  const { tenantId } = order
  await client.query(text.beginText(tenantId, 'isolation level repeatable read read only'))
  const { book, customers } = await readBook(client, { tenantId, now: new Date(order.now) })
  const attributes = await attributesOf(client, tenantId, customers)
  const known = await readKnown(client, tenantId)
  const idOf = await idsOfKeys(client, tenantId, book.cells.kind)
  await client.query('commit')
  return { ground: groundWallets({ book, attributesOf: attributes }), customers, known, idOf }
}

const rowsAtOnce = 2000

/** Collects rows and sends so many in a statement, each column as one array. */
function writer(client: pg.ClientBase, insert: { name: string; text: string }, tenantId: string) {
  let columns: Field[][] = []
  const send = async () => {
    if (columns.length > 0) await client.query({ ...insert, values: [...columns, tenantId] })
    columns = []
  }
  return {
    send,
    add: async (row: readonly Field[]) => {
      if (columns.length === 0) columns = row.map(() => [])
      row.forEach((field, column) => (columns[column] as Field[]).push(field))
      if ((columns[0] as Field[]).length >= rowsAtOnce) await send()
    },
  }
}

async function writeRun(client: pg.ClientBase, { ground, idOf }: Ground): Promise<void> {
  const { book, month, method, active, keys, models } = ground
  const named = models.map(model => ({ ...model, key: idOf(model.key), shares: model.shares.map(idOf) }))
  const counts = [book.cells.kind, active.length, keys.length]
  await client.query(text.writeRunText, [
    order.tenantId,
    formatDay(lastDayOf(month)),
    method,
    ...counts,
    JSON.stringify(named),
    order.jobId,
  ])
}

async function writeWallets(client: pg.ClientBase, found: Ground): Promise<{ customers: number; rows: number }> {
  const { ground, customers, known, idOf } = found
  const dyadIds = customers.map(customer => customer.dyadId)
  const ofCategories = writer(client, { name: 'write_wallet_categories', text: text.writeCategoriesText }, order.tenantId)
  const ofCustomers = writer(client, { name: 'write_customer_wallets', text: text.writeCustomersText }, order.tenantId)
  let [count, rows] = [0, 0]
  const write = async (wallet: CustomerWallet) => {
    const dyadId = dyadIds[wallet.dyad] as string
    await ofCustomers.add(customerRow(wallet, dyadIds))
    for (const row of wallet.rows) await ofCategories.add(categoryRow(row, dyadId, idOf(row.key), known.get(dyadId)?.get(idOf(row.key))))
    rows += wallet.rows.length
    if (++count % 1000 === 0) progress('writing', count, customers.length)
  }
  for (const wallet of walletsOf(ground)) await write(wallet)
  await ofCustomers.send()
  await ofCategories.send()
  return { customers: count, rows }
}

/** The old reckoning goes and the new one comes in one transaction: readers see the one or the other. */
async function reckon(client: pg.ClientBase): Promise<WalletResult> {
  const { tenantId } = order
  await client.query(text.lockWalletsText, [tenantId])
  progress('reading', 0, 1)
  const found = await readGround(client)
  await client.query(text.beginText(tenantId))
  try {
    for (const clear of text.clearTexts) await client.query(clear, [tenantId])
    await writeRun(client, found)
    const written = await writeWallets(client, found)
    await client.query('commit')
    await client.query(text.refreshWalletsText)
    return { ...written, method: found.ground.method, categories: found.ground.keys.length }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function work(): Promise<WalletResult> {
  const pool = openPool(order.connection, 1)
  const client = await pool.connect()
  try {
    return await reckon(client)
  } finally {
    client.release(true)
    await pool.end()
  }
}

try {
  tell({ kind: 'done', result: await work() })
} catch (error) {
  if (!(error instanceof Stopped)) throw error
  tell({ kind: 'stopped' })
}
