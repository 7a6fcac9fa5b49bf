import { useQuery } from '@tanstack/react-query'
import { channelOf } from '#core/dyads/consent.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { contactCheckQuery } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import type { Draft } from './activity-draft.ts'
import { instantOf } from './zone-time.ts'

type Given = { readonly dyadId: string | undefined; readonly activityId: string | undefined; readonly draft: Draft }

/** What speaks against approaching the people of an activity in this way at this time, before it is saved: a plan that is forbidden will be refused. */
export function ContactWarnings({ dyadId, activityId, draft }: Given) {
  const say = useText(activityTexts)
  const zone = usePlace()?.tenant.timeZone
  const channel = draft.state === 'cancelled' || draft.direction === 'in' ? undefined : channelOf(draft.kind)
  const at = instantOf(zone, draft.when)
  const asked = { contactId: [...draft.theirs], channel: channel ?? 'phone', ...(at ? { at } : {}), ...(activityId ? { activityId } : {}) }
  const { data } = useQuery({
    ...contactCheckQuery(dyadId ?? '', asked),
    enabled: dyadId !== undefined && channel !== undefined && draft.theirs.length > 0,
  })
  const warned = (data?.rows ?? []).filter(({ warnings }) => warnings.length > 0)
  if (channel === undefined || draft.theirs.length === 0 || warned.length === 0) return null
  const isPlan = draft.state === 'planned'
  return (
    <div className="lk-contact-warnings" role="status">
      <ul>
        {warned.map(({ contactId, name, warnings, isForbidden }) => (
          <li key={contactId} data-forbidden={isForbidden}>
            <strong>{name}</strong> {warnings.map(warning => say(`warn_${warning}`)).join(' ')}
          </li>
        ))}
      </ul>
      {isPlan && warned.some(({ isForbidden }) => isForbidden) ? <p>{say('warn_refused')}</p> : null}
    </div>
  )
}
