import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { activityTexts } from './activities.text.ts'

const ActivityForm = lazy(async () => ({ default: (await import('./activity-form.tsx')).ActivityForm }))

/** Writes down a contact from wherever one is: with one customer, or with one that is chosen first. */
export function RecordButton({ dyadId }: { readonly dyadId?: string }) {
  const say = useText(activityTexts)
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may('customers.write')) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('record')}</Button>
      {open ? (
        <Suspense fallback={null}>
          <ActivityForm dyadId={dyadId} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
