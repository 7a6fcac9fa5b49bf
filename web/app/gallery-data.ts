import { type CustomerType, customerTypes, identify, lifecycleStages } from '#core/segments/grid.ts'
import type { MapRaster } from '#web/segments/map-canvas-density.ts'
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

export const typeAt = (x: number, y: number): CustomerType => identify(bandOf(x, 50, 80), bandOf(y, 40, 65))

export type GalleryRow = MapPoint & {
  readonly x: number
  readonly y: number
  readonly contribution: number

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
  const type = typeAt(x, y)
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
    ...(drift < 0.04 ? { from: { x: dice() * 100, y: dice() * 100, type: pick(customerTypes, dice) } } : {}),
    ...(drift > 0.97 ? { pending: pick(customerTypes, dice) } : {}),
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
    return { type, count: own.length, money: own.reduce((sum, row) => sum + (row.contribution ?? 0), 0) }
  })
}

/** All but the largest 2,000 as a raster, as the server sends more than 20,000 customers. */
export function galleryRaster(rows: readonly GalleryRow[]): {
  readonly points: readonly GalleryRow[]
  readonly raster: MapRaster | undefined
} {
  if (rows.length <= 20_000) return { points: rows, raster: undefined }
  const ranked = rows.toSorted((a, b) => b.contribution - a.contribution)
  const square = (value: number) => Math.min(49, Math.floor(value / 2)) * 2 + 1
  const squares = Map.groupBy(ranked.slice(2000), row => `${square(row.x)} ${square(row.y)} ${customerTypes.indexOf(row.type)}`)
  const found = [...squares].map(([key, own]) => [...key.split(' ').map(Number), own.length])
  const column = (at: number) => found.map(one => one[at] ?? 0)
  return { points: ranked.slice(0, 2000), raster: { current: column(0), potential: column(1), type: column(2), count: column(3) } }
}
