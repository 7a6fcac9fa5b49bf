import type { Customer } from '#contract/dyads/customer.ts'
import { RecordCard } from '#web/dyads/record-card.tsx'
import { ConcernActions } from './concern-actions.tsx'
import { useConcernKind } from './concern-kind.tsx'

/** What one customer has raised. */
export function ConcernsCard({ customer }: { readonly customer: Pick<Customer, 'dyadId' | 'mayWrite'> }) {
  return (
    <RecordCard
      kind={useConcernKind()}
      customer={customer}
      actions={(row, change, busy) => <ConcernActions row={row} change={change} busy={busy} />}
    />
  )
}
