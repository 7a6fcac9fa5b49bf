import { Link } from '@tanstack/react-router'
import { useText } from '#web/platform/text.ts'
import { appTexts } from './app.text.ts'
import type { Entrance } from './navigation.ts'

type Given = {
  readonly entrance: Entrance
  /** The shorter of its names, for the foot of a phone. */
  readonly short?: boolean
  readonly under?: boolean
  readonly onGo?: () => void
}

/** A way into a page; marked while the page is shown. */
export function NavEntry({ entrance, short = false, under = false, onGo }: Given) {
  const say = useText(appTexts)
  const Icon = entrance.icon
  const name = say(entrance.text)
  return (
    <Link
      to={entrance.to as '/'}
      activeOptions={{ exact: entrance.to === '/', includeSearch: false }}
      className="lk-nav-entry"
      data-under={under}
      title={name}
      onClick={onGo}
    >
      <Icon aria-hidden="true" />
      <span>{short && entrance.text === 'map' ? say('mapShort') : name}</span>
    </Link>
  )
}
