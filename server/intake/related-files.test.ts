import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Import, ImportCounts } from '#contract/intake.ts'
import { type Browser, memberBrowser, plantTenant, type TestApp, testApp } from '#testing/app.ts'
import { query } from '#testing/database.ts'
import { ended, importFiles, upload } from '#testing/import-files.ts'

let product: TestApp
let tenantId: string
let boss: Browser

beforeAll(async () => {
  product = await testApp()
  await product.platform.jobs.start()
  tenantId = await plantTenant(product)
  boss = await memberBrowser(product, tenantId)
})
afterAll(() => product.close())

const rows = <T extends Record<string, unknown>>(text: string) => query<T>(product.database.admin, text, [tenantId])

const files = {
  'customers.csv':
    '客户编码,客户名称,客户类型,联系人,城市,国家,电话,业务员\nK1,上海精工轴承有限公司,经销商,李强,上海,中国,021-1,王芳\nK2,苏州传动设备厂,企业客户,赵敏,苏州,中国,0512-1,王芳\n',
  'contacts.csv': '客户编码,联系人,职务,电话,邮箱\nK1,周婷,采购经理,139,zhou@example.com\n',
  'suppliers.csv': '供应商编码,供应商名称,联系人,城市\nS1,宁波钢材有限公司,孙伟,宁波\n',
  'carriers.csv': '承运商编码,承运商名称,电话\nC1,顺达物流,400\n',
  'items.csv': '物料编码,物料名称,物料类别,供应商编码,单位,单位成本\n6204,深沟球轴承,B,S1,套,8.00\n',
  'categories.csv': '类别编码,类别名称\nB,轴承\n',
  'orders.csv':
    '订单号,客户编码,订单日期,要求交期,发货日期,承运商,运费\nSO-1,K1,2026-01-05,2026-01-20,2026-01-10,C1,30.00\nSO-2,K2,2026-01-07,2026-01-21,,C1,12.00\nSO-3,K2,2026-01-08,,,,\n',
  '订单明细.csv': '订单号,物料编码,数量,不含税单价\nSO-1,6204,10,12.00\nSO-2,6204,5,12.00\nSO-9,6204,1,12.00\n',
  'payments.csv': '收款单号,客户编码,订单号,收款日期,收款金额\nP1,K1,SO-1,2026-02-04,120.00\n',
  'costs.csv': '客户编码,订单号,费用日期,费用类别,费用金额\nK1,,2026-02-10,返利,5.00\n',
}

let done: Import

test('related files are told apart and land together, each row referring to the others', async () => {
  done = await importFiles(boss, files, { source: 'erp' })
  expect(done.error).toBe(null)
  expect(done.mapping.map(file => file.target)).toEqual([
    'customers',
    'contacts',
    'suppliers',
    'carriers',
    'items',
    'categories',
    'orders',
    'order_lines',
    'payments',
    'costs',
  ])
  const { read, accepted, rejected, rejections, figures } = done.counts as ImportCounts
  expect({ read, accepted, rejected }).toEqual({ read: 15, accepted: 14, rejected: 1 })
  expect(rejections).toMatchObject([{ fileNo: 7, reason: 'unknown_order', rows: 1 }])
  expect(figures).toMatchObject({
    newOrders: 3,
    newCustomers: 2,
    newSuppliers: 1,
    newCarriers: 1,
    newContacts: 4,
    newItems: 1,
    newCategories: 1,
    deliveries: 1,
    payments: 1,
    costs: 1,
  })
})

test('parties have roles and dyads on their side, contacts belong to them', async () => {
  const dyads =
    await rows(`select d.side, r.role, p.name, d.code, d.customer_kind as kind, (select count(*)::int from app.contact c where c.tenant_id = p.tenant_id and c.party_id = p.party_id) as contacts
    from app.dyad d join app.party p on p.tenant_id = d.tenant_id and p.party_id = case when d.side = 'sale' then d.buyer_id else d.seller_id end join app.party_role r on r.tenant_id = p.tenant_id and r.party_id = p.party_id
    where d.tenant_id = $1 order by d.side, d.code`)
  expect(dyads).toEqual([
    { side: 'sale', role: 'customer', name: '上海精工轴承有限公司', code: 'K1', kind: 'channel', contacts: 2 },
    { side: 'sale', role: 'customer', name: '苏州传动设备厂', code: 'K2', kind: 'enterprise', contacts: 1 },
    { side: 'supply', role: 'carrier', name: '顺达物流', code: 'C1', kind: null, contacts: 0 },
    { side: 'supply', role: 'supplier', name: '宁波钢材有限公司', code: 'S1', kind: null, contacts: 1 },
  ])
})

test('costs come from the file of items, deliveries from the heads, days outstanding from the order', async () => {
  const [day] =
    await rows(`select sum(known_cost_minor)::int as cost, sum(deliveries)::int as deliveries, sum(freight_minor)::int as freight, sum(rebates_minor)::int as rebates, sum(paid_minor)::int as paid, sum(paid_minor_days)::int as days
    from app.dyad_day where tenant_id = $1`)
  expect(day).toEqual({ cost: 12000, deliveries: 1, freight: 4200, rebates: 500, paid: 12000, days: 360000 })
  const [line] =
    await rows(`select l.requested_on as requested, i.name as item, c.name as category, l.row_no::int as row, l.file_no::int as file from app.order_line l join app.item i on i.tenant_id = l.tenant_id and i.item_id = l.item_id
    join app.item_category c on c.tenant_id = i.tenant_id and c.category_id = i.category_id where l.tenant_id = $1 and l.net_minor = 12000`)
  expect(line).toMatchObject({ item: '深沟球轴承', category: '轴承', row: 1, file: 7 })
})

test('the same files again change nothing; what a file says anew is taken over, and undone', async () => {
  const again = await importFiles(boss, files, { source: 'erp' })
  expect(again.counts).toMatchObject({ read: 15, accepted: 0, unchanged: 14, rejected: 1 })
  const changed = {
    ...files,
    'customers.csv': files['customers.csv'].replace('021-1', '021-2'),
    'payments.csv': files['payments.csv'].replace('120.00', '100.00'),
  }
  const second = await importFiles(boss, changed, { source: 'erp' })
  expect(second.counts).toMatchObject({ accepted: 2, updated: 2, unchanged: 12 })
  const now = () =>
    rows(
      `select (select phone from app.party where tenant_id = $1 and name like '上海精工%') as phone, (select sum(paid_minor)::int from app.dyad_day where tenant_id = $1) as paid, (select count(*)::int from app.payment where tenant_id = $1) as payments`,
    )
  expect(await now()).toEqual([{ phone: '021-2', paid: 10000, payments: 1 }])
  expect((await boss.call('POST', `/api/imports/${done.importId}/undo`, {})).statusCode).toBe(409)
  const { jobId } = (await boss.call('POST', `/api/imports/${second.importId}/undo`, {})).json()
  expect((await ended(boss, jobId)).state).toBe('done')
  expect(await now()).toEqual([{ phone: '021-1', paid: 12000, payments: 1 }])
})

/** In the style of Northwind: heads with ship via (the carrier's number), freight and shipped date; carriers in a file of their own. */
const trading = {
  'Customers.csv':
    'CustomerID;CompanyName;ContactName;ContactTitle;Address;City;Region;PostalCode;Country;Phone\nQUELL;Quelltal Feinkost;Anna Berg;Owner;Mühlweg 1;Bremen;;28195;Germany;0421-1\nNORDL;Nordlys Handel;Lars Dahl;Buyer;Havnegade 2;Bergen;;5003;Norway;055-2\n',
  'Orders.csv':
    'OrderID;CustomerID;EmployeeID;OrderDate;RequiredDate;ShippedDate;ShipVia;Freight\n5001;QUELL;1;2026-01-05;2026-02-02;2026-01-09;1;32.38\n5002;NORDL;2;2026-01-06;2026-02-03;2026-01-12;2;11.61\n5003;QUELL;1;2026-01-20;2026-02-17;;2;4.25\n',
  'OrderDetails.csv':
    'OrderID,ProductID,UnitPrice,Quantity,Discount\n5001,11,14.00,12,0\n5001,42,9.80,10,0\n5002,11,14.00,5,0\n5003,42,9.80,20,0\n',
  'Products.csv': 'ProductID,ProductName,QuantityPerUnit,UnitPrice\n11,Ziegenkäse,1 kg pkg.,21.00\n42,Reisnudeln,32 - 1 kg pkgs.,14.00\n',
  'Shippers.csv': 'ShipperID,CompanyName,Phone\n1,Eilbote,555-1\n2,Frachtring,555-2\n',
}

test('a dry run of related files says what publishing then does: carriers are those of their file, deliveries come from the heads', async () => {
  const firm = await plantTenant(product, '贸易公司')
  const trader = await memberBrowser(product, firm)
  const { importId } = (await upload(trader, trading, { source: 'trading' })).json() as Import
  await trader.call('PATCH', `/api/imports/${importId}`, { settings: { currency: 'USD' } })
  const run = async (deed: 'preview' | 'publish') => {
    const { jobId } = (await trader.call('POST', `/api/imports/${importId}/${deed}`, {})).json()
    expect(await ended(trader, jobId), deed).toMatchObject({ state: 'done', error: null })
    return (await trader.call('GET', `/api/imports/${importId}`)).json() as Import
  }
  const expected = {
    read: 13,
    accepted: 13,
    rejected: 0,
    figures: { newOrders: 3, newCustomers: 2, newCarriers: 2, newItems: 2, deliveries: 2, netMinor: 53200 },
  }
  expect((await run('preview')).preview).toMatchObject(expected)
  expect((await run('preview')).preview).toMatchObject(expected)
  const published = await run('publish')
  expect(published).toMatchObject({ state: 'published', error: null, counts: expected })
  const shipments = await query(
    product.database.admin,
    `select v.order_number as number, p.name as carrier, v.shipped_on::text as shipped, v.freight_minor::int as freight from app.delivery v
      left join app.party p on p.tenant_id = v.tenant_id and p.party_id = v.carrier_id where v.tenant_id = $1 order by 1`,
    [firm],
  )
  expect(shipments).toEqual([
    { number: '5001', carrier: 'Eilbote', shipped: '2026-01-09', freight: 3238 },
    { number: '5002', carrier: 'Frachtring', shipped: '2026-01-12', freight: 1161 },
    { number: '5003', carrier: 'Frachtring', shipped: null, freight: 425 },
  ])
})

const northwind = join(import.meta.dirname, '../../../shared/data/northwind')

test.skipIf(!existsSync(northwind))('Northwind: seven files of a trading firm land whole (skipped where ../shared is absent)', async () => {
  tenantId = await plantTenant(product, 'Northwind')
  boss = await memberBrowser(product, tenantId)
  const names = ['Categories', 'Customers', 'OrderDetails', 'Orders', 'Products', 'Shippers', 'Suppliers'].map(name => `${name}.csv`)
  const landed = await importFiles(boss, Object.fromEntries(names.map(name => [name, readFileSync(join(northwind, name))])), {
    source: 'northwind',
    currency: 'USD',
  })
  expect(landed.error).toBe(null)
  expect(landed.counts).toMatchObject({
    read: 3193,
    accepted: 3193,
    rejected: 0,
    figures: { newOrders: 830, newCustomers: 91, newSuppliers: 29, newCarriers: 3, newItems: 77, newCategories: 8, deliveries: 809 },
  })
  expect(await rows(`select count(*)::int as orders from app.sales_order where tenant_id = $1`)).toEqual([{ orders: 830 }])
})
