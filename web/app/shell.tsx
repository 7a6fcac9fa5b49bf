import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useFindAll } from '#web/home/find-all.ts'
import { usePreferences } from '#web/platform/preferences.ts'
import { useText } from '#web/platform/text.ts'
import { appTexts } from './app.text.ts'
import { BottomNavigation } from './bottom-navigation.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import { PastNotice } from './past-notice.tsx'
import { SideNavigation } from './side-navigation.tsx'
import { TopBar } from './top-bar.tsx'
// Several rooms lay out with the classes of these: a page that is opened by its address has them as well as one that is walked to.
import '#web/dyads/dyads.css'
import '#web/dyads/parties.css'
import '#web/dyads/records.css'
import '#web/home/home.css'
import '#web/value/value.css'
import './shell.css'

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
