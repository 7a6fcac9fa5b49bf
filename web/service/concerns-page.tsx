import { RecordPage } from '#web/dyads/record-page.tsx'
import { ConcernActions } from './concern-actions.tsx'
import { useConcernKind } from './concern-kind.tsx'

/** What customers raise; the longest overdue comes first. */
export function ConcernsPage() {
  return <RecordPage kind={useConcernKind()} actions={(row, change, busy) => <ConcernActions row={row} change={change} busy={busy} />} />
}
