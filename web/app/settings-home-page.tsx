import { Link } from '@tanstack/react-router'
import { useText } from '#web/platform/text.ts'
import { PageHeader } from '#web/ui/page-header.tsx'
import { adminTexts } from './admin.text.ts'
import { useSettingsEntrances } from './settings-home-entrances.ts'
import './admin.css'

/** Leads to each page of the settings, with a line on what it is for. */
export function SettingsHomePage() {
  const say = useText(adminTexts)
  return (
    <div className="lk-page lk-admin">
      <PageHeader title={say('settings')} lead={say('settingsLead')} />
      <ul className="lk-admin-entrances">
        {useSettingsEntrances().map(({ to, text }) => (
          <li key={to}>
            <Link to={to as '/'} className="lk-card">
              <strong>{say(text)}</strong>
              <span className="lk-muted">{say(`${text}Lead`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
