import pg from 'pg'
import { type CivilDay, firstDayOf, formatDay, monthOf } from '#core/units/civil-day.ts'
import type { Connection } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { settleSearchEntries } from './search-entries.ts'

/** One customer to plant: its orders as day and net amount in minor units, each one line of one of the items. */
export type PlantedCustomer = {
  readonly code: string
  readonly name?: string
  readonly ownerId?: string
  readonly departmentId?: string
  readonly orders: readonly { readonly day: CivilDay; readonly net: number; readonly item?: number; readonly cost?: number }[]
}

export type PlantedTrade = {
  readonly currency?: string
  readonly items?: readonly { readonly code: string; readonly category?: string }[]
  readonly customers: readonly PlantedCustomer[]
}

type Insert = (table: string, rows: readonly object[]) => Promise<void>

function inserter(client: pg.Client): Insert {
  return async (table, rows) => {
    for (let at = 0; at < rows.length; at += 2000) {
      const part = rows.slice(at, at + 2000)
      const names = Object.keys(part[0] ?? {})
      const list = names.map(name => `"${name}"`).join(', ')
      await client.query(`insert into ${table} (${list}) select ${list} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
        JSON.stringify(part),
      ])
    }
  }
}

type Cell = { days: Map<string, DayRow>; months: Map<string, MonthRow> }
type DayRow = { orders: number; lines: number; net_sales_minor: number; known_cost_minor: number; sales_of_known_cost_minor: number }
type MonthRow = { month: string; item_key: string; net_sales_minor: number; quantity: number; lines: number }

/** The rollups of a customer, as an import that publishes it makes them. */
function rollupsOf(customer: PlantedCustomer, itemIds: readonly string[]): Cell {
  const days = new Map<string, DayRow>()
  const months = new Map<string, MonthRow>()
  for (const { day, net, item = 0, cost } of customer.orders) {
    const key = formatDay(day)
    const row = days.get(key) ?? { orders: 1, lines: 0, net_sales_minor: 0, known_cost_minor: 0, sales_of_known_cost_minor: 0 }
    const known =
      cost === undefined
        ? {}
        : { known_cost_minor: row.known_cost_minor + cost, sales_of_known_cost_minor: row.sales_of_known_cost_minor + net }
    days.set(key, { ...row, ...known, lines: row.lines + 1, net_sales_minor: row.net_sales_minor + net })
    const item_key = itemIds[item] ?? '00000000-0000-0000-0000-000000000000'
    const month = formatDay(firstDayOf(monthOf(day)))
    const cell = months.get(month + item_key) ?? { month, item_key, net_sales_minor: 0, quantity: 0, lines: 0 }
    months.set(month + item_key, {
      ...cell,
      net_sales_minor: cell.net_sales_minor + net,
      quantity: cell.quantity + 1,
      lines: cell.lines + 1,
    })
  }
  return { days, months }
}

const stamps = { version: 1, created_at: '2026-01-01', updated_at: '2026-01-01' }

async function plantFirm(client: pg.Client, insert: Insert, tenant_id: string, currency: string): Promise<void> {
  const listed = await client.query('select 1 from identity.tenant where tenant_id = $1', [tenant_id])
  if (listed.rowCount === 0) await insert('identity.tenant', [{ tenant_id, is_demo: false, created_at: '2026-01-01' }])
  const there = await client.query('select 1 from app.tenant where tenant_id = $1', [tenant_id])
  const firm = { tenant_id, name: '测试公司', base_currency: currency, time_zone: 'Asia/Shanghai', version: 1, created_at: '2026-01-01' }
  if (there.rowCount === 0) await insert('app.tenant', [firm])
}

async function plantItems(insert: Insert, tenant_id: string, given: NonNullable<PlantedTrade['items']>) {
  const categories = [...new Set(given.flatMap(item => item.category ?? []))].map(name => ({ tenant_id, category_id: newId(), name }))
  await insert('app.item_category', categories)
  const items = given.map(({ code, category }) => {
    const category_id = categories.find(found => found.name === category)?.category_id ?? null
    return { tenant_id, item_id: newId(), code, name: code, category_id, created_at: '2026-01-01' }
  })
  await insert('app.item', items)
  return items
}

async function plantCustomers(insert: Insert, tenant_id: string, customers: readonly PlantedCustomer[]) {
  const ownId = newId()
  const party = { kind: 'company', name_key: '', pinyin: '', initials: '', ...stamps }
  const planted = customers.map(customer => ({ customer, partyId: newId(), dyadId: newId() }))
  const buyers = planted.map(({ customer, partyId }) => ({ tenant_id, party_id: partyId, name: customer.name ?? customer.code, ...party }))
  await insert('app.party', [{ tenant_id, party_id: ownId, name: '本公司', ...party }, ...buyers])
  const flags = { side: 'sale', is_anonymous: false, is_project_buyer: false, is_published: true, ...stamps }
  const dyads = planted.map(({ customer, partyId, dyadId }) => ({
    tenant_id,
    dyad_id: dyadId,
    seller_id: ownId,
    buyer_id: partyId,
    code: customer.code,
    owner_id: customer.ownerId ?? null,
    department_id: customer.departmentId ?? null,
    ...flags,
  }))
  await insert('app.dyad', dyads)
  return planted
}

const nothing = {
  returns: 0,
  deliveries: 0,
  rush_deliveries: 0,
  credit_notes: 0,
  freight_minor: 0,
  rebates_minor: 0,
  claims_minor: 0,
  paid_minor: 0,
  paid_minor_days: 0,
}

/** A firm with customers and published trade in a test's database, written past row security. Answers the tenant and the customers' ids by code. */
export async function plantTrade(admin: Connection, trade: PlantedTrade, tenantId = newId()) {
  const client = new pg.Client(admin)
  await client.connect()
  const insert = inserter(client)
  const tenant_id = tenantId
  await plantFirm(client, insert, tenantId, trade.currency ?? 'CNY')
  const items = await plantItems(insert, tenantId, trade.items ?? [])
  const planted = await plantCustomers(insert, tenantId, trade.customers)
  const itemIds = items.map(item => item.item_id)
  const rolled = planted.map(({ customer, dyadId }) => ({ dyad_id: dyadId, ...rollupsOf(customer, itemIds) }))
  const days = rolled.flatMap(found =>
    [...found.days].map(([day, row]) => ({ tenant_id, dyad_id: found.dyad_id, day, ...nothing, ...row })),
  )
  await insert('app.dyad_day', days)
  await insert(
    'app.dyad_item_month',
    rolled.flatMap(({ dyad_id, months }) => [...months.values()].map(row => ({ tenant_id, dyad_id, ...row }))),
  )
  await settleSearchEntries(client)
  await client.query('analyze app.dyad, app.dyad_day, app.dyad_item_month')
  await client.end()
  return { tenantId, dyads: new Map(planted.map(({ customer, dyadId }) => [customer.code, dyadId])), items }
}

/** A book of so many customers over three years to `until`, the same each time: rhythms, sizes and ends all differ. */
export function inventTrade(count: number, until: CivilDay, owners: readonly string[] = []): PlantedTrade {
  const items = Array.from({ length: 12 }, (_, index) => ({ code: `I${index}`, category: `C${index % 4}` }))
  const customers = Array.from({ length: count }, (_, k) => {
    const gap = 9 + ((k * 37) % 80)
    const first = until - 200 - ((k * 53) % 900)
    const last = k % 6 === 0 ? until - 30 - ((k * 29) % 400) : until - (k % 11)
    const size = 20_000 + ((k * 7919) % 97) * 9_000 * (k % 9 === 0 ? 12 : 1)
    const orders = []
    for (let day = first, n = 0; day <= last; day += gap + ((n * 13 + k) % 7), n++)
      orders.push({ day, net: size + ((n * 31 + k) % 17) * 1_000, item: (k + n) % items.length })
    const owner = owners.length > 0 ? { ownerId: owners[k % owners.length] as string } : {}
    return { code: `K${String(k).padStart(4, '0')}`, name: `客户${k}`, ...owner, orders }
  })
  return { items, customers }
}
