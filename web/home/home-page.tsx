import { formatInstant } from '#web/platform/format.ts'
import { useSession } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { PageHeader } from '#web/ui/page-header.tsx'
import { homeTexts } from './home.text.ts'

/** Where one arrives: who one is here, and since when one was away. */
export function HomePage() {
  const say = useText(homeTexts)
  const session = useSession()
  const place = session?.place
  if (!session || !place) return null
  const { tenant, previousSeenAt } = place
  return (
    <div className="lk-page">
      <PageHeader title={say('title')} lead={say('welcome', { name: session.user.name })} />
      <section className="lk-card">
        <dl className="lk-facts">
          <dt>{say('company')}</dt>
          <dd>{tenant.name}</dd>
          <dt>{say('currency')}</dt>
          <dd>{tenant.baseCurrency}</dd>
          <dt>{say('lastVisit')}</dt>
          <dd>{previousSeenAt ? formatInstant(previousSeenAt, tenant.timeZone) : say('firstVisit')}</dd>
        </dl>
      </section>
    </div>
  )
}
