import { type Kpi, kpiShapes } from '#core/strategy/kpi.ts'
import type { Choice, CustomType, FieldColour } from '#core/platform/custom-field.ts'
import type { Both } from './bilingual.ts'

/** A tag that the demo company puts on its customers. */
export type HouseTag = { readonly key: string; readonly name: Both; readonly colour: FieldColour; readonly description: Both }

export const houseTags: readonly HouseTag[] = [
  {
    key: 'key_account',
    name: ['重点客户', 'Key account'],
    colour: 'red',
    description: ['总监每季度亲自回顾', 'Reviewed by the head of sales every quarter'],
  },
  {
    key: 'export',
    name: ['出口配套', 'For export'],
    colour: 'blue',
    description: ['整机出口，轴承须附英文质保书', 'Machines go abroad: certificates in English'],
  },
  { key: 'new_energy', name: ['新能源', 'New energy'], colour: 'green', description: ['新能源装备或产线', 'Equipment for new energy'] },
  { key: 'fair', name: ['展会线索', 'From a fair'], colour: 'teal', description: ['在展会上认识', 'Met at a fair'] },
  {
    key: 'slow_payer',
    name: ['回款偏慢', 'Pays late'],
    colour: 'amber',
    description: ['经常晚于账期 20 天以上', 'Often more than 20 days after the term'],
  },
  {
    key: 'high_season',
    name: ['旺季备货', 'Stocks up'],
    colour: 'purple',
    description: ['旺季前集中下单，提前两个月排产', 'Orders before the season: planned two months ahead'],
  },
]

/** A field of its own that the demo company keeps of its customers. */
export type HouseField = {
  readonly key: string
  readonly type: CustomType
  readonly label: Both
  readonly help: Both
  readonly choices: readonly Choice[]
}

const months: readonly Choice[] = Array.from({ length: 12 }, (_, month) => ({
  key: `m${String(month + 1).padStart(2, '0')}`,
  labelZh: `${month + 1} 月`,
  labelEn:
    ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][month] ?? '',
  colour: 'grey',
}))

export const houseFields: readonly HouseField[] = [
  {
    key: 'machine_model',
    type: 'text',
    label: ['设备型号', 'Machine model'],
    help: ['对方在产或在用的主要机型，决定备哪些轴承', 'The machine they make or run: it decides which bearings to keep'],
    choices: [],
  },
  {
    key: 'overhaul_month',
    type: 'choice',
    label: ['年检月份', 'Overhaul month'],
    help: ['设备年度检修的月份，提前两个月联系', 'The month of their yearly overhaul: call two months before'],
    choices: months,
  },
  {
    key: 'is_odm',
    type: 'choice',
    label: ['是否 ODM', 'ODM'],
    help: ['是否为他人贴牌设计制造', 'Whether they design and make for other brands'],
    choices: [
      { key: 'yes', labelZh: '是', labelEn: 'Yes', colour: 'blue' },
      { key: 'no', labelZh: '否', labelEn: 'No', colour: 'grey' },
    ],
  },
]

/** A view of the list of customers that the demo company keeps; `department`: with whom it is shared, everybody without one. */
export type HouseView = { readonly name: Both; readonly department: string | undefined; readonly search: Readonly<Record<string, unknown>> }

const condition = (column: string, value: readonly string[]) => ({ column, is: 'in', value })

/** `tagName`: a tag by its key, as the demo's language calls it. */
export const houseViews = (tagName: (key: string) => string): readonly HouseView[] => [
  {
    name: ['重点客户', 'Key accounts'],
    department: undefined,
    search: { filter: { all: [condition('tags', [tagName('key_account')])] }, sort: 'netContribution' },
  },
  {
    name: ['大客户正在走下坡', 'Large customers in decline'],
    department: undefined,
    search: { tier: ['mvc', 'mgc'], warned: true, sort: 'atStake' },
  },
  {
    name: ['一季度检修，现在该联系', 'Overhaul in the first quarter: call now'],
    department: undefined,
    search: { filter: { all: [condition('custom.overhaul_month', ['m01', 'm02', 'm03'])] } },
  },
  {
    name: ['华东 ODM 客户', 'ODM customers in the east'],
    department: 'EAST',
    search: { filter: { all: [condition('custom.is_odm', ['yes'])] }, sort: 'netContribution' },
  },
]

/** A public pool of the demo company; `members`: departments, by their codes. */
export type HousePool = {
  readonly key: string
  readonly name: Both
  readonly note: Both
  readonly members: readonly string[]
  readonly isDefault: boolean
  readonly dailyLimit: number
  readonly capacity: number
}

export const housePools: readonly HousePool[] = [
  {
    key: 'east',
    name: ['华东公海', 'Pool of the east'],
    note: ['华东大区一个多月无人跟进的客户回到这里。', 'Customers of the east whom nobody has followed up for over a month.'],
    members: ['EAST'],
    isDefault: true,
    dailyLimit: 5,
    capacity: 120,
  },
  {
    key: 'far',
    name: ['外埠公海', 'Pool of the other regions'],
    note: ['外埠大区的客户；路远，先电话确认再领取。', 'Customers of the other regions: far away, so call before you claim.'],
    members: ['FAR'],
    isDefault: true,
    dailyLimit: 8,
    capacity: 150,
  },
  {
    key: 'channel',
    name: ['渠道公海', 'Pool of the channel'],
    note: ['经销商与门店；渠道部每周一分配。', 'Dealers and shops: handed out every Monday.'],
    members: ['CHANNEL'],
    isDefault: true,
    dailyLimit: 10,
    capacity: 300,
  },
]

export const poolOfDepartment = (department: string): HousePool | undefined =>
  housePools.find(({ members }) => members.includes(department))

/** Targets of the present year and, lower or higher than these, of the last. Shares 0..1, points of 100, money in fen. */
const targetsOf: Readonly<Partial<Record<Kpi, readonly [lastYear: number, thisYear: number]>>> = {
  new_customers: [5, 6],
  retained_share: [0.96, 0.93],
  kept_growth: [0.15, 0.25],
  identified_share: [0.95, 0.97],
  won_share: [0.45, 0.5],
  acquisition_cost: [600_000, 450_000],
  kept_customers: [500, 495],
  know: [75, 85],
  need: [0.2, 0.35],
  respond: [0.85, 0.92],
  deliver: [0.94, 0.96],
  support: [0.85, 0.92],
  care: [0.4, 0.45],
  satisfaction: [72, 78],
  cost_share: [0.82, 0.81],
  profit: [2_400_000_000, 3_200_000_000],
}

export type HouseTarget = { readonly kpi: Kpi; readonly year: number; readonly target: number }

/** What the head of sales wants of a year and wanted of the one before. */
export function houseTargets(year: number): readonly HouseTarget[] {
  return (Object.keys(kpiShapes) as Kpi[]).flatMap((kpi: Kpi) => {
    const [last, now] = targetsOf[kpi] ?? []
    return last === undefined || now === undefined
      ? []
      : [
          { kpi, year: year - 1, target: last },
          { kpi, year, target: now },
        ]
  })
}
