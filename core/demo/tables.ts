import { fieldOf, type TargetName } from '#core/intake/targets.ts'
import { formatDay } from '#core/units/civil-day.ts'
import type { Minor } from '#core/units/money.ts'
import { type Both, inLanguage, type Language } from './bilingual.ts'
import { categories, items } from './catalogue.ts'
import { carriers, demoStaff, type Partner, suppliers } from './firm.ts'
import { kindNames } from './industries.ts'
import type { Profile } from './profiles.ts'

export const tableNames = [
  'categories',
  'suppliers',
  'carriers',
  'items',
  'customers',
  'contacts',
  'orders',
  'deliveries',
  'payments',
  'costs',
] as const
export type TableName = (typeof tableNames)[number]

/** A table of the demo as a file would carry it: texts under headings. `rows` may be walked as often as wanted; nothing is kept. */
export type DemoTable = {
  readonly name: TableName
  /** What the import reads it as, and the role of each column there. */
  readonly target: TargetName
  readonly roles: readonly string[]
  readonly headings: readonly string[]
  readonly rows: () => Generator<readonly string[]>
}

const targetOf = (name: TableName): TargetName => (name === 'orders' ? 'order_lines' : name)

/** English headings that say more, standing in a file of their own, than the import's short labels do. */
const fullerHeadings: Readonly<Record<string, string>> = { costDate: 'Cost date', costKind: 'Cost type', costAmount: 'Cost amount' }

/** A table with the import's own names of the fields as headings. */
export function tableOf(
  name: TableName,
  roles: readonly string[],
  language: Language,
  rows: () => Generator<readonly string[]>,
): DemoTable {
  const target = targetOf(name)
  const heading = (role: string) => {
    const field = fieldOf(target, role)
    return (language === 'zh-CN' ? field?.zh : (fullerHeadings[role] ?? field?.en)) ?? role
  }
  return { name, target, roles, headings: roles.map(heading), rows }
}

/** Fen as yuan with two decimals: -1234567 -> "-12345.67". */
export function yuan(fen: Minor): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export const dayText = formatDay

export function categoriesTable(language: Language): DemoTable {
  return tableOf('categories', ['category', 'categoryName'], language, function* () {
    for (const { code, name } of categories) yield [code, inLanguage(name, language)]
  })
}

export function itemsTable(language: Language): DemoTable {
  const roles = ['item', 'itemName', 'category', 'supplier', 'unit', 'listPrice', 'unitCost']
  return tableOf('items', roles, language, function* () {
    for (const item of items) {
      const cost = item.costKnown ? yuan(item.costFen) : ''
      const category = categories[item.category]?.code ?? ''
      yield [
        item.code,
        inLanguage(item.name, language),
        category,
        item.supplier,
        inLanguage(item.unit, language),
        yuan(item.priceFen),
        cost,
      ]
    }
  })
}

const partnerRoles = ['city', 'country', 'phone']
const china: Both = ['中国', 'China']
const partnerCells = (partner: Partner, language: Language) => [
  inLanguage(partner.city, language),
  inLanguage(china, language),
  partner.phone,
]

export function suppliersTable(language: Language): DemoTable {
  return tableOf('suppliers', ['supplier', 'supplierName', 'contactName', ...partnerRoles], language, function* () {
    for (const partner of suppliers) {
      yield [partner.code, inLanguage(partner.name, language), inLanguage(partner.contact, language), ...partnerCells(partner, language)]
    }
  })
}

export function carriersTable(language: Language): DemoTable {
  return tableOf('carriers', ['carrier', 'carrierName', ...partnerRoles], language, function* () {
    for (const partner of carriers) yield [partner.code, inLanguage(partner.name, language), ...partnerCells(partner, language)]
  })
}

const customerRoles = [
  'customer',
  'customerName',
  'customerKind',
  'industry',
  'uscc',
  'region',
  'city',
  'address',
  'country',
  'phone',
  'salesperson',
]

export function customersTable(language: Language, profiles: () => Generator<Profile>): DemoTable {
  const staff = demoStaff(language)
  return tableOf('customers', customerRoles, language, function* () {
    for (const profile of profiles()) {
      const words = [kindNames[profile.industry.kind], profile.industry.name].map(text => inLanguage(text, language))
      const where = [profile.place.province, profile.place.name, profile.address, china].map(text => inLanguage(text, language))
      const seller = staff[profile.seller]?.name ?? ''
      yield [profile.code, inLanguage(profile.name, language), ...words, profile.creditCode, ...where, profile.phone, seller]
    }
  })
}
