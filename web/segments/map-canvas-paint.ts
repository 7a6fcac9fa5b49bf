import { customerTypes } from '#core/segments/grid.ts'
import { typeColours } from '#web/ui/customer-type.ts'
import { type MapRaster, shadesOf } from './map-canvas-density.ts'
import { type Box, cellBox, groundsOf, type MapCuts, type MapPoint, placeOn } from './map-canvas-layout.ts'
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
  readonly raster: MapRaster | undefined
  readonly selection: ReadonlySet<string>
  readonly hovered: string | undefined
  /** The line being drawn to select, if any. */
  readonly trace: readonly { readonly x: number; readonly y: number }[]
  readonly arrows: boolean
}

type Look = 'plain' | 'provisional' | 'negative' | 'unknown'

const lookOf = ({ contribution, provisional = false }: MapPoint): Look =>
  contribution === null ? 'unknown' : contribution < 0 ? 'negative' : provisional ? 'provisional' : 'plain'

/** A colour mixed with black or white by a share, for edges that part a dot from its ground. */
function mixed(colour: string, towards: 0 | 255, share: number): string {
  const parts = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
  return `rgb(${parts.map(part => Math.round(part + (towards - part) * share)).join(' ')})`
}

function drawDot(context: Brush, at: number, radius: number, colour: string, look: Look, ink: Ink): void {
  const edge = mixed(colour, ink.dark ? 255 : 0, ink.dark ? 0.35 : 0.42)
  const circle = (size: number) => {
    context.beginPath()
    context.arc(at, at, Math.max(0.5, size), 0, Math.PI * 2)
  }
  circle(radius)
  const small = look === 'plain' && radius < 3
  context.fillStyle = small ? mixed(colour, ink.dark ? 255 : 0, 0.2) : look === 'plain' ? colour : ink.paper
  context.fill()
  if (small) return
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

type Stamp = { readonly image: ImageBitmap; readonly half: number }
type Stamps = { readonly ratio: number; readonly of: (colour: string, look: Look, radius: number) => Stamp }

/** Dots drawn once for each colour, look and half pixel of size, then stamped on whole pixels of the screen: 20,000 take some milliseconds. */
function stampsFor(ink: Ink, ratio: number): Stamps {
  const made = new Map<string, Stamp>()
  const make = (colour: string, look: Look, size: number): Stamp => {
    const half = Math.ceil((size + 2) * ratio)
    const image = new OffscreenCanvas(half * 2, half * 2)
    const context = image.getContext('2d')
    context?.scale(ratio, ratio)
    if (context) drawDot(context, half / ratio, size, colour, look, ink)
    return { image: image.transferToImageBitmap(), half }
  }
  const of = (colour: string, look: Look, radius: number) => {
    const size = Math.round(radius * 2) / 2
    const key = `${colour} ${look} ${size}`
    const stamp = made.get(key) ?? make(colour, look, size)
    made.set(key, stamp)
    return stamp
  }
  return { ratio, of }
}

type Brush = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

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

function paintRaster(brush: Brush, { raster, cuts, plot }: Scene): void {
  if (!raster) return
  for (const { left, top, width, height, type, depth } of shadesOf(raster, cuts, plot)) {
    brush.globalAlpha = 0.12 + 0.7 * depth
    brush.fillStyle = typeColours[type]
    brush.fillRect(left, top, width + 0.5, height + 0.5)
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

/** So many arrows can be read, fewer among many dots; of more, those of the largest customers are drawn, and any on hover. */
const mostArrows = (dots: number): number => (dots > 1500 ? 24 : 60)

function paintArrow(brush: Brush, spot: Moving, { plot, cuts }: Scene): void {
  if (!spot.point.from) return
  const to = { x: spot.x, y: spot.y }
  const ground = groundsOf(cuts, plot).get(spot.point.from.type)
  if (!ground) return
  const from = placeOn(ground, spot.point.from.x, spot.point.from.y)
  if (Math.hypot(to.x - from.x, to.y - from.y) >= 12) arrow(brush, from, to, 7)
}

function paintArrows(brush: Brush, scene: Scene, ink: Ink): void {
  if (!scene.arrows) return
  brush.strokeStyle = ink.ink
  brush.lineWidth = 1.25
  for (const spot of scene.spots.filter(({ point }) => point.from !== undefined).slice(0, mostArrows(scene.spots.length))) {
    brush.globalAlpha = 0.45 * spot.seen
    paintArrow(brush, spot, scene)
  }
  brush.globalAlpha = 1
}

/** A short stroke from the dot towards the cell it may move to. */
function paintPending(brush: Brush, { spots, plot, cuts }: Scene, ink: Ink): void {
  brush.strokeStyle = ink.accent
  brush.lineWidth = 1.5
  const moving = spots.filter(({ point }) => point.pending && point.pending !== point.type).slice(0, mostArrows(spots.length))
  for (const { point, x, y, radius } of moving) {
    const to = cellBox(point.pending ?? point.type, cuts, plot)
    const angle = Math.atan2(to.top + to.height / 2 - y, to.left + to.width / 2 - x)
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)]
    arrow(brush, { x: x + radius * cosine, y: y + radius * sine }, { x: x + (radius + 9) * cosine, y: y + (radius + 9) * sine }, 4)
  }
}

function paintDots(brush: Brush, { spots, selection }: Scene, stamps: Stamps): void {
  const some = selection.size > 0
  const { ratio } = stamps
  brush.save()
  brush.setTransform(1, 0, 0, 1, 0, 0)
  for (const { point, x, y, radius, seen } of spots) {
    const { image, half } = stamps.of(point.colour ?? typeColours[point.type], lookOf(point), radius)
    brush.globalAlpha = seen * (some && !selection.has(point.id) ? 0.22 : 1)
    brush.drawImage(image, Math.round(x * ratio) - half, Math.round(y * ratio) - half)
  }
  brush.restore()
}

function ring(brush: Brush, { x, y, radius }: Moving, colour: string, width: number): void {
  brush.beginPath()
  brush.arc(x, y, radius + 2, 0, Math.PI * 2)
  brush.strokeStyle = colour
  brush.lineWidth = width
  brush.stroke()
}

/** The dot under the pointer: on top of all others, with its way. */
function paintHovered(brush: Brush, scene: Scene, ink: Ink, stamps: Stamps): void {
  const spot = scene.spots.find(({ point }) => point.id === scene.hovered)
  if (!spot) return
  paintDots(brush, { ...scene, spots: [spot], selection: new Set() }, stamps)
  ring(brush, spot, ink.ink, 2.5)
  brush.strokeStyle = ink.ink
  brush.lineWidth = 2
  paintArrow(brush, spot, scene)
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

/** What stays while the pointer moves: ground, density where the dots are too many, dots, arrows, rings of what is chosen. */
function paintGround(brush: Brush, scene: Scene, ink: Ink, stamps: Stamps): void {
  paintCells(brush, scene, ink)
  paintRaster(brush, scene)
  paintDots(brush, scene, stamps)
  paintPending(brush, scene, ink)
  paintArrows(brush, scene, ink)
  const { selection, spots } = scene
  if (selection.size > 0) for (const spot of spots) if (selection.has(spot.point.id)) ring(brush, spot, ink.accent, 1.5)
}

type Screen = { readonly width: number; readonly height: number; readonly ratio: number }
const sameGround = (a: Scene, b: Scene) =>
  a.spots === b.spots &&
  a.raster === b.raster &&
  a.plot === b.plot &&
  a.cuts === b.cuts &&
  a.selection === b.selection &&
  a.arrows === b.arrows

/** A painter for one screen and theme. It keeps the ground it painted last, so that hovering over 20,000 dots costs a copy. */
export function painterFor(brush: CanvasRenderingContext2D, { width, height, ratio }: Screen, ink: Ink): (scene: Scene) => void {
  const stamps = stampsFor(ink, ratio)
  const ground = new OffscreenCanvas(Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio)))
  const under = ground.getContext('2d')
  let last: Scene | undefined
  return scene => {
    if (under && !(last && sameGround(last, scene))) {
      under.setTransform(ratio, 0, 0, ratio, 0, 0)
      under.clearRect(0, 0, width, height)
      paintGround(under, scene, ink, stamps)
    }
    last = scene
    brush.setTransform(1, 0, 0, 1, 0, 0)
    brush.clearRect(0, 0, ground.width, ground.height)
    brush.drawImage(ground, 0, 0)
    brush.setTransform(ratio, 0, 0, ratio, 0, 0)
    paintHovered(brush, scene, ink, stamps)
    paintTrace(brush, scene, ink)
  }
}
