import { type CustomerType, customerTypes } from '#core/segments/grid.ts'
import { typeColours } from '#web/ui/customer-type.ts'
import { densityFrom, dotsOverDensity, shadesOf } from './map-canvas-density.ts'
import { type Box, cellBox, type MapCuts, type MapPoint, rawPlace } from './map-canvas-layout.ts'
import type { Moving } from './map-canvas-motion.ts'

export type Ink = {
  readonly paper: string
  readonly ink: string
  readonly line: string
  readonly accent: string
  readonly danger: string
  readonly dark: boolean
}
export type Scene = {
  readonly plot: Box
  readonly cuts: MapCuts
  readonly spots: readonly Moving[]
  readonly selection: ReadonlySet<string>
  readonly hovered: string | undefined
  /** The line being drawn to select, if any. */
  readonly trace: readonly { readonly x: number; readonly y: number }[]
  readonly arrows: boolean
}

type Look = 'plain' | 'provisional' | 'negative'

const lookOf = ({ contribution, provisional = false }: MapPoint): Look =>
  contribution < 0 ? 'negative' : provisional ? 'provisional' : 'plain'

/** A colour mixed with black or white by a share, for edges that part a dot from its ground. */
function mixed(colour: string, towards: 0 | 255, share: number): string {
  const parts = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
  return `rgb(${parts.map(part => Math.round(part + (towards - part) * share)).join(' ')})`
}

function drawDot(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  at: number,
  radius: number,
  colour: string,
  look: Look,
  ink: Ink,
): void {
  const edge = mixed(colour, ink.dark ? 255 : 0, ink.dark ? 0.35 : 0.42)
  const circle = (size: number) => {
    context.beginPath()
    context.arc(at, at, Math.max(0.5, size), 0, Math.PI * 2)
  }
  circle(radius)
  context.fillStyle = look === 'plain' ? colour : ink.paper
  context.fill()
  context.lineWidth = look === 'plain' ? 0.75 : Math.min(2, Math.max(1.25, radius / 5))
  context.strokeStyle = look === 'negative' ? ink.danger : edge
  context.stroke()
  if (look === 'provisional' && radius > 3) {
    circle(radius * 0.55)
    context.fillStyle = colour
    context.fill()
  }
  if (look !== 'negative' || radius < 3) return
  context.beginPath()
  context.moveTo(at - radius * 0.5, at)
  context.lineTo(at + radius * 0.5, at)
  context.stroke()
}

type Stamp = { readonly image: OffscreenCanvas; readonly half: number }

/** Dots drawn once for each colour, look and half pixel of size, then stamped: 20,000 take a few milliseconds. */
export function stampsFor(ink: Ink, ratio: number): (type: CustomerType, look: Look, radius: number) => Stamp {
  const made = new Map<string, Stamp>()
  return (type, look, radius) => {
    const size = Math.round(radius * 2) / 2
    const key = `${type} ${look} ${size}`
    const have = made.get(key)
    if (have) return have
    const half = size + 2
    const image = new OffscreenCanvas(Math.ceil(half * 2 * ratio), Math.ceil(half * 2 * ratio))
    const context = image.getContext('2d')
    context?.scale(ratio, ratio)
    if (context) drawDot(context, half, size, typeColours[type], look, ink)
    const stamp = { image, half }
    made.set(key, stamp)
    return stamp
  }
}
export type Stamps = ReturnType<typeof stampsFor>

type Brush = CanvasRenderingContext2D

function paintCells(brush: Brush, { plot, cuts }: Scene, ink: Ink): void {
  for (const type of customerTypes) {
    const { left, top, width, height } = cellBox(type, cuts, plot)
    brush.globalAlpha = ink.dark ? 0.13 : 0.14
    brush.fillStyle = typeColours[type]
    brush.fillRect(left, top, width, height)
    brush.globalAlpha = 1
    brush.strokeStyle = ink.line
    brush.lineWidth = 1
    brush.strokeRect(Math.round(left) + 0.5, Math.round(top) + 0.5, Math.round(width), Math.round(height))
  }
}

function paintDensity(brush: Brush, scene: Scene): void {
  const side = 6
  for (const { x, y, type, depth } of shadesOf(scene.spots, scene.plot, side)) {
    brush.globalAlpha = 0.15 + 0.75 * depth
    brush.fillStyle = typeColours[type]
    brush.fillRect(x, y, side, side)
  }
  brush.globalAlpha = 1
}

function arrow(brush: Brush, from: { x: number; y: number }, to: { x: number; y: number }, head: number): void {
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  brush.beginPath()
  brush.moveTo(from.x, from.y)
  brush.lineTo(to.x, to.y)
  brush.moveTo(to.x - head * Math.cos(angle - 0.45), to.y - head * Math.sin(angle - 0.45))
  brush.lineTo(to.x, to.y)
  brush.lineTo(to.x - head * Math.cos(angle + 0.45), to.y - head * Math.sin(angle + 0.45))
  brush.stroke()
}

/** So many arrows can be read; of more, those of the largest customers are drawn, and any on hover. */
const mostArrows = 120

function paintArrows(brush: Brush, { spots, plot, cuts, hovered, arrows }: Scene, ink: Ink): void {
  brush.strokeStyle = ink.ink
  const moved = arrows ? spots.filter(({ point }) => point.from !== undefined).slice(0, mostArrows) : []
  const own = spots.filter(({ point }) => point.id === hovered && point.from !== undefined)
  for (const spot of [...moved, ...own]) {
    if (!spot.point.from) continue
    const to = { x: spot.x, y: spot.y }
    const from = rawPlace(spot.point.from, cuts, plot)
    if (Math.hypot(to.x - from.x, to.y - from.y) < 12) continue
    brush.globalAlpha = spot.point.id === hovered ? 1 : 0.45 * spot.seen
    brush.lineWidth = spot.point.id === hovered ? 2 : 1.25
    arrow(brush, from, to, 7)
  }
  brush.globalAlpha = 1
}

/** A short stroke from the dot towards the cell it may move to. */
function paintPending(brush: Brush, { spots, plot, cuts }: Scene, ink: Ink): void {
  brush.strokeStyle = ink.accent
  brush.lineWidth = 1.5
  for (const { point, x, y, radius } of spots) {
    if (!point.pending || point.pending === point.type) continue
    const to = cellBox(point.pending, cuts, plot)
    const angle = Math.atan2(to.top + to.height / 2 - y, to.left + to.width / 2 - x)
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)]
    arrow(brush, { x: x + radius * cosine, y: y + radius * sine }, { x: x + (radius + 9) * cosine, y: y + (radius + 9) * sine }, 4)
  }
}

function paintDots(brush: Brush, { spots, selection }: Scene, stamps: Stamps): void {
  const some = selection.size > 0
  for (const { point, x, y, radius, seen } of spots) {
    const { image, half } = stamps(point.type, lookOf(point), radius)
    brush.globalAlpha = seen * (some && !selection.has(point.id) ? 0.22 : 1)
    brush.drawImage(image, x - half, y - half, half * 2, half * 2)
  }
  brush.globalAlpha = 1
}

function paintRings(brush: Brush, { spots, selection, hovered }: Scene, ink: Ink): void {
  for (const { point, x, y, radius } of spots) {
    const chosen = selection.has(point.id)
    if (!chosen && point.id !== hovered) continue
    brush.beginPath()
    brush.arc(x, y, radius + 2, 0, Math.PI * 2)
    brush.strokeStyle = chosen ? ink.accent : ink.ink
    brush.lineWidth = point.id === hovered ? 2.5 : 1.5
    brush.stroke()
  }
}

function paintTrace(brush: Brush, { trace }: Scene, ink: Ink): void {
  const [first, ...rest] = trace
  if (!first) return
  brush.beginPath()
  brush.moveTo(first.x, first.y)
  for (const { x, y } of rest) brush.lineTo(x, y)
  brush.closePath()
  brush.globalAlpha = 0.12
  brush.fillStyle = ink.accent
  brush.fill()
  brush.globalAlpha = 1
  brush.setLineDash([5, 4])
  brush.strokeStyle = ink.accent
  brush.lineWidth = 1.5
  brush.stroke()
  brush.setLineDash([])
}

/** Paints the whole map anew: ground, density where the dots are too many, dots, arrows, what is chosen. */
export function paintMap(brush: Brush, scene: Scene, ink: Ink, stamps: Stamps): void {
  const dense = scene.spots.length > densityFrom
  paintCells(brush, scene, ink)
  if (dense) paintDensity(brush, scene)
  const chosen = scene.selection
  const shown = dense
    ? scene.spots.filter(({ point }, at) => at < dotsOverDensity || chosen.has(point.id) || point.id === scene.hovered)
    : scene.spots
  const seen = { ...scene, spots: shown }
  paintDots(brush, seen, stamps)
  paintPending(brush, seen, ink)
  paintArrows(brush, seen, ink)
  paintRings(brush, seen, ink)
  paintTrace(brush, scene, ink)
}
