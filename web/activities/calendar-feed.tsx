import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { endFeed, feedQuery, renewFeed } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'

function Address({ address }: { readonly address: string }) {
  const say = useText(activityTexts)
  const copy = () => void navigator.clipboard?.writeText(address).then(() => toast('done', say('copied')))
  return (
    <>
      <p>{say('feedOnce')}</p>
      <div className="lk-actions">
        <Input readOnly aria-label={say('feed')} value={address} onFocus={event => event.target.select()} />
        <Button onClick={copy}>{say('copy')}</Button>
      </div>
    </>
  )
}

/** A secret address under which other programs read one's own calendar: given, given anew, ended. */
export function CalendarFeed({ onClose }: { readonly onClose: () => void }) {
  const say = useText(activityTexts)
  const zone = usePlace()?.tenant.timeZone
  const { data, error } = useQuery(feedQuery)
  const renewing = useMutation({ mutationFn: renewFeed })
  const ending = useMutation({
    mutationFn: endFeed,
    onSuccess: () => {
      renewing.reset()
      toast('done', say('feedEnded'))
    },
  })
  const path = renewing.data?.path
  return (
    <DrawerPage open title={say('feed')} width={520} onClose={onClose}>
      <div className="lk-stack">
        <p className="lk-muted">{say('feedLead')}</p>
        <Refused error={error ?? renewing.error ?? ending.error} />
        {data?.isOn ? <p>{say('feedOn', { at: data.lastReadAt === null ? say('never') : formatInstant(data.lastReadAt, zone) })}</p> : null}
        {path ? <Address address={`${location.origin}${path}`} /> : null}
        <div className="lk-actions">
          <Button type="primary" loading={renewing.isPending} onClick={() => renewing.mutate()}>
            {say(data?.isOn ? 'feedGetAgain' : 'feedGet')}
          </Button>
          {data?.isOn ? (
            <Button danger loading={ending.isPending} onClick={() => ending.mutate()}>
              {say('feedEnd')}
            </Button>
          ) : null}
        </div>
      </div>
    </DrawerPage>
  )
}
