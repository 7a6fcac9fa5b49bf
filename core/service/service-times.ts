import { type ConcernKind, concernKinds } from './concern.ts'

/** Within how many hours a concern is answered and resolved; null = no promise. Hours run on through nights and holidays. */
export type ServiceTime = { readonly respondHours: number | null; readonly resolveHours: number | null }

/** Promises by kind; `byType` names what differs for a customer type. docs/methods/service-times.md */
export type ServiceTimes = {
  readonly kinds: Readonly<Record<ConcernKind, ServiceTime>>
  readonly byType: readonly (ServiceTime & { readonly kind: ConcernKind; readonly type: string })[]
}

/** The times of a firm that has set none: version 0 of its settings. */
export const defaultServiceTimes: ServiceTimes = {
  kinds: {
    complaint: { respondHours: 4, resolveHours: 72 },
    question: { respondHours: 8, resolveHours: 48 },
    return: { respondHours: 24, resolveHours: 168 },
    dispute: { respondHours: 8, resolveHours: 240 },
  },
  byType: [
    { kind: 'complaint', type: 'gold', respondHours: 2, resolveHours: 48 },
    { kind: 'complaint', type: 'star', respondHours: 2, resolveHours: 48 },
    { kind: 'complaint', type: 'mature', respondHours: 2, resolveHours: 48 },
  ],
}

/** What a concern of this kind is promised, for a customer of this type (undefined: not placed). */
export function timeFor(times: ServiceTimes, kind: ConcernKind, type: string | undefined): ServiceTime {
  return times.byType.find(each => each.kind === kind && each.type === type) ?? times.kinds[kind]
}

const hour = 3_600_000

/** The promised moments of a concern received at `received` (milliseconds). */
export function promisesOf(
  received: number,
  { respondHours, resolveHours }: ServiceTime,
): { firstResponseBy: number | undefined; resolvedBy: number | undefined } {
  const after = (hours: number | null) => (hours === null ? undefined : received + hours * hour)
  return { firstResponseBy: after(respondHours), resolvedBy: after(resolveHours) }
}

export type ServiceTimesProblem = {
  readonly problem: 'respond_after_resolve' | 'twice'
  readonly kind: ConcernKind
  readonly type?: string
}

const isReversed = ({ respondHours, resolveHours }: ServiceTime) =>
  respondHours !== null && resolveHours !== null && respondHours > resolveHours

/** What is wrong with a firm's service times; undefined where nothing is. */
export function serviceTimesProblem({ kinds, byType }: ServiceTimes): ServiceTimesProblem | undefined {
  const reversed = concernKinds.find(kind => isReversed(kinds[kind]))
  if (reversed !== undefined) return { problem: 'respond_after_resolve', kind: reversed }
  for (const [index, each] of byType.entries()) {
    if (isReversed(each)) return { problem: 'respond_after_resolve', kind: each.kind, type: each.type }
    const first = byType.findIndex(other => other.kind === each.kind && other.type === each.type)
    if (first < index) return { problem: 'twice', kind: each.kind, type: each.type }
  }
  return undefined
}
