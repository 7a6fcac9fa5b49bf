import { lazy, type ReactNode } from 'react'
import type { Customer } from '#contract/dyads/customer.ts'
import { OwnFields } from '#web/dyads/custom-fields-of-customer.tsx'
import { ProfileCard } from '#web/dyads/profile-card.tsx'
import { PlaceCard } from '#web/segments/place-card.tsx'
import { StagesCard } from '#web/segments/stages-card.tsx'
import { OrderStrip } from '#web/trade/order-strip.tsx'
import { FutureCard } from '#web/value/future-card.tsx'
import { RhythmCard } from '#web/value/rhythm-card.tsx'
import { IndexedColumn } from './card-index.tsx'
import type { CustomerTab } from './customer-tabs.ts'

const TimelineCard = lazy(async () => ({ default: (await import('#web/activities/timeline-card.tsx')).TimelineCard }))
const ValueCard = lazy(async () => ({ default: (await import('#web/value/value-card.tsx')).ValueCard }))
const PotentialCard = lazy(async () => ({ default: (await import('#web/value/potential-card.tsx')).PotentialCard }))
const WalletCard = lazy(async () => ({ default: (await import('#web/value/wallet-card.tsx')).WalletCard }))
const OrdersCard = lazy(async () => ({ default: (await import('#web/trade/orders-card.tsx')).OrdersCard }))
const DeliveriesCard = lazy(async () => ({ default: (await import('#web/trade/deliveries-card.tsx')).DeliveriesCard }))
const PaymentsCard = lazy(async () => ({ default: (await import('#web/trade/money-cards.tsx')).PaymentsCard }))
const CostsCard = lazy(async () => ({ default: (await import('#web/trade/money-cards.tsx')).CostsCard }))
const ItemsCard = lazy(async () => ({ default: (await import('#web/trade/items-card.tsx')).ItemsCard }))
const OpportunitiesCard = lazy(async () => ({ default: (await import('#web/sales/sales-cards.tsx')).OpportunitiesCard }))
const AgreementsCard = lazy(async () => ({ default: (await import('#web/sales/sales-cards.tsx')).AgreementsCard }))
const RelationshipCard = lazy(async () => ({ default: (await import('#web/relationships/bond-card.tsx')).RelationshipCard }))
const NextActionCard = lazy(async () => ({ default: (await import('#web/strategy/next-action-card.tsx')).NextActionCard }))
const PlaysCard = lazy(async () => ({ default: (await import('#web/strategy/plays-card.tsx')).PlaysCard }))
const EffectsOfCustomer = lazy(async () => ({ default: (await import('#web/strategy/effect-of-customer.tsx')).EffectsOfCustomer }))
const DeclineCard = lazy(async () => ({ default: (await import('#web/strategy/decline-card.tsx')).DeclineCard }))
const AllianceCard = lazy(async () => ({ default: (await import('#web/relationships/alliance-card.tsx')).AllianceCard }))
const QualityCard = lazy(async () => ({ default: (await import('#web/relationships/survey-quality-card.tsx')).QualityCard }))
const OwnershipCard = lazy(async () => ({ default: (await import('#web/activities/ownership-card.tsx')).OwnershipCard }))
const ConcernsCard = lazy(async () => ({ default: (await import('#web/service/concerns-card.tsx')).ConcernsCard }))
const ContactsCard = lazy(async () => ({ default: (await import('#web/dyads/contacts-card.tsx')).ContactsCard }))
const ContactMapCard = lazy(async () => ({ default: (await import('#web/dyads/contact-map-card.tsx')).ContactMapCard }))
const CompanyCards = lazy(async () => ({ default: (await import('#web/dyads/company-cards.tsx')).CompanyCards }))
const AttachmentsCard = lazy(async () => ({ default: (await import('#web/dyads/attachments-card.tsx')).AttachmentsCard }))
const HistoryCard = lazy(async () => ({ default: (await import('#web/dyads/history-card.tsx')).HistoryCard }))
const ConsentCard = lazy(async () => ({ default: (await import('#web/dyads/consent-card.tsx')).ConsentCard }))
const EvidenceCard = lazy(async () => ({ default: (await import('#web/dyads/evidence-card.tsx')).EvidenceCard }))

function Overview({ customer, onRemoved }: { readonly customer: Customer; readonly onRemoved: () => void }) {
  const { dyadId, standing } = customer
  return (
    <div className="lk-two lk-overview">
      <div className="lk-column">
        <FutureCard dyadId={dyadId} type={standing?.type} />
        <PlaceCard dyadId={dyadId} />
        <StagesCard dyadId={dyadId} />
      </div>
      <div className="lk-column">
        {standing ? <OrderStrip dyadId={dyadId} standing={standing} /> : null}
        <RhythmCard dyadId={dyadId} />
        <ProfileCard customer={customer} onRemoved={onRemoved} />
        <OwnFields customer={customer} />
      </div>
    </div>
  )
}

type PanelGiven = {
  readonly customer: Customer
  readonly tab: CustomerTab
  readonly order: string | undefined
  readonly onOrder: (orderId: string | undefined) => void
  readonly onRemoved: () => void
}

/** What one tab of a customer's page shows; the cards of a tab are fetched when it is opened. */
export function Panel({ customer, tab, order, onOrder, onRemoved }: PanelGiven): ReactNode {
  const { dyadId, mayWrite, standing } = customer
  switch (tab) {
    case 'overview':
      return <Overview customer={customer} onRemoved={onRemoved} />
    case 'timeline':
      return <TimelineCard dyadId={dyadId} mayWrite={mayWrite} onOrder={onOrder} />
    case 'value':
      return (
        <div className="lk-column">
          <ValueCard dyadId={dyadId} />
          <FutureCard dyadId={dyadId} type={standing?.type} />
          <PotentialCard dyadId={dyadId} />
          <WalletCard dyadId={dyadId} />
        </div>
      )
    case 'orders':
      return (
        <div className="lk-column">
          <OrdersCard dyadId={dyadId} openId={order} onOpen={onOrder} />
          <DeliveriesCard dyadId={dyadId} />
          <div className="lk-two">
            <PaymentsCard dyadId={dyadId} />
            <CostsCard dyadId={dyadId} />
          </div>
        </div>
      )
    case 'items':
      return <ItemsCard dyadId={dyadId} />
    case 'relationship':
      return (
        <IndexedColumn>
          <RelationshipCard dyadId={dyadId} />
          <NextActionCard dyadId={dyadId} />
          <PlaysCard dyadId={dyadId} />
          <EffectsOfCustomer dyadId={dyadId} />
          <DeclineCard dyadId={dyadId} />
          <QualityCard dyadId={dyadId} />
          <AllianceCard dyadId={dyadId} mayWrite={mayWrite} />
          <OwnershipCard dyadId={dyadId} />
          <OpportunitiesCard customer={customer} />
          <AgreementsCard customer={customer} />
        </IndexedColumn>
      )
    case 'service':
      return <ConcernsCard customer={customer} />
    case 'people':
      return (
        <div className="lk-column">
          <ContactsCard customer={customer} />
          <ContactMapCard customer={customer} />
          <ConsentCard dyadId={dyadId} />
        </div>
      )
    case 'company':
      return <CompanyCards customer={customer} />
    case 'files':
      return <AttachmentsCard at={{ dyadId, entity: 'customer', recordId: dyadId }} />
    case 'evidence':
      return <EvidenceCard dyadId={dyadId} mayWrite={mayWrite} />
    case 'history':
      return <HistoryCard dyadId={dyadId} />
  }
}
