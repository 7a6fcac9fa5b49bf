import type { Both } from './bilingual.ts'
import { between, diceOf, happens, wholeBetween } from './dice.ts'
import { suppliers } from './firm.ts'

export type Category = { readonly code: string; readonly name: Both }

export type Item = {
  readonly code: string
  readonly name: Both
  readonly category: number
  readonly unit: Both
  /** List price without tax, fen. */
  readonly priceFen: number
  /** Standard cost, fen; what it truly costs, whether the books say so or not. */
  readonly costFen: number
  readonly costKnown: boolean
  readonly supplier: string
  /** Smallest pack: quantities are its multiples. */
  readonly pack: number
}

type Family = {
  readonly code: string
  readonly name: Both
  readonly unit: Both
  readonly models: readonly string[]
  /** Price of the smallest and the largest model, yuan. */
  readonly prices: readonly [number, number]
  /** Cost as a share of list price. */
  readonly cost: number
  readonly pack: number
  readonly knownCost: number
}

const piece: Both = ['套', 'set']
const models = (text: string) => text.split(' ')

const families: readonly Family[] = [
  {
    code: 'DGB',
    name: ['深沟球轴承', 'Deep Groove Ball Bearings'],
    unit: piece,
    models: models(
      '6000-2RS 6001-ZZ 6002-2RS 6003-ZZ 6004-2RS 6005-ZZ 6200-2RS 6201-ZZ 6202-2RS 6203-ZZ 6204-2RS 6205-ZZ 6206-2RS 6207-ZZ 6208-2RS 6209-ZZ 6210-2RS 6304-ZZ 6305-2RS 6306-ZZ 6308-2RS 6310-ZZ 6312-2RS 6316-ZZ',
    ),
    prices: [6, 320],
    cost: 0.69,
    pack: 10,
    knownCost: 0.95,
  },
  {
    code: 'TRB',
    name: ['圆锥滚子轴承', 'Tapered Roller Bearings'],
    unit: piece,
    models: models('30202 30203 30204 30205 30206 30207 30208 30209 30210 30212 32005 32006 32007 32008 32010 32012 32210 32216'),
    prices: [22, 560],
    cost: 0.68,
    pack: 4,
    knownCost: 0.9,
  },
  {
    code: 'CRB',
    name: ['圆柱滚子轴承', 'Cylindrical Roller Bearings'],
    unit: piece,
    models: models('N204E NU205E NJ206E NU207E NUP208E NU209E NJ210E NU212E NU214E NN3010K NN3014K NU216E NJ218E NU220E'),
    prices: [48, 1600],
    cost: 0.66,
    pack: 2,
    knownCost: 0.85,
  },
  {
    code: 'PBU',
    name: ['带座外球面轴承', 'Mounted Bearing Units'],
    unit: piece,
    models: models('UCP204 UCP205 UCP206 UCP208 UCP210 UCP212 UCF204 UCF205 UCF206 UCF208 UCFL204 UCFL206 UCT205 UCT208'),
    prices: [26, 290],
    cost: 0.7,
    pack: 4,
    knownCost: 0.8,
  },
  {
    code: 'LMG',
    name: ['直线导轨', 'Linear Guides'],
    unit: ['根', 'pc'],
    models: models(
      'LG15-400 LG15-800 LG20-600 LG20-1000 LG20-1500 LG25-800 LG25-1200 LG25-2000 LG30-1000 LG30-2000 LG35-1500 LG45-2000 LGS15 LGS20 LGS25 LGS30 LGS35 LGS45',
    ),
    prices: [180, 3200],
    cost: 0.62,
    pack: 1,
    knownCost: 0.85,
  },
  {
    code: 'BSC',
    name: ['滚珠丝杠', 'Ball Screws'],
    unit: ['根', 'pc'],
    models: models(
      'BS1204-300 BS1605-500 BS1605-800 BS2005-600 BS2005-1000 BS2505-800 BS2510-1200 BS3210-1000 BS3210-1500 BS4010-2000 BS5010-2500',
    ),
    prices: [380, 5200],
    cost: 0.6,
    pack: 1,
    knownCost: 0.6,
  },
  {
    code: 'CPL',
    name: ['联轴器', 'Couplings'],
    unit: piece,
    models: models('GE19 GE24 GE28 GE38 GE42 GE48 GE55 DJ25 DJ34 DJ40 DJ55 DJ68 BW26 BW39 BW56'),
    prices: [45, 980],
    cost: 0.61,
    pack: 1,
    knownCost: 0.7,
  },
  {
    code: 'TBT',
    name: ['同步带与带轮', 'Timing Belts and Pulleys'],
    unit: ['条', 'pc'],
    models: models(
      'HTD5M-450 HTD5M-600 HTD5M-1000 HTD8M-800 HTD8M-1200 HTD8M-1760 T5-500 T10-780 T10-1250 P5M-24 P5M-36 P8M-28 P8M-44 P8M-60',
    ),
    prices: [28, 460],
    cost: 0.64,
    pack: 2,
    knownCost: 0.65,
  },
  {
    code: 'CHN',
    name: ['链条与链轮', 'Chains and Sprockets'],
    unit: ['条', 'pc'],
    models: models('08A-1 10A-1 12A-1 16A-1 20A-1 08B-2 10B-2 12B-2 16B-2 CS08-18 CS10-20 CS12-22 CS16-19'),
    prices: [55, 880],
    cost: 0.71,
    pack: 1,
    knownCost: 0.6,
  },
  {
    code: 'GRU',
    name: ['减速机', 'Gear Units'],
    unit: ['台', 'unit'],
    models: models(
      'WR040-20 WR050-30 WR063-30 WR075-40 WR090-50 WR110-60 PL060-5 PL090-5 PL090-10 PL120-10 HR37-0.75 HR57-1.5 HR77-3.0 HR87-5.5',
    ),
    prices: [320, 8600],
    cost: 0.67,
    pack: 1,
    knownCost: 0.75,
  },
  {
    code: 'LUB',
    name: ['润滑剂', 'Lubricants'],
    unit: ['桶', 'can'],
    models: models('GR2-1KG GR2-15KG GR3-15KG HT2-1KG HT2-15KG FG2-1KG FG2-5KG OIL46-18L OIL68-18L OIL220-18L'),
    prices: [48, 1450],
    cost: 0.58,
    pack: 1,
    knownCost: 0.4,
  },
  {
    code: 'SEA',
    name: ['油封与密封件', 'Seals'],
    unit: ['只', 'pc'],
    models: models(
      'TC20x35x7 TC25x40x7 TC30x47x7 TC35x52x8 TC40x62x8 TC45x65x8 TC50x72x10 TC60x80x10 TC70x95x12 TC85x110x12 VR25 VR40 VR60',
    ),
    prices: [4, 65],
    cost: 0.57,
    pack: 10,
    knownCost: 0.45,
  },
]

export const categories: readonly Category[] = families.map(({ code, name }) => ({ code, name }))

function itemsOf(family: Family, category: number): readonly Item[] {
  const dice = diceOf(category, 59)
  const [low, high] = family.prices
  return family.models.map((model, place) => {
    const step = family.models.length > 1 ? place / (family.models.length - 1) : 0
    const priceFen = Math.round(low * (high / low) ** step * between(dice, 0.85, 1.15) * 10) * 10
    return {
      code: `${family.code}-${model}`,
      name: [`${family.name[0]} ${model}`, `${family.name[1].replace(/s$/, '').replace(/s and .*/, '')} ${model}`],
      category,
      unit: family.unit,
      priceFen,
      costFen: Math.round(priceFen * family.cost * between(dice, 0.93, 1.07)),
      costKnown: happens(dice, family.knownCost),
      supplier: suppliers[wholeBetween(dice, 0, suppliers.length - 1)]?.code ?? '',
      pack: priceFen < 5000 ? family.pack : 1,
    }
  })
}

/** Every item the demo sells, category by category. */
export const items: readonly Item[] = families.flatMap(itemsOf)

/** Indexes into `items` by category. */
export const itemsByCategory: readonly (readonly number[])[] = families.map((_, category) =>
  items.flatMap((item, index) => (item.category === category ? [index] : [])),
)
