import type { Agreement } from '#contract/sales/agreement.ts'
import type { Customer } from '#contract/dyads/customer.ts'
import { RecordCard } from '#web/dyads/record-card.tsx'
import { useText } from '#web/platform/text.ts'
import { useAgreementKind } from './agreement-kind.tsx'
import { OpportunityActions } from './opportunity-actions.tsx'
import { useOpportunityKind } from './opportunity-kind.tsx'
import { salesTexts } from './sales.text.ts'

type Given = { readonly customer: Pick<Customer, 'dyadId' | 'mayWrite'> }

/** The opportunities of one customer. */
export function OpportunitiesCard({ customer }: Given) {
  const kind = useOpportunityKind()
  return (
    <RecordCard
      kind={kind}
      customer={customer}
      actions={(row, change, busy) => <OpportunityActions row={row} change={change} busy={busy} />}
    />
  )
}

function NextEnd({ rows }: { readonly rows: readonly Agreement[] }) {
  const say = useText(salesTexts)
  const next = rows.find(row => row.standing === 'due' || row.standing === 'expired')
  if (next === undefined || next.actBy === null) return null
  return <p className="lk-record-late">{say('nextEnd', { title: next.title, day: next.actBy, end: next.endsOn ?? '—' })}</p>
}

/** The agreements with one customer, and which of them is to be acted on. */
export function AgreementsCard({ customer }: Given) {
  return <RecordCard kind={useAgreementKind()} customer={customer} head={rows => <NextEnd rows={rows} />} />
}
