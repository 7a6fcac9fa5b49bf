import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** The embedded database of a data folder as its superuser: fills what would take the product long to reckon, and looks at it. */
export async function withDatabase<T>(folder: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const lines = readFileSync(join(folder, '.lianke', 'postgres', 'postmaster.pid'), 'utf8').split('\n')
  const client = new pg.Client({ host: lines[4] ?? '', port: Number(lines[3]), user: 'lianke', database: 'lianke' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Half of the customers lie in the department, a twentieth of all is the person's own, and a third of the rest belongs to a colleague of theirs. */
const owners = `update app.dyad d set
    department_id = case when k.n % 2 = 0 then $1::uuid end, owner_id = case when k.n % 20 = 0 then $2::uuid when k.n % 3 = 0 then $3::uuid end
  from (select tenant_id, dyad_id, row_number() over (order by dyad_id) as n from app.dyad where side = 'sale' and not is_anonymous) k
  where k.tenant_id = d.tenant_id and k.dyad_id = d.dyad_id`

/** A figure of a customer's own in [0, 1), the same in each run of one book. */
const draw = (salt: string) => `((hashtext(k.dyad_id::text || '${salt}')::bigint + 2147483648) / 4294967296.0)`

const forget = 'delete from app.customer_standing'

const standings = `insert into app.customer_standing (tenant_id, dyad_id, generation, as_of, type, current_band, potential_band, net_contribution_minor,
    net_contribution_state, net_sales_minor, potential, data_confidence, is_provisional, stage, is_dormant, tier, is_below_zero, is_overridden,
    orders, first_order, last_order, mu, recency, growth, p_alive, expected_orders, next_order_on, clv_minor, clv_low_minor, clv_high_minor, because)
  select k.tenant_id, k.dyad_id, 1, current_date,
    (array['pioneering', 'star', 'gold', 'activatable', 'promising', 'mature', 'release', 'endangered', 'overmature'])[1 + floor(9 * ${draw('type')})::int],
    (array['low', 'medium', 'high'])[1 + floor(3 * ${draw('current')})::int], (array['low', 'medium', 'high'])[1 + floor(3 * ${draw('potential')})::int],
    k.sales / 5, 'measured', k.sales, ${draw('potential')}, .4 + .6 * ${draw('confidence')}, ${draw('provisional')} < .1,
    (array['prospect', 'development', 'growth', 'maturity', 'decline', 'termination'])[1 + floor(6 * ${draw('stage')})::int], ${draw('dormant')} < .05,
    (array['mvc', 'mgc', 'ordinary', 'bzc'])[1 + floor(4 * ${draw('tier')} ^ .5)::int], false, false,
    1 + floor(60 * ${draw('orders')})::int, current_date - 400 - floor(600 * ${draw('first')})::int, current_date - floor(400 * ${draw('last')})::int,
    20 + 60 * ${draw('mu')}, 3 * ${draw('recency')}, ${draw('growth')} - .5, ${draw('alive')}, 12 * ${draw('expected')},
    current_date + floor(90 * ${draw('next')})::int, k.sales / 2, k.sales / 4, k.sales, '{}'
  from (select k.tenant_id, k.dyad_id, floor(exp(10 + 10 * ${draw('sales')}))::bigint as sales from app.dyad k where k.side = 'sale' and not k.is_anonymous) k`

const contacts = `insert into app.contact (tenant_id, contact_id, party_id, name, pinyin, initials, title, phone, email, is_primary)
  select k.tenant_id, gen_random_uuid(), k.buyer_id, '联系人' || c.n, 'lian xi ren ' || c.n, 'lxr' || c.n, '采购经理', '1990000' || lpad((k.n % 10000)::text, 4, '0'),
    'p' || k.n || '.' || c.n || '@example.com', c.n = 1
  from (select d.*, row_number() over (order by d.dyad_id) as n from app.dyad d where d.side = 'sale' and not d.is_anonymous) k, generate_series(1, 2) as c (n)`

/** What is searched by follows owners and values in passes, as the product would have kept it. */
const entries = `update app.search_entry e set owner_id = v.owner_id, department_id = v.department_id, net_contribution_minor = v.net_contribution_minor
  from app.search_entry_due v where v.tenant_id = e.tenant_id and v.entry_id = e.entry_id and get_byte(uuid_send(e.entry_id), 15) % 4 = $1`

export type People = { readonly departmentId: string; readonly userId: string; readonly colleagueId: string }

/** Owners, two contacts each, and a standing each for all customers of the book, and fresh statistics for the planner. */
export async function fillBook(client: pg.Client, { departmentId, userId, colleagueId }: People): Promise<void> {
  await client.query(owners, [departmentId, userId, colleagueId])
  await client.query(forget)
  await client.query(standings)
  await client.query(contacts)
  for (const pass of [0, 1, 2, 3]) await client.query(entries, [pass])
  await client.query('vacuum analyze')
}

export type Sample = {
  readonly dyadId: string
  readonly name: string
  readonly pinyin: string
  readonly initials: string
  readonly code: string
}

/** Some customers of a department, the same in each run of one book, with the words by which they are found. */
export async function sampleCustomers(client: pg.Client, departmentId: string, count: number): Promise<Sample[]> {
  const { rows } = await client.query<Sample>(
    `select d.dyad_id as "dyadId", p.name, p.pinyin, p.initials, d.code from app.dyad d join app.party p on p.tenant_id = d.tenant_id and p.party_id = d.buyer_id
     where d.department_id = $1::uuid order by md5(d.dyad_id::text) limit $2`,
    [departmentId, count],
  )
  return rows
}

/** What the book holds, so that a figure tells of what it was measured on. */
export async function countBook(client: pg.Client): Promise<Record<string, number>> {
  const { rows } = await client.query<Record<string, number>>(
    `select (select count(*) from app.dyad where side = 'sale')::int as customers, (select count(*) from app.contact)::int as contacts,
      (select count(*) from app.customer_standing)::int as standings, (select count(*) from app.party_probe)::int as probes,
      (select count(*) from app.duplicate_pair)::int as pairs, (select count(*) from app.audit_entry)::int as audited`,
  )
  return rows[0] ?? {}
}
