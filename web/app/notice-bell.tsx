import { BellOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { unreadQuery } from './notices.queries.ts'
import { noticeTexts } from './notices.text.ts'

const NoticesDrawer = lazy(async () => ({ default: (await import('./notices.tsx')).NoticesDrawer }))

/** The bell of the top bar, with how many notices are unread (99+ beyond that). */
export function NoticeBell() {
  const say = useText(noticeTexts)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const { data: unread = 0 } = useQuery({ ...unreadQuery, enabled: may('customers.read') })
  if (!may('customers.read')) return null
  return (
    <>
      <button
        type="button"
        className="lk-bell"
        aria-haspopup="dialog"
        aria-label={say('open', { count: unread })}
        onClick={() => setOpen(true)}
      >
        <BellOutlined aria-hidden="true" />
        {unread > 0 ? <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span> : null}
      </button>
      {open ? (
        <Suspense fallback={null}>
          <NoticesDrawer onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
