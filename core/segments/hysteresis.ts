import { none } from './run.ts'

/**
 * What one axis remembers of every dyad: the confirmed band, how many runs in a row lay beyond it on one side, and the nearest of their candidates.
 * Bands are indices into `bands`, 255 = none.
 */
export type Axis = { readonly confirmed: Uint8Array; readonly streak: Uint8Array; readonly nearest: Uint8Array }

export const startAxis = (dyads: number): Axis => ({
  confirmed: new Uint8Array(dyads).fill(none),
  streak: new Uint8Array(dyads),
  nearest: new Uint8Array(dyads).fill(none),
})

function forget(axis: Axis, dyad: number): void {
  axis.streak[dyad] = 0
  axis.nearest[dyad] = none
}

/** One more run beyond the confirmed band: counted on if the runs before lay on the same side, else begun anew. */
function count(axis: Axis, dyad: number, candidate: number): void {
  const confirmed = axis.confirmed[dyad] as number
  const streak = axis.streak[dyad] as number
  const nearest = axis.nearest[dyad] as number
  const isUp = candidate > confirmed
  const goesOn = streak > 0 && nearest > confirmed === isUp
  axis.streak[dyad] = goesOn ? streak + 1 : 1
  axis.nearest[dyad] = !goesOn ? candidate : isUp ? Math.min(nearest, candidate) : Math.max(nearest, candidate)
}

/**
 * One run of one dyad: `raw` is its band without memory, `candidate` the band that it clears the buffer to. The first run takes the raw band; later
 * ones move to the nearest candidate once `runs` of them in a row lay beyond on the same side. The last of these counts again for the next step.
 * docs/methods/hysteresis.md
 */
export function confirm(axis: Axis, dyad: number, raw: number, candidate: number, runs: number): void {
  const confirmed = axis.confirmed[dyad] as number
  if (raw === none || confirmed === none) {
    axis.confirmed[dyad] = raw
    forget(axis, dyad)
    return
  }
  if (candidate === confirmed) return forget(axis, dyad)
  count(axis, dyad, candidate)
  if ((axis.streak[dyad] as number) < runs) return
  const moved = axis.nearest[dyad] as number
  axis.confirmed[dyad] = moved
  forget(axis, dyad)
  if (candidate !== moved) count(axis, dyad, candidate)
}

/** The band on its way: the candidate where it differs from the confirmed band, else none. */
export const pendingOf = (confirmed: number, candidate: number): number => (candidate === confirmed ? none : candidate)
