import { type PointerEvent, useMemo, useRef, useState } from 'react'
import type { CustomerType } from '#core/segments/grid.ts'
import { type Box, cellAt, type MapCuts, type MapPoint, type Spot } from './map-canvas-layout.ts'
import { chosenBy, indexOf, rectangleOf, spotAt, thinned } from './map-canvas-picking.ts'

export type Tool = 'point' | 'rectangle' | 'lasso'
type Place = { readonly x: number; readonly y: number }

export type PointerWishes = {
  readonly selection: ReadonlySet<string>
  readonly onSelect: (ids: ReadonlySet<string>) => void
  readonly onOpen: (point: MapPoint) => void
  readonly onCell: (type: CustomerType) => void
}

type Given = PointerWishes & { readonly tool: Tool; readonly plot: Box; readonly cuts: MapCuts; readonly spots: readonly Spot[] }

const placeIn = (event: PointerEvent<HTMLElement>): Place => {
  const box = event.currentTarget.getBoundingClientRect()
  return { x: event.clientX - box.left, y: event.clientY - box.top }
}

const nothing: readonly Place[] = []

function withOne(selection: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selection)
  if (!next.delete(id)) next.add(id)
  return next
}

/** What a pointer does on the map: hovering names a dot, a click opens it (or the cell), dragging selects. With Shift any tool draws a rectangle. */
export function useMapPointer({ tool, plot, cuts, spots, selection, onSelect, onOpen, onCell }: Given) {
  const [hovered, setHovered] = useState<Spot>()
  const [trace, setTrace] = useState(nothing)
  const start = useRef<{ place: Place; tool: Tool }>(undefined)
  const index = useMemo(() => indexOf(spots), [spots])
  const find = (place: Place, touch: boolean) => spotAt(index, place.x, place.y, touch ? 14 : 5)

  const click = (place: Place, event: PointerEvent) => {
    const touch = event.pointerType === 'touch'
    const spot = find(place, touch)
    if (!spot) {
      setHovered(undefined)
      const type = cellAt(place.x, place.y, cuts, plot)
      if (type) onCell(type)
    } else if (event.ctrlKey || event.metaKey) onSelect(withOne(selection, spot.point.id))
    // A finger cannot hover: its first touch names the dot, its second opens it.
    else if (touch && hovered?.point.id !== spot.point.id) setHovered(spot)
    else onOpen(spot.point)
  }

  const on = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      start.current = { place: placeIn(event), tool: event.shiftKey ? 'rectangle' : tool }
      if (start.current.tool !== 'point') event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const place = placeIn(event)
      if (!start.current || start.current.tool === 'point') {
        if (event.pointerType !== 'touch') setHovered(find(place, false))
        return
      }
      const from = start.current.place
      setHovered(undefined)
      setTrace(start.current.tool === 'rectangle' ? rectangleOf(from, place) : old => thinned(old.length === 0 ? [from] : old, place))
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const began = start.current
      start.current = undefined
      setTrace(nothing)
      if (!began) return
      const place = placeIn(event)
      const dragged = began.tool !== 'point' && Math.hypot(place.x - began.place.x, place.y - began.place.y) + trace.length > 6
      if (!dragged) click(place, event)
      else if (trace.length > 2) {
        const chosen = chosenBy(trace, spots)
        onSelect(event.ctrlKey || event.metaKey ? new Set([...selection, ...chosen]) : chosen)
      }
    },
    onPointerCancel: () => {
      start.current = undefined
      setTrace(nothing)
    },
    onPointerLeave: () => setHovered(undefined),
  }
  return { hovered, trace, on, forget: () => setHovered(undefined) }
}
