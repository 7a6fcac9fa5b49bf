import type { CustomerType } from '#core/segments/grid.ts'

/** The nine colours: hue by potential, depth by current value. Never shown without the name. */
export const typeColours: Readonly<Record<CustomerType, string>> = {
  pioneering: '#F3DFA2',
  star: '#E0B84C',
  gold: '#B8860B',
  activatable: '#C6DAF0',
  promising: '#7FA9D8',
  mature: '#2F6DB5',
  release: '#E3D5D3',
  endangered: '#C98B82',
  overmature: '#9C3D32',
}

function channel(value: number): number {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** Relative luminance of a colour `#rrggbb`, 0 (black) to 1 (white). WCAG 2.2. */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => channel(Number.parseInt(colour.slice(at, at + 2), 16)))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast ratio of two colours, 1 to 21. WCAG 2.2. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/**
 * The ink that reads better on a colour `#rrggbb`: black or white. Full black, because then one of the two has a contrast of at least √21 ≈ 4.58
 * on every colour there is; of white and any softer black, neither reaches 4.5 on some colours of middle depth.
 */
export function inkOn(colour: string): string {
  return contrast(colour, '#000000') >= contrast(colour, '#ffffff') ? '#000000' : '#ffffff'
}

const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16)

/** A colour laid over a paper, both `#rrggbb`, as deep as a probability (0 to 1): the deeper, the likelier; half of it is nearly the full colour. */
export function depthOf(colour: string, probability: number, paper: string): string {
  const depth = Math.min(1, Math.sqrt(probability) * 1.2)
  const mixed = [1, 3, 5].map(at => Math.round(part(paper, at) + depth * (part(colour, at) - part(paper, at))))
  return `#${mixed.map(level => level.toString(16).padStart(2, '0')).join('')}`
}
