import type { MapAnswer } from '#contract/segments/map.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { segmentTexts } from './segments.text.ts'

/** What is to be known about this map before reading it: how many are on it, with which settings, and what limits it. */
export function MapNotes({ map }: { readonly map: MapAnswer }) {
  const say = useText(segmentTexts)
  const language = useLanguage()
  if (map.visible === 0) return <EmptyState title={say('nobodyVisible')}>{say('nobodyVisibleLead')}</EmptyState>
  const notes = [
    say('placedOf', { placed: formatNumber(map.placed, language) }),
    map.unplaced > 0 ? say('unplaced', { count: map.unplaced }) : undefined,
    say('computedWith', { version: map.settingsVersion }),
    map.shortWindow ? say('shortWindow') : undefined,
    map.provisional ? say('provisionalAll') : undefined,
    map.density ? say('densityNote', { count: map.points.id.length }) : undefined,
  ]
  return <p className="lk-muted">{notes.filter(note => note !== undefined).join(' · ')}</p>
}
