import { useText } from '#web/platform/text.ts'
import { uiTexts } from './ui.text.ts'
import './figure.css'

export type FigureState = 'measured' | 'estimated' | 'unknown'

/** How a figure is known: nothing beside what was measured, 估 beside an estimate, — for what nobody knows. */
export function StateMark({ state }: { readonly state: FigureState }) {
  const say = useText(uiTexts)
  if (state === 'measured') return null
  return (
    <abbr className="lk-state" title={say(state)}>
      {state === 'estimated' ? say('estimatedMark') : '—'}
    </abbr>
  )
}
