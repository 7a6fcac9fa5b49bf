import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox } from 'antd'
import type { Notification } from '#contract/platform/notifications.ts'
import { noticeText } from '#core/platform/notice-texts.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { digestQuery, markRead, noticesQuery, wantDigest } from './notices.queries.ts'
import { noticeTexts } from './notices.text.ts'
import './notices.css'

/** Where a notice leads: to its customer, or to the page of its kind. */
function Face({ notice, text, onOpen }: { readonly notice: Notification; readonly text: string; readonly onOpen: () => void }) {
  const { dyadId, kind } = notice
  if (dyadId !== null)
    return (
      <Link to="/customers/$dyadId" params={{ dyadId }} onClick={onOpen}>
        {text}
      </Link>
    )
  if (kind === 'task_due' || kind === 'task_assigned')
    return (
      <Link to={'/tasks' as '/'} onClick={onOpen}>
        {text}
      </Link>
    )
  return <span>{text}</span>
}

function Row({ notice, onClose }: { readonly notice: Notification; readonly onClose: () => void }) {
  const language = useLanguage()
  const zone = usePlace()?.tenant.timeZone
  const name = language === 'en' ? (notice.customerNameEn ?? notice.customerName) : notice.customerName
  const open = () => {
    onClose()
    if (notice.readAt === null) void markRead([notice.notificationId])
  }
  return (
    <li className="lk-notice" data-unread={notice.readAt === null}>
      <Face notice={notice} text={noticeText(notice.kind, notice.args, name, language)} onOpen={open} />
      <small>{formatInstant(notice.createdAt, zone)}</small>
    </li>
  )
}

function DigestChoice() {
  const say = useText(noticeTexts)
  const { data } = useQuery(digestQuery)
  const choosing = useMutation({ mutationFn: wantDigest })
  if (data === undefined) return null
  return (
    <div className="lk-notice-digest">
      <Checkbox
        checked={data.isWanted}
        disabled={choosing.isPending || !data.canSend}
        onChange={event => choosing.mutate(event.target.checked)}
      >
        {say('digest', { email: data.email })}
      </Checkbox>
      {data.canSend ? null : <p className="lk-muted">{say('noMail')}</p>}
      <Refused error={choosing.error} />
    </div>
  )
}

/** What one is told, the newest first; a click leads to the customer and marks it as read. */
export function NoticesDrawer({ onClose }: { readonly onClose: () => void }) {
  const say = useText(noticeTexts)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(noticesQuery)
  const reading = useMutation({ mutationFn: () => markRead() })
  const rows = data?.pages.flatMap(page => page.rows) ?? []
  const unread = data?.pages[0]?.unread ?? 0
  return (
    <DrawerPage
      open
      title={say('notices')}
      width={440}
      onClose={onClose}
      actions={
        unread > 0 ? (
          <Button size="small" loading={reading.isPending} onClick={() => reading.mutate()}>
            {say('allRead')}
          </Button>
        ) : null
      }
    >
      <div className="lk-stack">
        <Refused error={error ?? reading.error} onAgain={() => void refetch()} />
        {data === undefined && !error ? <Bones height={32} rows={6} /> : null}
        {data && rows.length === 0 ? <p className="lk-muted">{say('none')}</p> : null}
        <ul>
          {rows.map(notice => (
            <Row key={notice.notificationId} notice={notice} onClose={onClose} />
          ))}
        </ul>
        {hasNextPage ? (
          <Button type="link" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say('more')}
          </Button>
        ) : null}
        <DigestChoice />
      </div>
    </DrawerPage>
  )
}
