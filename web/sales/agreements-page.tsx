import { RecordPage } from '#web/dyads/record-page.tsx'
import { useAgreementKind } from './agreement-kind.tsx'

/** What was agreed with customers; what must be acted on soon comes first. */
export function AgreementsPage() {
  return <RecordPage kind={useAgreementKind()} />
}
