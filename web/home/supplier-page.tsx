import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Supplier } from '#contract/dyads/supplier.ts'
import { RecordButton } from '#web/activities/record-button.tsx'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { fieldTexts } from '#web/dyads/dyads.text.ts'
import { partyTexts } from '#web/dyads/parties.text.ts'
import { SupplierPeople } from '#web/dyads/supplier-people.tsx'
import { supplierQuery } from '#web/dyads/suppliers.queries.ts'
import { supplierTexts } from '#web/dyads/suppliers.text.ts'
import { Refusal } from '#web/platform/refusal.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import '#web/dyads/dyads.css'
import '#web/dyads/parties.css'
import './home.css'

const TimelineCard = lazy(async () => ({ default: (await import('#web/activities/timeline-card.tsx')).TimelineCard }))
const HistoryCard = lazy(async () => ({ default: (await import('#web/dyads/history-card.tsx')).HistoryCard }))
const EditSupplier = lazy(async () => ({ default: (await import('#web/dyads/supplier-form.tsx')).EditSupplier }))

type Given = { readonly supplier: Supplier }

function Company({ supplier, onEdit }: Given & { readonly onEdit: () => void }) {
  const say = useText(supplierTexts)
  const field = useText(fieldTexts)
  const rows = (['code', 'country', 'region', 'city', 'address', 'phone', 'email', 'website', 'note'] as const).filter(
    name => supplier[name],
  )
  return (
    <section className="lk-card lk-stack" aria-label={say('company')}>
      <div className="lk-card-title">
        <h2>{say('company')}</h2>
        {supplier.mayWrite ? <Button onClick={onEdit}>{say('edit')}</Button> : null}
      </div>
      <dl className="lk-facts">
        {[
          ['roles', supplier.roles.map(role => field(role)).join(' · ')] as const,
          ...rows.map(name => [name, supplier[name]] as const),
        ].map(([name, said]) => (
          <div key={name}>
            <dt>{name === 'roles' ? say('roles') : field(name)}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      {supplier.mayWrite ? null : <p className="lk-muted">{say('readOnly')}</p>}
    </section>
  )
}

function Side({ label, amount, note }: { readonly label: string; readonly amount: number | null; readonly note: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{amount === null ? '—' : <Money minor={amount} short />}</strong>
        <div className="lk-muted">{note}</div>
      </dd>
    </div>
  )
}

/** What was bought and sold over twelve months: both where the company is a customer as well. */
function Dealings({ supplier }: Given) {
  const say = useText(supplierTexts)
  const orders = useText(partyTexts)
  const { bought, sold, from, to, items, deliveries, customerDyadId } = supplier
  const said = (side: NonNullable<Supplier['bought']>) =>
    [orders('ordersOf', { count: side.orders }), side.lastOn].filter(Boolean).join(' · ')
  const more = [items > 0 ? say('supplies', { count: items }) : '', deliveries > 0 ? say('carries', { count: deliveries }) : '']
  return (
    <section className="lk-card lk-stack" aria-label={say('dealings')}>
      <h2>{say('dealings')}</h2>
      <p className="lk-muted">{say('span', { from, to })}</p>
      <dl className="lk-both-sides">
        <Side label={say('bought')} amount={bought?.netMinor ?? null} note={bought ? said(bought) : say('unknown')} />
        <Side label={say('sold')} amount={sold?.netMinor ?? null} note={sold ? said(sold) : say('notCustomer')} />
        {bought && sold ? <Side label={say('net')} amount={sold.netMinor - bought.netMinor} note="" /> : null}
      </dl>
      {more.some(Boolean) ? <p>{more.filter(Boolean).join(' · ')}</p> : null}
      {customerDyadId ? (
        <Link to="/customers/$dyadId" params={{ dyadId: customerDyadId }} search={{ tab: 'company' }}>
          {say('openCustomer')}
        </Link>
      ) : null}
    </section>
  )
}

function Whole({ supplier }: Given) {
  const say = useText(supplierTexts)
  const language = useLanguage()
  const [isEditing, setEditing] = useState(false)
  const { dyadId, mayWrite } = supplier
  return (
    <>
      <PageHeader
        back={<Link to={'/parties' as '/'}>← {say('back')}</Link>}
        title={nameIn(supplier, language)}
        lead={[supplier.code, supplier.city ?? supplier.region, supplier.ownerName].filter(Boolean).join(' · ')}
        actions={mayWrite ? <RecordButton dyadId={dyadId} /> : null}
      />
      <div className="lk-two lk-overview">
        <div className="lk-column">
          <Suspense fallback={<Bones height={48} rows={5} />}>
            <TimelineCard dyadId={dyadId} mayWrite={mayWrite} onOrder={() => {}} />
            <HistoryCard dyadId={dyadId} />
          </Suspense>
        </div>
        <div className="lk-column">
          <Dealings supplier={supplier} />
          <SupplierPeople supplier={supplier} />
          <Company supplier={supplier} onEdit={() => setEditing(true)} />
        </div>
      </div>
      <Suspense fallback={null}>{isEditing ? <EditSupplier supplier={supplier} onClose={() => setEditing(false)} /> : null}</Suspense>
    </>
  )
}

/** One supplier in one place: what was agreed and done with it, its people, and both sides of the dealings. */
export function SupplierPage() {
  const say = useText(supplierTexts)
  const { supplyDyadId } = useParams({ strict: false }) as { supplyDyadId: string }
  const { data, error, refetch } = useQuery(supplierQuery(supplyDyadId))
  const missing = error instanceof Refusal && error.kind === 'missing'
  return (
    <div className="lk-page">
      {data ? <Whole key={data.dyadId} supplier={data} /> : null}
      {error && !data ? <PageHeader title={say('supplier')} back={<Link to={'/parties' as '/'}>← {say('back')}</Link>} /> : null}
      <Refused error={error} {...(missing ? {} : { onAgain: () => void refetch() })} />
      {data === undefined && !error ? <Bones height={320} /> : null}
    </div>
  )
}
