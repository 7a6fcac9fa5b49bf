import type { Customer } from '#contract/dyads/customer.ts'
import { useMay } from '#web/platform/session.ts'
import { SitesCard, TitlesCard } from './addresses-cards.tsx'
import { FactsCard } from './facts-card.tsx'
import { GroupCard } from './group-card.tsx'
import { NeedsCard } from './needs-card.tsx'
import { NetCard } from './net-card.tsx'

/** What is known of the firm itself: its group, what it is to us, what it needs and how it works, its addresses and billing titles. */
export function CompanyCards({ customer }: { readonly customer: Customer }) {
  const may = useMay()
  const { dyadId, mayWrite } = customer
  return (
    <div className="lk-column">
      <GroupCard customer={customer} />
      {may('facts.read') ? <NetCard dyadId={dyadId} mayWrite={mayWrite} /> : null}
      <NeedsCard customer={customer} />
      <FactsCard customer={customer} />
      <div className="lk-two">
        <SitesCard dyadId={dyadId} mayWrite={mayWrite} />
        <TitlesCard dyadId={dyadId} mayWrite={mayWrite} />
      </div>
    </div>
  )
}
