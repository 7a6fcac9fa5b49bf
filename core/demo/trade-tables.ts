import { type Both, inLanguage, type Language } from './bilingual.ts'
import { items } from './catalogue.ts'
import { contactsOf } from './contacts.ts'
import { demoStaff } from './firm.ts'
import { type CreditNote, type Delivery, type Fulfilment, fulfilmentOf } from './fulfilment.ts'
import { categoryCodeOf, type Order, type OrderLine, ordersOf, unitCostFen } from './orders.ts'
import type { Profile } from './profiles.ts'
import { type CostKind, costsOf, paymentsOf, vatPercent } from './settlement.ts'
import { type DemoTable, dayText, tableOf, type TableName, yuan } from './tables.ts'
import type { World } from './world.ts'

/** What was traded; the other tables say who and what there is. */
export const tradeTables: readonly TableName[] = ['orders', 'deliveries', 'payments', 'costs']

type Profiles = () => Generator<Profile>

export function contactsTable(world: World, profiles: Profiles, language: Language): DemoTable {
  const roles = ['customer', 'contactName', 'contactTitle', 'department', 'phone', 'email']
  return tableOf('contacts', roles, language, function* () {
    for (const profile of profiles()) {
      for (const { name, title, department, mobile, email } of contactsOf(world, profile)) {
        yield [profile.code, ...[name, title, department].map(text => inLanguage(text, language)), mobile, email]
      }
    }
  })
}

const orderRoles = [
  'customer customerName order line documentType orderDate requestedDate firstPromisedDate promisedDate',
  'item itemName category quantity unit unitPrice discount amount taxRate unitCost currency salesperson',
].flatMap(names => names.split(' '))

const documentTypes = { sale: ['销售订单', 'Order'], credit: ['退货红字单', 'Credit note'] } satisfies Record<string, Both>

/** Order lines and credit notes, customer by customer, each oldest first. */
export function ordersTable(world: World, profiles: Profiles, language: Language): DemoTable {
  const staff = demoStaff(language)
  return tableOf('orders', orderRoles, language, function* () {
    for (const profile of profiles()) {
      const who = [profile.code, inLanguage(profile.name, language)]
      const seller = staff[profile.seller]?.name ?? ''
      for (const document of documentsOf(fulfilmentOf(world, profile, ordersOf(world, profile)))) {
        yield* documentRows(world, document, who, seller, language)
      }
    }
  })
}

type Document = { readonly sale: Order } | { readonly credit: CreditNote }
const dateOfDocument = (document: Document) => ('sale' in document ? document.sale.date : document.credit.date)

function documentsOf(fulfilment: readonly Fulfilment[]): readonly Document[] {
  const documents = fulfilment.flatMap<Document>(({ order, creditNotes }) => [{ sale: order }, ...creditNotes.map(credit => ({ credit }))])
  return documents.sort((a, b) => dateOfDocument(a) - dateOfDocument(b))
}

function* documentRows(
  world: World,
  document: Document,
  who: readonly string[],
  seller: string,
  language: Language,
): Generator<readonly string[]> {
  if ('credit' in document) {
    const { number, date, line, quantity, amountFen } = document.credit
    const head = [...who, number, '10', inLanguage(documentTypes.credit, language), dayText(date), '', '', '']
    yield [...head, ...lineCells(world, date, { ...line, quantity: -quantity, amountFen: -amountFen }, language), seller]
    return
  }
  const { number, date, requested, firstPromised, promised, lines } = document.sale
  const days = [date, requested, firstPromised, promised].map(dayText)
  for (const line of lines) {
    const head = [...who, number, String(line.line), inLanguage(documentTypes.sale, language), ...days]
    yield [...head, ...lineCells(world, date, line, language), seller]
  }
}

function lineCells(world: World, day: number, line: OrderLine, language: Language): readonly string[] {
  const item = items[line.item]
  if (!item) return []
  const price = [yuan(line.priceFen), `${line.discountPercent}%`, yuan(line.amountFen), `${vatPercent}%`]
  const cost = item.costKnown ? yuan(unitCostFen(world, line.item, day)) : ''
  const what = [
    item.code,
    inLanguage(item.name, language),
    categoryCodeOf(line.item),
    String(line.quantity),
    inLanguage(item.unit, language),
  ]
  return [...what, ...price, cost, 'CNY']
}

const deliveryRoles = [
  'delivery',
  'order',
  'line',
  'customer',
  'item',
  'shippedDate',
  'deliveredDate',
  'deliveredQuantity',
  'carrier',
  'freight',
  'currency',
  'rush',
]

export function deliveriesTable(world: World, profiles: Profiles, language: Language): DemoTable {
  const yesNo = language === 'zh-CN' ? (['否', '是'] as const) : (['no', 'yes'] as const)
  return tableOf('deliveries', deliveryRoles, language, function* () {
    for (const profile of profiles()) {
      for (const { deliveries } of fulfilmentOf(world, profile, ordersOf(world, profile))) {
        for (const delivery of deliveries) yield* deliveryRows(profile, delivery, yesNo)
      }
    }
  })
}

/** A row a delivered line; the freight of the whole delivery stands on its first row. */
function* deliveryRows(profile: Profile, delivery: Delivery, yesNo: readonly [string, string]): Generator<readonly string[]> {
  const { number, order, shipped, delivered, carrier, freightFen } = delivery
  for (const [index, { line, quantity }] of delivery.lines.entries()) {
    const what = [number, order.number, String(line.line), profile.code, items[line.item]?.code ?? '', dayText(shipped), dayText(delivered)]
    yield [...what, String(quantity), carrier, index === 0 ? yuan(freightFen) : '', 'CNY', yesNo[order.rush ? 1 : 0]]
  }
}

export function paymentsTable(world: World, profiles: Profiles, language: Language): DemoTable {
  const roles = ['payment', 'customer', 'order', 'invoiceDate', 'paidDate', 'paidAmount', 'currency']
  return tableOf('payments', roles, language, function* () {
    for (const profile of profiles()) {
      const fulfilment = fulfilmentOf(world, profile, ordersOf(world, profile))
      for (const { number, order, invoiced, paid, amountFen } of paymentsOf(world, profile, fulfilment)) {
        yield [number, profile.code, order, dayText(invoiced), dayText(paid), yuan(amountFen), 'CNY']
      }
    }
  })
}

const costNames: Record<CostKind, Both> = { rebate: ['返利', 'Rebate'], claim: ['质量索赔', 'Claim'] }

export function costsTable(world: World, profiles: Profiles, language: Language): DemoTable {
  const roles = ['customer', 'order', 'costDate', 'costKind', 'costAmount', 'currency']
  return tableOf('costs', roles, language, function* () {
    for (const profile of profiles()) {
      const fulfilment = fulfilmentOf(world, profile, ordersOf(world, profile))
      for (const { order, day, kind, amountFen } of costsOf(world, profile, fulfilment)) {
        yield [profile.code, order ?? '', dayText(day), inLanguage(costNames[kind], language), yuan(amountFen), 'CNY']
      }
    }
  })
}
