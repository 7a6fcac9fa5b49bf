import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useDark } from '#web/platform/preferences.ts'
import { type Box, type MapCuts, type MapPoint, type Spot, spotsOf } from './map-canvas-layout.ts'
import { asStill, type Moving, movedBetween } from './map-canvas-motion.ts'
import { type Ink, painterFor, type Scene } from './map-canvas-paint.ts'

export type Size = { readonly width: number; readonly height: number }

/** The size of an element in whole pixels, kept up to date. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const box = element.current
    if (!box) return
    const measure = () => setSize({ width: box.clientWidth, height: box.clientHeight })
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(box)
    return () => watch.disconnect()
  }, [element])
  return size
}

/** The plot inside the element: room for the axes' words at the left and below. */
export function plotOf({ width, height }: Size): Box {
  const left = width < 560 ? 22 : 34
  const bottom = 40
  return { left, top: 4, width: Math.max(60, width - left - 4), height: Math.max(60, height - bottom - 4) }
}

function inkNow(dark: boolean): Ink {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(`--lk-${name}`).trim()
  return { paper: of('paper'), ink: of('ink'), line: of('line-strong'), accent: of('accent'), danger: of('danger'), dark }
}

/** Pixels of the screen a CSS pixel; more than three are not seen. */
export const pixelRatio = () => Math.min(3, devicePixelRatio)

type Painted = Pick<Scene, 'selection' | 'hovered' | 'trace' | 'arrows' | 'raster'>

/** Runs `step` with the share of `length` milliseconds that has passed, frame by frame, up to 1. Returns the way to stop it. */
function run(length: number, step: (share: number) => void): () => void {
  let frame = 0
  const start = performance.now()
  const next = (now: number) => {
    const share = length === 0 ? 1 : Math.min(1, (now - start) / length)
    step(share)
    if (share < 1) frame = requestAnimationFrame(next)
  }
  frame = requestAnimationFrame(next)
  return () => cancelAnimationFrame(frame)
}

const wantsStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/**
 * Keeps the canvas painted: at once when what is chosen or hovered changes, in motion when the customers do (another month), at once again
 * when only the size did. Gives the dots as they stand when at rest.
 */
export function useMapScene(
  canvas: RefObject<HTMLCanvasElement | null>,
  size: Size,
  { points, cuts, length }: { readonly points: readonly MapPoint[]; readonly cuts: MapCuts; readonly length: number },
  painted: Painted,
): { readonly plot: Box; readonly spots: readonly Spot[] } {
  const dark = useDark()
  const plot = useMemo(() => plotOf(size), [size])
  const spots = useMemo(() => (size.width === 0 ? [] : spotsOf(points, cuts, plot)), [points, cuts, plot, size.width])
  const moving = useRef<readonly Moving[]>([])
  const before = useRef<{ points: readonly MapPoint[]; plot: Box }>(undefined)
  const latest = useRef(painted)
  const paint = useRef<() => void>(undefined)
  const ratio = pixelRatio()
  const repaint = useCallback(() => paint.current?.(), [])

  useEffect(() => {
    const element = canvas.current
    const brush = element?.getContext('2d')
    if (!element || !brush || size.width === 0) return
    // The page's theme is set by an effect of the frame, which runs after this one: colours are read at the first stroke.
    let painter: ReturnType<typeof painterFor> | undefined
    paint.current = () => {
      painter ??= painterFor(brush, { ...size, ratio }, inkNow(dark))
      painter({ plot, cuts, spots: moving.current, ...latest.current })
    }
    const frame = requestAnimationFrame(repaint)
    return () => cancelAnimationFrame(frame)
  }, [canvas, size, ratio, dark, plot, cuts, repaint])

  useEffect(() => {
    const travels = before.current !== undefined && before.current.plot === plot && before.current.points !== points && !wantsStill()
    before.current = { points, plot }
    const from = moving.current
    if (!travels) {
      moving.current = asStill(spots)
      const frame = requestAnimationFrame(repaint)
      return () => cancelAnimationFrame(frame)
    }
    return run(length, share => {
      moving.current = movedBetween(from, spots, share)
      repaint()
    })
  }, [spots, points, plot, length, repaint])

  useEffect(() => {
    latest.current = painted
    const frame = requestAnimationFrame(repaint)
    return () => cancelAnimationFrame(frame)
  }, [painted, repaint])

  return { plot, spots }
}
