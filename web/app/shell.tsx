import { MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons'
import { Link, Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useFindAll } from '#web/home/find-all.ts'
import { prefer, usePreferences } from '#web/platform/preferences.ts'
import { useText } from '#web/platform/text.ts'
import { appTexts } from './app.text.ts'
import { useEntrances } from './entrances.ts'
import type { Entrance } from './navigation.ts'
import { PageSkeleton } from './page-skeleton.tsx'
import { PastNotice } from './past-notice.tsx'
import { TopBar } from './top-bar.tsx'
import './shell.css'

function Entry({ entrance, short }: { readonly entrance: Entrance; readonly short?: boolean }) {
  const say = useText(appTexts)
  const Icon = entrance.icon
  const name = say(entrance.text)
  return (
    <li>
      <Link
        to={entrance.to as '/'}
        activeOptions={{ exact: entrance.to === '/', includeSearch: false }}
        className="lk-nav-entry"
        data-under={entrance.under !== undefined}
        title={name}
      >
        <Icon aria-hidden="true" />
        <span>{short && entrance.text === 'map' ? say('mapShort') : name}</span>
      </Link>
    </li>
  )
}

function SideNavigation() {
  const say = useText(appTexts)
  const entrances = useEntrances()
  const open = usePreferences().navigation === 'open'
  return (
    <nav className="lk-side lk-no-print" aria-label={say('navigation')}>
      <ul>
        {entrances.map(entrance => (
          <Entry key={entrance.to} entrance={entrance} />
        ))}
      </ul>
      <button
        type="button"
        className="lk-nav-entry lk-plain"
        aria-expanded={open}
        title={say(open ? 'collapse' : 'expand')}
        onClick={() => prefer({ navigation: open ? 'closed' : 'open' })}
      >
        {open ? <MenuFoldOutlined aria-hidden="true" /> : <MenuUnfoldOutlined aria-hidden="true" />}
        <span>{say(open ? 'collapse' : 'expand')}</span>
      </button>
    </nav>
  )
}

function BottomNavigation() {
  const say = useText(appTexts)
  const entrances = useEntrances()
  return (
    <nav className="lk-bottom lk-no-print" aria-label={say('navigation')}>
      <ul>
        {entrances
          .filter(({ under }) => under === undefined)
          .slice(0, 5)
          .map(entrance => (
            <Entry key={entrance.to} entrance={entrance} short />
          ))}
      </ul>
    </nav>
  )
}

/** The frame of every page inside a firm: top bar, navigation at the left (at the bottom on a phone), the page. */
export function Shell() {
  const say = useText(appTexts)
  const { navigation: side } = usePreferences()
  useFindAll()
  return (
    <div className="lk-shell" data-navigation={side}>
      <a className="lk-skip" href="#main">
        {say('skip')}
      </a>
      <TopBar />
      <SideNavigation />
      <main id="main" tabIndex={-1} className="lk-main">
        <PastNotice />
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <BottomNavigation />
    </div>
  )
}
