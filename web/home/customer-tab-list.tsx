import { useEffect } from 'react'
import { useText } from '#web/platform/text.ts'
import { type CustomerTab, customerTabs } from './customer-tabs.ts'
import { homeTexts } from './home.text.ts'
import './home.css'

/** The parts of the customer page, one of them shown. */
export function CustomerTabList({ tab, onTab }: { readonly tab: CustomerTab; readonly onTab: (tab: CustomerTab) => void }) {
  const say = useText(homeTexts)
  // On a phone the tabs are wider than the screen: the one that an address names is brought into it.
  useEffect(() => {
    // Its answer is no way to clean up: newer browsers answer a promise.
    document.getElementById(`tab-${tab}`)?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [tab])
  return (
    <div className="lk-tabs lk-customer-tabs lk-no-print" role="tablist" aria-label={say('tabs')}>
      {customerTabs.map(one => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`tab-${one}`}
          aria-selected={one === tab}
          aria-controls="tab-panel"
          className="lk-tab"
          onClick={() => onTab(one)}
        >
          {say(`tab_${one}`)}
        </button>
      ))}
    </div>
  )
}
