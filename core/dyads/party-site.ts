/** What an address is for; one may serve for several. */
export const siteUses = ['delivery', 'billing', 'registered', 'visiting'] as const

/** The seven great regions of China and what belongs to them, by the names without 省, 市, 自治区. */
const greatRegions: Record<string, readonly string[]> = {
  华东: ['上海', '江苏', '浙江', '安徽', '福建', '江西', '山东'],
  华南: ['广东', '广西', '海南'],
  华中: ['河南', '湖北', '湖南'],
  华北: ['北京', '天津', '河北', '山西', '内蒙古'],
  西南: ['重庆', '四川', '贵州', '云南', '西藏'],
  西北: ['陕西', '甘肃', '青海', '宁夏', '新疆'],
  东北: ['辽宁', '吉林', '黑龙江'],
}

/** Provinces to choose from, by great region. */
export const provinces: readonly { readonly province: string; readonly greatRegion: string }[] = Object.entries(greatRegions).flatMap(
  ([greatRegion, names]) => names.map(province => ({ province, greatRegion })),
)

/** The great region of a province as people write it (江苏, 江苏省, 内蒙古自治区); undefined for any other text. */
export function greatRegionOf(region: string): string | undefined {
  const text = region.trim()
  if (text in greatRegions) return text
  return provinces.find(
    ({ province }) => text === province || (text.startsWith(province) && /^(省|市|.*自治区)$/.test(text.slice(province.length))),
  )?.greatRegion
}
