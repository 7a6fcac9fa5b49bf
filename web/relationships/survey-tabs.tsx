import { Link } from '@tanstack/react-router'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { surveyTexts } from './survey.text.ts'
import '#web/dyads/dyads.css'

const places = [
  ['/surveys', 'list'],
  ['/surveys/disagreements', 'disagreements'],
  ['/surveys/value-chain', 'chain'],
  ['/surveys/templates', 'templates'],
] as const

/** The pages of surveys beside each other. */
export function SurveyTabs() {
  const say = useText(surveyTexts)
  const may = useMay()
  const shown = places.filter(([, name]) => name !== 'chain' || may('values.read'))
  return (
    <nav className="lk-tabs" aria-label={say('views')}>
      {shown.map(([to, name]) => (
        <Link key={to} to={to as '/'} className="lk-tab" activeOptions={{ exact: true, includeSearch: false }}>
          {say(name)}
        </Link>
      ))}
    </nav>
  )
}
