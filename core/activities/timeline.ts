/**
 * What a customer's timeline is made of, in the order in which entries of one day stand (the first on top). A new source is one more name here
 * and one more branch in the server's union.
 */
export const timelineKinds = [
  'activity',
  'task',
  'concern',
  'opportunity',
  'agreement',
  'move',
  'stage',
  'ownership',
  'evidence',
  'payment',
  'return',
  'delivery',
  'cost',
  'order',
  'import',
] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** Where a page of the timeline begins: after this entry. `id` compares within its day and kind. */
export type TimelinePlace = { readonly day: string; readonly kind: TimelineKind; readonly id: string }

/** What a kind still has to give after a place: whole days before it, or also entries of its day. */
export type Rest =
  | { readonly from: 'start' }
  | { readonly from: 'before'; readonly day: string }
  | { readonly from: 'upTo'; readonly day: string }
  | { readonly from: 'after'; readonly day: string; readonly id: string }

/** Days run backwards; within a day kinds follow their order, and within a kind ids run backwards. */
export function restOf(kind: TimelineKind, place: TimelinePlace | undefined): Rest {
  if (place === undefined) return { from: 'start' }
  const [mine, theirs] = [timelineKinds.indexOf(kind), timelineKinds.indexOf(place.kind)]
  if (mine < theirs) return { from: 'before', day: place.day }
  return mine > theirs ? { from: 'upTo', day: place.day } : { from: 'after', day: place.day, id: place.id }
}
