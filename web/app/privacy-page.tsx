import { useState } from 'react'
import { ConsentOverview, ExportRegister } from '#web/dyads/privacy-registers.tsx'
import { PrivacyRequests } from '#web/dyads/privacy-requests.tsx'
import { PrivacyRetention } from '#web/dyads/privacy-retention.tsx'
import { privacyTexts } from '#web/dyads/privacy.text.ts'
import { useText } from '#web/platform/text.ts'
import { SettingsFrame } from './settings-home-frame.tsx'
import '#web/dyads/dyads.css'

const parts = { requests: PrivacyRequests, overview: ConsentOverview, retention: PrivacyRetention, exports: ExportRegister } as const
type Part = keyof typeof parts

/** Personal data: what people ask, what they agreed to, how long data is kept, and what left as a file. */
export function PrivacyPage() {
  const say = useText(privacyTexts)
  const [part, setPart] = useState<Part>('requests')
  const Shown = parts[part]
  return (
    <SettingsFrame title={say('title')} lead={say('lead')} needs="privacy.manage">
      <div className="lk-tabs" role="tablist" aria-label={say('parts')}>
        {(Object.keys(parts) as Part[]).map(one => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`part-${one}`}
            aria-selected={one === part}
            aria-controls="part-panel"
            className="lk-tab"
            onClick={() => setPart(one)}
          >
            {say(one)}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="part-panel" aria-labelledby={`part-${part}`}>
        <Shown />
      </div>
    </SettingsFrame>
  )
}
