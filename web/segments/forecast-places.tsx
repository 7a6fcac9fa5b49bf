import { Link, useRouter } from '@tanstack/react-router'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { warningTexts } from './warnings.text.ts'
import '#web/dyads/dyads.css'
import './forecast.css'

const places = [
  ['/map', 'map'],
  ['/warnings', 'warnings'],
  ['/churn', 'churn'],
  ['/forecast', 'forecast'],
] as const

/** The pages on value side by side: where customers stand, who may be leaving, who has left, and how far all that can be believed. */
export function ValuePlaces() {
  const say = useText(warningTexts)
  const may = useMay()
  const { routesByPath } = useRouter()
  if (!may('values.read')) return null
  return (
    <nav className="lk-tabs lk-value-places lk-no-print" aria-label={say('places')}>
      {places
        .filter(([to]) => to in routesByPath)
        .map(([to, text]) => (
          <Link key={to} to={to as '/'} className="lk-tab" activeOptions={{ includeSearch: false }}>
            {say(text)}
          </Link>
        ))}
    </nav>
  )
}
