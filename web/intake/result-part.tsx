import type { Import } from '#contract/intake.ts'
import type { Job } from '#contract/platform/jobs.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { CountsCard } from './counts-card.tsx'
import { FailedNote } from './failed-note.tsx'
import { FindingsCards } from './findings-card.tsx'
import { ImportLink } from './import-link.tsx'
import { importTexts } from './import.text.ts'
import { MapCard } from './map-card.tsx'
import { RejectionsCard } from './rejections-card.tsx'
import { UndoCard } from './undo-card.tsx'

/** What the import did, the map that follows from it, the rejected rows, and the way back. */
export function ResultPart({ found, job }: { readonly found: Import; readonly job: Job | undefined }) {
  const { counts } = found
  return (
    <>
      <FailedNote found={found} job={job} />
      {counts ? <CountsCard counts={counts} done /> : null}
      <MapCard found={found} />
      {counts ? <RejectionsCard found={found} counts={counts} /> : null}
      {counts ? <FindingsCards found={found} counts={counts} /> : null}
      <UndoCard found={found} />
    </>
  )
}

export function CancelledPart() {
  const say = useText(importTexts)
  return (
    <div className="lk-card">
      <EmptyState title={say('cancelled')} actions={<ImportLink />}>
        {say('cancelledLead')}
      </EmptyState>
    </div>
  )
}

export function UndonePart({ found }: { readonly found: Import }) {
  const say = useText(importTexts)
  const zone = usePlace()?.tenant.timeZone
  return (
    <div className="lk-card">
      <EmptyState title={say('undone')} actions={<ImportLink />}>
        {say('undoneLead', { when: found.undoneAt ? formatInstant(found.undoneAt, zone) : '' })}
      </EmptyState>
    </div>
  )
}
