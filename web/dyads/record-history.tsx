import { lazy, Suspense, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { historyTexts } from './history.text.ts'

const HistoryCard = lazy(async () => ({ default: (await import('./history-card.tsx')).HistoryCard }))

type Given = { readonly dyadId: string; readonly entity: string; readonly entityId: string }

/** The history of one record below its details; asked for when it is opened. */
export function RecordHistory(of: Given) {
  const say = useText(historyTexts)
  const [open, setOpen] = useState(false)
  return (
    <details className="lk-record-history" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{say('ofRecord')}</summary>
      {open ? (
        <Suspense fallback={<Bones height={40} rows={3} />}>
          <HistoryCard {...of} />
        </Suspense>
      ) : null}
    </details>
  )
}
