import type { Field } from './field.ts'
import { lineFields } from './line-fields.ts'
import { recordFields } from './record-fields.ts'
import { relatedFields } from './related-fields.ts'

export const targetNames = [
  'categories',
  'items',
  'carriers',
  'suppliers',
  'customers',
  'contacts',
  'orders',
  'order_lines',
  'deliveries',
  'payments',
  'costs',
  'opportunities',
  'agreements',
  'concerns',
  'activities',
] as const
export type TargetName = (typeof targetNames)[number]

/**
 * What a file may be read as. `needs` says what must be there: of each inner list one field at least. The list of names above is the order
 * in which related files are read, so that each row finds what it refers to.
 */
export type Target = {
  readonly name: TargetName
  readonly zh: string
  readonly en: string
  readonly fields: readonly Field[]
  readonly needs: readonly (readonly string[])[]
  /** File names that hint at it, folded. */
  readonly fileNames: readonly string[]
}

const target = (
  name: TargetName,
  zh: string,
  en: string,
  fields: readonly Field[],
  needs: readonly (readonly string[])[],
  fileNames: readonly string[],
): Target => ({ name, zh, en, fields, needs, fileNames })

const measures = ['amount', 'amountWithTax', 'unitPrice', 'unitPriceWithTax']

/** The catalogue that the mapping screen, the API and the command line share. */
export const targets: Readonly<Record<TargetName, Target>> = {
  categories: target(
    'categories',
    '物料类别',
    'Item categories',
    relatedFields.categories,
    [['category'], ['categoryName']],
    ['categories', 'category', 'productcategory', '类别', '分类', '品类'],
  ),
  items: target(
    'items',
    '物料',
    'Items',
    relatedFields.items,
    [['item'], ['itemName', 'category', 'listPrice', 'unitCost']],
    ['products', 'product', 'items', 'item', 'materials', '产品', '物料', '商品', '存货'],
  ),
  carriers: target(
    'carriers',
    '承运商',
    'Carriers',
    relatedFields.carriers,
    [['carrier'], ['carrierName']],
    ['shippers', 'shipper', 'carriers', 'carrier', '承运商', '物流商', '快递公司'],
  ),
  suppliers: target(
    'suppliers',
    '供应商',
    'Suppliers',
    relatedFields.suppliers,
    [['supplier'], ['supplierName']],
    ['suppliers', 'supplier', 'vendors', 'vendor', '供应商'],
  ),
  customers: target(
    'customers',
    '客户',
    'Customers',
    relatedFields.customers,
    [['customer', 'customerName'], ['customerName']],
    ['customers', 'customer', 'clients', 'accounts', '客户', '客户资料', '客户档案'],
  ),
  contacts: target(
    'contacts',
    '联系人',
    'Contacts',
    relatedFields.contacts,
    [['contactName'], ['customer', 'customerName']],
    ['contacts', 'contact', 'persons', '联系人'],
  ),
  orders: target(
    'orders',
    '订单（单头）',
    'Orders (heads)',
    relatedFields.orders,
    [['order'], ['customer', 'customerName'], ['orderDate']],
    ['orders', 'order', 'orderheader', 'salesorders', 'invoices', '订单', '订单头', '销售订单'],
  ),
  order_lines: target(
    'order_lines',
    '订单行',
    'Order lines',
    lineFields,
    [['order', 'customer', 'customerName'], measures],
    ['orderdetails', 'orderlines', 'orderitems', 'orderdetail', 'orderline', 'invoicelines', '订单明细', '销售明细', '订单行'],
  ),
  deliveries: target(
    'deliveries',
    '交货',
    'Deliveries',
    relatedFields.deliveries,
    [['order'], ['deliveredDate', 'shippedDate'], ['delivery', 'deliveredQuantity']],
    ['deliveries', 'delivery', 'shipments', 'shipment', '交货', '发货', '出库', '发货单'],
  ),
  payments: target(
    'payments',
    '收款',
    'Payments',
    relatedFields.payments,
    [['paidDate'], ['paidAmount'], ['customer', 'customerName', 'order']],
    ['payments', 'payment', 'receipts', 'receipt', '收款', '回款', '收款单'],
  ),
  costs: target(
    'costs',
    '费用与成本',
    'Costs',
    relatedFields.costs,
    [['costDate'], ['costAmount'], ['customer', 'customerName', 'order'], ['costKind']],
    ['costs', 'cost', 'expenses', '费用', '成本'],
  ),
  opportunities: target(
    'opportunities',
    '商机',
    'Opportunities',
    recordFields.opportunities,
    [['opportunityTitle'], ['customer', 'customerName']],
    ['opportunities', 'opportunity', 'deals', 'deal', 'pipeline', '商机', '机会'],
  ),
  agreements: target(
    'agreements',
    '合同与协议',
    'Agreements',
    recordFields.agreements,
    [['agreementTitle'], ['customer', 'customerName']],
    ['agreements', 'agreement', 'contracts', 'contract', '合同', '协议', '合同与协议'],
  ),
  concerns: target(
    'concerns',
    '服务工单',
    'Concerns',
    recordFields.concerns,
    [['concernTitle'], ['customer', 'customerName'], ['receivedDate']],
    ['concerns', 'concern', 'tickets', 'complaints', 'cases', '工单', '服务工单', '投诉'],
  ),
  activities: target(
    'activities',
    '跟进记录',
    'Activities',
    recordFields.activities,
    [['activitySubject', 'activityContent'], ['customer', 'customerName'], ['activityDate']],
    ['activities', 'activity', 'visits', 'followups', '跟进记录', '拜访记录', '跟进'],
  ),
}

/** The field of a target by its role; undefined where the target has none such. */
export function fieldOf(name: TargetName, role: string): Field | undefined {
  return targets[name].fields.find(field => field.role === role)
}

/** Which of a target's needs no column answers: empty where the mapping is enough. */
export function missingNeeds(name: TargetName, roles: ReadonlySet<string>): readonly (readonly string[])[] {
  return targets[name].needs.filter(need => !need.some(role => roles.has(role)))
}
