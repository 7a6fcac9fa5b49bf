import type { DataScope, Role } from '#core/platform/access.ts'
import { type Both, inLanguage, type Language } from './bilingual.ts'
import { inventedCreditCode } from './credit-code.ts'
import { diceOf, wholeBetween } from './dice.ts'
import { places } from './places.ts'
import { brandOf, firmName } from './words-of-firms.ts'
import { inventedLandline, inventedMobile, numberedPerson } from './words-of-people.ts'

export type DemoCompany = {
  readonly name: string
  readonly shortName: string
  readonly creditCode: string
  readonly city: string
  readonly currency: string
  readonly timeZone: string
}
export type DemoDepartment = { readonly code: string; readonly name: string; readonly parent: string | undefined }
export type DemoPerson = {
  readonly code: string
  readonly name: string
  readonly email: string
  readonly mobile: string
  readonly department: string
  readonly title: string
  readonly role: Role
  /** Whose customers the person sees. */
  readonly dataScope: DataScope
}

const suzhou = places[0]
const companyName: Both = ['苏州鲸歌湾传动科技有限公司', 'Suzhou Whalesong Bay Drives Co., Ltd.']
const shortName: Both = ['鲸歌湾传动', 'Whalesong Bay Drives']

/** The seller whose customers the demo shows. It does not exist. */
export function demoCompany(language: Language): DemoCompany {
  return {
    name: inLanguage(companyName, language),
    shortName: inLanguage(shortName, language),
    creditCode: inventedCreditCode(suzhou?.code ?? '320500', 0),
    city: inLanguage(suzhou?.name ?? ['苏州', 'Suzhou'], language),
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
  }
}

const departments: readonly (readonly [code: string, name: Both, parent?: string])[] = [
  ['SALES', ['销售中心', 'Sales']],
  ['EAST', ['华东大区', 'East China Region'], 'SALES'],
  ['FAR', ['外埠大区', 'Other Regions'], 'SALES'],
  ['CHANNEL', ['渠道部', 'Channel Sales'], 'SALES'],
  ['SERVICE', ['客户服务部', 'Customer Service']],
]

export function demoDepartments(language: Language): readonly DemoDepartment[] {
  return departments.map(([code, name, parent]) => ({ code, name: inLanguage(name, language), parent }))
}

const titles = {
  head: ['销售总监', 'Head of Sales'],
  lead: ['大区经理', 'Regional Manager'],
  seller: ['客户经理', 'Account Manager'],
  service: ['客服主管', 'Customer Service Lead'],
} satisfies Record<string, Both>

const seats: readonly (readonly [department: string, title: keyof typeof titles, role: Role])[] = [
  ['SALES', 'head', 'manager'],
  ['EAST', 'lead', 'manager'],
  ['EAST', 'seller', 'account_manager'],
  ['EAST', 'seller', 'account_manager'],
  ['EAST', 'seller', 'account_manager'],
  ['EAST', 'seller', 'account_manager'],
  ['FAR', 'lead', 'manager'],
  ['FAR', 'seller', 'account_manager'],
  ['FAR', 'seller', 'account_manager'],
  ['CHANNEL', 'lead', 'manager'],
  ['CHANNEL', 'seller', 'account_manager'],
  ['SERVICE', 'service', 'service'],
]

const scopes: Record<keyof typeof titles, DataScope> = { head: 'all', lead: 'department_tree', seller: 'own', service: 'all' }

/** The people of the firm who work with customers, head of sales first. */
export function demoStaff(language: Language): readonly DemoPerson[] {
  return seats.map(([department, title, role], index) => {
    const { name, latin } = numberedPerson(index)
    return {
      code: `S${String(index + 1).padStart(2, '0')}`,
      name: inLanguage(name, language),
      email: `${latin}@whalesong.example.com`,
      mobile: inventedMobile(diceOf(index, 41)),
      department,
      title: inLanguage(titles[title], language),
      role,
      dataScope: scopes[title],
    }
  })
}

/** Index into the staff of the person who answers what customers raise. */
export const serviceLead = seats.findIndex(([, title]) => title === 'service')

/** Indexes into the staff of those who sell in a department. */
export function sellersOf(department: string): readonly number[] {
  return seats.flatMap((seat, index) => (seat[0] === department && seat[1] !== 'head' ? [index] : []))
}

export type Partner = {
  readonly code: string
  readonly name: Both
  readonly creditCode: string
  readonly city: Both
  readonly phone: string
  readonly work: Both
  readonly contact: Both
}

const partnerForm: Both = ['有限公司', 'Co., Ltd.']

function partner(prefix: string, index: number, nameIndex: number, work: Both): Partner {
  const dice = diceOf(nameIndex, 43)
  const { brand, place } = brandOf(nameIndex)
  return {
    code: `${prefix}${String(index + 1).padStart(3, '0')}`,
    name: firmName(place, brand, work, partnerForm),
    creditCode: inventedCreditCode(place.code, 20_000_000 + nameIndex),
    city: place.name,
    phone: inventedLandline(place.dialling, dice),
    work,
    contact: numberedPerson(nameIndex + wholeBetween(dice, 0, 30)).name,
  }
}

const supplies: readonly Both[] = [
  ['轴承钢', 'Bearing Steel'],
  ['钢球', 'Steel Balls'],
  ['保持架', 'Bearing Cages'],
  ['精密锻造', 'Precision Forging'],
  ['密封件', 'Seals'],
  ['润滑材料', 'Lubricants'],
  ['铝型材', 'Aluminium Profiles'],
  ['热处理', 'Heat Treatment'],
  ['橡胶制品', 'Rubber Products'],
  ['齿轮', 'Gears'],
  ['链条', 'Chains'],
  ['包装材料', 'Packaging'],
]

/** Firms that supply the demo company; names from the far end of the series, away from its customers'. */
export const suppliers: readonly Partner[] = Array.from({ length: 25 }, (_, index) =>
  partner('V', index, 900 + index, supplies[index % supplies.length] ?? ['', '']),
)

/** The third-party logistics provider comes first, then the carriers it hands over to. */
export const carriers: readonly Partner[] = [
  partner('L', 0, 930, ['供应链管理', 'Supply Chain Services']),
  partner('L', 1, 931, ['物流', 'Logistics']),
  partner('L', 2, 932, ['快运', 'Express Freight']),
  partner('L', 3, 933, ['货运', 'Haulage']),
  partner('L', 4, 934, ['速递', 'Parcel Service']),
]
