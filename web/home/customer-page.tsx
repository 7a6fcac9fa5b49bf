import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Customer } from '#contract/dyads/customer.ts'
import { RecordButton } from '#web/activities/record-button.tsx'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { customerQuery } from '#web/dyads/dyads.queries.ts'
import { MergedNotice } from '#web/dyads/merged-notice.tsx'
import { ProfileCard } from '#web/dyads/profile-card.tsx'
import { Refusal } from '#web/platform/refusal.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { PlaceCard } from '#web/segments/place-card.tsx'
import { StagesCard } from '#web/segments/stages-card.tsx'
import { OrderStrip } from '#web/trade/order-strip.tsx'
import { useAsOf } from '#web/ui/as-of.ts'
import { Bones } from '#web/ui/bones.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { FutureCard } from '#web/value/future-card.tsx'
import { RhythmCard } from '#web/value/rhythm-card.tsx'
import { CustomerFigures, CustomerTags } from './customer-head.tsx'
import { CustomerTabList } from './customer-tab-list.tsx'
import type { CustomerTab } from './customer-tabs.ts'
import { useTab } from './use-tab.ts'
import { homeTexts } from './home.text.ts'
import './home.css'

const TimelineCard = lazy(async () => ({ default: (await import('#web/activities/timeline-card.tsx')).TimelineCard }))
const ValueCard = lazy(async () => ({ default: (await import('#web/value/value-card.tsx')).ValueCard }))
const PotentialCard = lazy(async () => ({ default: (await import('#web/value/potential-card.tsx')).PotentialCard }))
const WalletCard = lazy(async () => ({ default: (await import('#web/value/wallet-card.tsx')).WalletCard }))
const OrdersCard = lazy(async () => ({ default: (await import('#web/trade/orders-card.tsx')).OrdersCard }))
const RecordOrder = lazy(async () => ({ default: (await import('#web/trade/record-order.tsx')).RecordOrder }))
const OrderDrawer = lazy(async () => ({ default: (await import('#web/trade/order-drawer.tsx')).OrderDrawer }))
const DeliveriesCard = lazy(async () => ({ default: (await import('#web/trade/deliveries-card.tsx')).DeliveriesCard }))
const PaymentsCard = lazy(async () => ({ default: (await import('#web/trade/money-cards.tsx')).PaymentsCard }))
const CostsCard = lazy(async () => ({ default: (await import('#web/trade/money-cards.tsx')).CostsCard }))
const ItemsCard = lazy(async () => ({ default: (await import('#web/trade/items-card.tsx')).ItemsCard }))
const OpportunitiesCard = lazy(async () => ({ default: (await import('#web/sales/sales-cards.tsx')).OpportunitiesCard }))
const AgreementsCard = lazy(async () => ({ default: (await import('#web/sales/sales-cards.tsx')).AgreementsCard }))
const OwnershipCard = lazy(async () => ({ default: (await import('#web/activities/ownership-card.tsx')).OwnershipCard }))
const ConcernsCard = lazy(async () => ({ default: (await import('#web/service/concerns-card.tsx')).ConcernsCard }))
const ContactsCard = lazy(async () => ({ default: (await import('#web/dyads/contacts-card.tsx')).ContactsCard }))
const ContactMapCard = lazy(async () => ({ default: (await import('#web/dyads/contact-map-card.tsx')).ContactMapCard }))
const CompanyCards = lazy(async () => ({ default: (await import('#web/dyads/company-cards.tsx')).CompanyCards }))
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

function Panel({ customer, tab, order, onOrder, onRemoved }: PanelGiven): ReactNode {
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
        <div className="lk-column">
          <OwnershipCard dyadId={dyadId} />
          <OpportunitiesCard customer={customer} />
          <AgreementsCard customer={customer} />
        </div>
      )
    case 'service':
      return <ConcernsCard customer={customer} />
    case 'people':
      return (
        <div className="lk-column">
          <ContactsCard customer={customer} />
          <ContactMapCard customer={customer} />
        </div>
      )
    case 'company':
      return <CompanyCards customer={customer} />
    case 'evidence':
      return <EvidenceCard dyadId={dyadId} mayWrite={mayWrite} />
  }
}

function Whole({ customer }: { readonly customer: Customer }) {
  const say = useText(homeTexts)
  const language = useLanguage()
  const navigate = useNavigate()
  const asOf = useAsOf()
  const { tab, order, setTab, setOrder } = useTab()
  const [recording, setRecording] = useState(false)
  const mayRecord = customer.mayWrite && asOf === undefined
  const other = nameIn(customer, language) === customer.name ? customer.nameEn : customer.name
  return (
    <>
      <PageHeader
        back={
          <Link to="/customers" className="lk-no-print">
            ← {say('back')}
          </Link>
        }
        title={nameIn(customer, language)}
        asOf={asOf ?? customer.standing?.asOf}
        lead={[customer.code, other, customer.city ?? customer.region, customer.ownerName].filter(Boolean).join(' · ')}
        actions={
          <>
            <CustomerTags customer={customer} />
            {mayRecord ? <RecordButton dyadId={customer.dyadId} /> : null}
            {mayRecord ? <Button onClick={() => setRecording(true)}>{say('recordOrder')}</Button> : null}
          </>
        }
      />
      {customer.merged ? <MergedNotice dyadId={customer.dyadId} /> : null}
      <CustomerFigures customer={customer} />
      <CustomerTabList tab={tab} onTab={setTab} />
      <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
        <Suspense fallback={<Bones height={48} rows={6} />}>
          <Panel customer={customer} tab={tab} order={order} onOrder={setOrder} onRemoved={() => void navigate({ to: '/customers' })} />
        </Suspense>
      </div>
      {order ? (
        <Suspense fallback={null}>
          <OrderDrawer dyadId={customer.dyadId} orderId={order} onClose={() => setOrder(undefined)} />
        </Suspense>
      ) : null}
      {recording ? (
        <Suspense fallback={null}>
          <RecordOrder dyadId={customer.dyadId} standing={customer.standing} onClose={() => setRecording(false)} />
        </Suspense>
      ) : null}
    </>
  )
}

/** One customer in one place: where they stand and why, what they are worth, their orders, items, people and evidence. */
export function CustomerPage() {
  const say = useText(homeTexts)
  const { dyadId } = useParams({ strict: false }) as { dyadId: string }
  const { data, error, refetch } = useQuery(customerQuery(dyadId, useAsOf()))
  const missing = error instanceof Refusal && error.kind === 'missing'
  return (
    <div className="lk-page">
      {data ? <Whole key={data.dyadId} customer={data} /> : null}
      {error && !data ? <PageHeader title={say('found_customer')} back={<Link to="/customers">← {say('back')}</Link>} /> : null}
      <Refused error={error} {...(missing ? {} : { onAgain: () => void refetch() })} />
      {data === undefined && !error ? (
        <>
          <Bones height={40} width={320} />
          <Bones height={72} />
          <Bones height={320} />
        </>
      ) : null}
    </div>
  )
}
