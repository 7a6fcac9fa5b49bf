import type { Both } from './bilingual.ts'

export type DemoKind = 'end_consumer' | 'shopper' | 'enterprise' | 'intermediary' | 'channel'

export type Industry = {
  readonly name: Both
  /** What stands in the firm's name. */
  readonly business: Both
  readonly form: Both
  readonly kind: DemoKind
  /** Demand by category, in the catalogue's order; 0 = never. */
  readonly demand: readonly number[]
  readonly weight: number
}

const limited: Both = ['有限公司', 'Co., Ltd.']
const jointStock: Both = ['股份有限公司', 'Corp.']
const store: Both = ['经营部', 'Trading Store']
const shop: Both = ['维修部', 'Repair Shop']

/** DGB TRB CRB PBU LMG BSC CPL TBT CHN GRU LUB SEA */
const demandOf = (text: string) => text.split(' ').map(Number)

export const industries: readonly Industry[] = [
  {
    name: ['数控机床', 'CNC machine tools'],
    business: ['数控机床', 'CNC Machine Tools'],
    form: limited,
    kind: 'enterprise',
    weight: 8,
    demand: demandOf('2 1 4 0 7 7 3 1 0 0 2 1'),
  },
  {
    name: ['纺织机械', 'Textile machinery'],
    business: ['纺织机械', 'Textile Machinery'],
    form: limited,
    kind: 'enterprise',
    weight: 6,
    demand: demandOf('6 1 2 2 1 0 1 5 2 1 2 3'),
  },
  {
    name: ['包装机械', 'Packaging machinery'],
    business: ['包装机械', 'Packaging Machinery'],
    form: limited,
    kind: 'enterprise',
    weight: 7,
    demand: demandOf('4 0 1 2 4 2 3 5 3 4 1 2'),
  },
  {
    name: ['输送设备', 'Conveying equipment'],
    business: ['输送设备', 'Conveying Equipment'],
    form: limited,
    kind: 'enterprise',
    weight: 6,
    demand: demandOf('3 1 0 6 0 0 1 3 6 6 2 2'),
  },
  {
    name: ['工业自动化', 'Industrial automation'],
    business: ['自动化设备', 'Automation Equipment'],
    form: limited,
    kind: 'enterprise',
    weight: 8,
    demand: demandOf('2 0 1 0 7 6 4 5 0 4 1 0'),
  },
  {
    name: ['新能源装备', 'New-energy equipment'],
    business: ['新能源装备', 'New Energy Equipment'],
    form: jointStock,
    kind: 'enterprise',
    weight: 4,
    demand: demandOf('3 3 4 0 5 4 4 2 1 4 2 2'),
  },
  {
    name: ['矿山与冶金', 'Mining and metallurgy'],
    business: ['矿山机械', 'Mining Machinery'],
    form: limited,
    kind: 'enterprise',
    weight: 4,
    demand: demandOf('1 6 6 3 0 0 3 0 4 5 3 3'),
  },
  {
    name: ['食品机械', 'Food machinery'],
    business: ['食品机械', 'Food Machinery'],
    form: limited,
    kind: 'enterprise',
    weight: 4,
    demand: demandOf('4 0 0 5 2 1 2 4 4 4 4 4'),
  },
  {
    name: ['泵与风机', 'Pumps and fans'],
    business: ['泵业', 'Pumps'],
    form: limited,
    kind: 'enterprise',
    weight: 5,
    demand: demandOf('6 3 4 2 0 0 5 1 0 0 3 6'),
  },
  {
    name: ['农业机械', 'Farm machinery'],
    business: ['农业机械', 'Farm Machinery'],
    form: limited,
    kind: 'enterprise',
    weight: 3,
    demand: demandOf('4 5 1 5 0 0 1 2 5 2 2 4'),
  },
  {
    name: ['轴承贸易', 'Bearing trade'],
    business: ['轴承', 'Bearings'],
    form: limited,
    kind: 'intermediary',
    weight: 11,
    demand: demandOf('8 6 5 5 2 1 0 0 0 0 3 3'),
  },
  {
    name: ['机电贸易', 'Industrial supplies trade'],
    business: ['机电设备', 'Industrial Supplies'],
    form: limited,
    kind: 'intermediary',
    weight: 11,
    demand: demandOf('4 2 2 3 4 2 4 4 3 5 3 3'),
  },
  {
    name: ['传动件经销', 'Drive-parts distribution'],
    business: ['传动配件销售', 'Drive Parts Sales'],
    form: limited,
    kind: 'channel',
    weight: 8,
    demand: demandOf('3 1 1 3 3 2 4 6 6 6 2 2'),
  },
  {
    name: ['五金机电店', 'Hardware store'],
    business: ['五金机电', 'Hardware'],
    form: store,
    kind: 'channel',
    weight: 6,
    demand: demandOf('6 3 1 4 1 0 2 4 4 1 4 5'),
  },
  {
    name: ['设备维修', 'Equipment repair'],
    business: ['机械', 'Machinery'],
    form: shop,
    kind: 'shopper',
    weight: 8,
    demand: demandOf('5 3 2 4 1 0 2 3 3 1 4 5'),
  },
  {
    name: ['个人用户', 'Private buyer'],
    business: ['小型农机', 'Small Farm Machines'],
    form: shop,
    kind: 'end_consumer',
    weight: 3,
    demand: demandOf('5 3 0 4 0 0 0 2 4 0 4 4'),
  },
]

/** Median yearly spend of a kind, yuan. */
export const usualSpend: Record<DemoKind, number> = {
  end_consumer: 2200,
  shopper: 14_000,
  enterprise: 95_000,
  intermediary: 115_000,
  channel: 85_000,
}

export const kindNames: Record<DemoKind, Both> = {
  end_consumer: ['消费者', 'End consumer'],
  shopper: ['顾客', 'Shopper'],
  enterprise: ['企业客户', 'Enterprise'],
  intermediary: ['中间客户', 'Intermediary'],
  channel: ['代理商/经销商/终端', 'Channel'],
}
