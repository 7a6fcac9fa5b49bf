import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Customer } from '#contract/dyads/customer.ts'
import { RecordButton } from '#web/activities/record-button.tsx'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { TagStrip } from '#web/dyads/tags-strip.tsx'
import { customerQuery } from '#web/dyads/dyads.queries.ts'
import { MergedNotice } from '#web/dyads/merged-notice.tsx'
import { Refusal } from '#web/platform/refusal.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { Bones } from '#web/ui/bones.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { CustomerFigures, CustomerTags } from './customer-head.tsx'
import { Panel } from './customer-panel.tsx'
import { CustomerTabList } from './customer-tab-list.tsx'
import { useTab } from './use-tab.ts'
import { homeTexts } from './home.text.ts'
import './home.css'

const RecordOrder = lazy(async () => ({ default: (await import('#web/trade/record-order.tsx')).RecordOrder }))
const OrderDrawer = lazy(async () => ({ default: (await import('#web/trade/order-drawer.tsx')).OrderDrawer }))

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
      <TagStrip at={{ dyadId: customer.dyadId, entity: 'customer', recordId: customer.dyadId }} />
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
