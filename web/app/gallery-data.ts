import { type CustomerType, customerTypes, identify, lifecycleStages } from '#core/segments/grid.ts'
import type { MapCell, MapPoint } from '#web/segments/map-canvas-layout.ts'

/** A small generator of even numbers in [0, 1), the same on every run. */
export function diceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const cities = ['苏州', '宁波', '无锡', '杭州', '温州', '常州', '嘉兴', '昆山', '南通', '台州']
const words = ['恒力', '华东', '精工', '瑞丰', '联创', '德胜', '永固', '新城', '博世达', '金源']
const trades = ['轴承有限公司', '传动设备有限公司', '机械制造厂', '工业品经销部', '自动化科技有限公司', '减速机股份有限公司']

const pick = <T>(list: readonly T[], dice: () => number): T => list[Math.floor(dice() * list.length)] as T
const bandOf = (share: number, medium: number, high: number) => (share >= high ? 'high' : share >= medium ? 'medium' : 'low')

export type GalleryRow = MapPoint & {
  readonly code: string
  readonly stage: (typeof lifecycleStages)[number]
  readonly city: string
  readonly orders: number
}

function rowOf(at: number, dice: () => number): GalleryRow {
  const x = dice() * 100
  const y = Math.min(100, Math.max(0, 50 + (dice() + dice() + dice() - 1.5) * 55 + (x - 50) * 0.15))
  const city = pick(cities, dice)
  const contribution = Math.round((x < 6 ? -dice() * 4e6 : 4e5 * Math.exp((x / 100) * 5.4) * (0.6 + dice())) * 1)
  const type = identify(bandOf(x, 50, 80), bandOf(y, 40, 65)) as CustomerType
  const drift = dice()
  return {
    id: `c${at}`,
    code: `KH${String(at + 1).padStart(5, '0')}`,
    name: `${city}${pick(words, dice)}${pick(trades, dice)}`,
    x,
    y,
    contribution,
    type,
    provisional: dice() < 0.08,
    from:
      drift < 0.06
        ? { x: Math.max(0, Math.min(100, x + (dice() - 0.5) * 60)), y: Math.max(0, Math.min(100, y + (dice() - 0.5) * 40)) }
        : undefined,
    stage: pick(lifecycleStages, dice),
    city,
    orders: Math.floor(dice() * 80) + 1,
  }
}

export function galleryRows(count: number, seed = 7): readonly GalleryRow[] {
  const dice = diceOf(seed)
  return Array.from({ length: count }, (_, at) => rowOf(at, dice))
}

export function galleryCells(rows: readonly MapPoint[]): readonly MapCell[] {
  return customerTypes.map(type => {
    const own = rows.filter(row => row.type === type)
    return { type, count: own.length, money: own.reduce((sum, row) => sum + row.contribution, 0) }
  })
}
