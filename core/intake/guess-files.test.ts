import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { takeSample } from './dialect.ts'
import { guessFiles } from './guess-files.ts'
import { decodeUtf8 } from './record.ts'

const sampleOf = (bytes: Uint8Array) => takeSample(bytes.subarray(0, 1 << 20), decodeUtf8, bytes.length <= 1 << 20)
const textSample = (text: string) => sampleOf(new TextEncoder().encode(text))

/** Heading by role, for reading. */
function roles(guess: ReturnType<typeof guessFiles>[number]): Record<string, string> | undefined {
  return (
    guess && Object.fromEntries(Object.entries(guess.mapping.columns).map(([role, column]) => [role, guess.mapping.headings[column] ?? '']))
  )
}
const guessText = (text: string, name = 'file.csv') => guessFiles([{ name, sample: textSample(text) }])[0]

test('right: a wide file with Chinese headings below a title', () => {
  const guess = guessText(
    '销售明细表\n\n订单编号,客户编码,客户名称,下单日期,要求交期,承诺交期,物料编码,物料名称,物料类别,数量,单位,含税单价,税率,金额(元),业务员\n' +
      'SO1,K01,华东轴承,2026-01-03,2026-01-10,2026-01-12,B1,深沟球轴承,轴承,10,件,11.3,13%,100.00,王\n' +
      'SO2,K01,华东轴承,2026-01-04,2026-01-10,2026-01-12,B2,带座轴承,轴承,5,件,11.3,13%,50.00,王\n',
  )
  expect(guess?.mapping).toMatchObject({ target: 'order_lines', dialect: { delimiter: ',', skip: 1, header: true } })
  expect(roles(guess)).toEqual({
    order: '订单编号',
    customer: '客户编码',
    customerName: '客户名称',
    orderDate: '下单日期',
    requestedDate: '要求交期',
    promisedDate: '承诺交期',
    item: '物料编码',
    itemName: '物料名称',
    category: '物料类别',
    quantity: '数量',
    unit: '单位',
    unitPriceWithTax: '含税单价',
    taxRate: '税率',
    amount: '金额(元)',
    salesperson: '业务员',
  })
})

test('right: a German export with semicolons, decimal commas and points in dates', () => {
  const guess = guessText(
    'Kundennummer;Bestelldatum;Artikelnummer;Menge;Einzelpreis\nK1;31.12.2025;A1;2;1.234,50\nK2;01.02.2026;A2;1;7,00\n',
  )
  expect(roles(guess)).toEqual({
    customer: 'Kundennummer',
    orderDate: 'Bestelldatum',
    item: 'Artikelnummer',
    quantity: 'Menge',
    unitPrice: 'Einzelpreis',
  })
  expect(guess?.mapping.numbers.unitPrice).toEqual({ decimal: ',' })
  expect(guess?.mapping.dates.orderDate).toEqual({ order: 'dmy' })
})

test('right: customers by name, and prefixes that are the rule and not the exception', () => {
  const guess = guessText(
    'Invoice,Customer,Date,Total\nCN-001,Acme Bearing Works,2026-01-01,5.00\nCN-002,Blue Gear Trading,2026-01-02,6.00\n',
  )
  expect(guess?.mapping.options).toMatchObject({ customerBy: 'name' })
  expect(guess?.mapping.options.creditPrefixes).not.toContain('CN')
})

test('refuses: a file that is nothing of the kind is set aside', () => {
  expect(guessText('"CustomerGroupName","RangeBottom","RangeTop"\n"Low",0.0,1000.0\n"Medium",1000.0,5000.0\n')).toBeUndefined()
  expect(guessText('alpha,beta\nx,y\n')).toBeUndefined()
})

const data = '../shared/data'
describe.skipIf(!existsSync(data))('real files (skipped where ../shared/data is absent)', () => {
  const fileSample = (path: string) => {
    const bytes = readFileSync(`${data}/${path}`)
    return { name: path, sample: sampleOf(path.endsWith('.gz') ? gunzipSync(bytes) : bytes) }
  }

  test('right: Online Retail', () => {
    const [guess] = guessFiles([fileSample('online-retail/online_retail.csv.gz')])
    expect(guess?.mapping.target).toBe('order_lines')
    expect(roles(guess)).toEqual({
      order: 'InvoiceNo',
      item: 'StockCode',
      itemName: 'Description',
      quantity: 'Quantity',
      orderDate: 'InvoiceDate',
      unitPrice: 'UnitPrice',
      customer: 'CustomerID',
      country: 'Country',
    })
    expect(guess?.mapping.options).toMatchObject({ customerBy: 'code', creditPrefixes: expect.arrayContaining(['C']) })
  })

  test('right: the eight files of Northwind in one go', () => {
    const names = ['Categories', 'CustomerGroupThresholds', 'Customers', 'OrderDetails', 'Orders', 'Products', 'Shippers', 'Suppliers']
    const guesses = guessFiles(names.map(name => fileSample(`northwind/${name}.csv`)))
    expect(guesses.map(guess => guess?.mapping.target)).toEqual([
      'categories',
      undefined,
      'customers',
      'order_lines',
      'orders',
      'items',
      'carriers',
      'suppliers',
    ])
    expect(roles(guesses[3])).toEqual({
      order: 'OrderID',
      item: 'ProductID',
      unitPrice: 'UnitPrice',
      quantity: 'Quantity',
      discount: 'Discount',
    })
    expect(roles(guesses[4])).toMatchObject({
      order: 'OrderID',
      customer: 'CustomerID',
      orderDate: 'OrderDate',
      requestedDate: 'RequiredDate',
      shippedDate: 'ShippedDate',
      carrier: 'ShipVia',
      freight: 'Freight',
      salesperson: 'EmployeeID',
    })
    expect(roles(guesses[5])).toMatchObject({
      item: 'ProductID',
      itemName: 'ProductName',
      supplier: 'SupplierID',
      category: 'CategoryID',
      unit: 'QuantityPerUnit',
      listPrice: 'UnitPrice',
    })
    expect(roles(guesses[2])).toMatchObject({
      customer: 'CustomerID',
      customerName: 'CompanyName',
      contactName: 'ContactName',
      country: 'Country',
    })
    expect(roles(guesses[6])).toMatchObject({ carrier: 'ShipperID', carrierName: 'CompanyName' })
    expect(roles(guesses[7])).toMatchObject({ supplier: 'SupplierID', supplierName: 'CompanyName' })
    expect(roles(guesses[0])).toMatchObject({ category: 'CategoryID', categoryName: 'CategoryName' })
  })

  test('right: CDNOW with a heading and without', () => {
    const [table, bare] = [guessFiles([fileSample('cdnow/btyd_cdnowElog.csv')])[0], guessFiles([fileSample('cdnow/CDNOW_sample.txt')])[0]]
    expect(roles(table)).toMatchObject({ customer: 'masterid', orderDate: 'date', quantity: 'cds', amount: 'sales' })
    expect(bare?.mapping.dialect).toEqual({ delimiter: 'blanks', skip: 0, header: false })
    expect(roles(bare)).toMatchObject({ customer: '1', orderDate: '3', amount: '5' })
  })
})

test('bounded: a cell of thousands of letters does not hold the guess up', { timeout: 60_000 }, () => {
  const guess = guessText(`订单号,客户,订单日期,金额\nA1,${'K'.repeat(50_000)},2026-01-05,10\n`)
  expect(guess?.mapping.columns.customer).toBe(1)
})
