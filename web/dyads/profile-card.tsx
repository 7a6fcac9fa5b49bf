import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { Customer } from '#contract/dyads/customer.ts'
import { formatInstant } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { toast } from '#web/ui/toast.ts'
import { dropCustomer } from './dyads.queries.ts'
import { dyadTexts, fieldTexts } from './dyads.text.ts'
import { HiddenValue, Masked } from './limited.tsx'
import './dyads.css'

const CustomerForm = lazy(async () => ({ default: (await import('./customer-form.tsx')).CustomerForm }))

/** How complete a record is, and what is missing. */
export function CompletenessLine({ completeness }: Pick<Customer, 'completeness'>) {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const language = useLanguage()
  const { percent, gaps } = completeness
  return (
    <div>
      <div className="lk-card-title">
        <span>{field('completeness')}</span>
        <strong>{percent}%</strong>
      </div>
      <div className="lk-meter" role="img" aria-label={`${field('completeness')} ${percent}%`}>
        <i style={{ width: `${percent}%` }} />
      </div>
      <p className="lk-muted">
        {gaps.length === 0 ? say('complete') : say('gaps', { gaps: gaps.map(gap => field(gap)).join(language === 'en' ? ', ' : '、') })}
      </p>
    </div>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}

const address = (customer: Customer) =>
  [customer.country, customer.region, customer.city, customer.address, customer.postalCode].filter(Boolean).join(' ')
const isWeb = (text: string) => /^https?:\/\//i.test(text)

/** The facts of the company and of the dealings; those that are not known are left out, the gaps are listed above. */
export function CustomerFacts({ customer }: { readonly customer: Customer }) {
  const field = useText(fieldTexts)
  const say = useText(dyadTexts)
  const isMasked = (name: string) => customer.limits.customer[name] === 'masked'
  const hidden = Object.entries(customer.limits.customer).filter(([, level]) => level === 'hidden')
  const terms = customer.paymentTermsDays === null ? null : field('daysOf', { count: customer.paymentTermsDays })
  const uscc =
    customer.uscc &&
    (customer.usccValid === false
      ? `${customer.uscc}（${[say('usccWrong'), customer.usccReason].filter(Boolean).join('；')}）`
      : customer.uscc)
  const website =
    customer.website &&
    (isWeb(customer.website) ? (
      <a href={customer.website} target="_blank" rel="noreferrer">
        {customer.website}
      </a>
    ) : (
      customer.website
    ))
  return (
    <dl className="lk-facts">
      <Fact label={field('code')}>{customer.code}</Fact>
      <Fact label={field('nameEn')}>{customer.nameEn}</Fact>
      <Fact label={field('customerKind')}>{field(customer.customerKind ?? 'unknown')}</Fact>
      <Fact label={field('owner')}>{customer.ownerName ?? say('nobodyYet')}</Fact>
      <Fact label={field('department')}>{customer.departmentName}</Fact>
      <Fact label={field('industry')}>{customer.industry}</Fact>
      <Fact label={field('uscc')}>{uscc}</Fact>
      <Fact label={field('address')}>{address(customer)}</Fact>
      <Fact label={field('phone')}>
        {customer.phone && (isMasked('phone') ? <Masked value={customer.phone} /> : <a href={`tel:${customer.phone}`}>{customer.phone}</a>)}
      </Fact>
      <Fact label={field('email')}>
        {customer.email &&
          (isMasked('email') ? <Masked value={customer.email} /> : <a href={`mailto:${customer.email}`}>{customer.email}</a>)}
      </Fact>
      <Fact label={field('website')}>{website}</Fact>
      <Fact label={field('paymentTerms')}>{terms}</Fact>
      <Fact label={field('since')}>{customer.since}</Fact>
      <Fact label={field('contractEndsOn')}>{customer.contractEndsOn}</Fact>
      <Fact label={field('endNoticedOn')}>{customer.endNoticedOn}</Fact>
      <Fact label={field('isProjectBuyer')}>{customer.isProjectBuyer ? '✓' : null}</Fact>
      <Fact label={field('note')}>{customer.note}</Fact>
      <Fact label={say('entered')}>{[formatInstant(customer.createdAt), customer.authorName].filter(Boolean).join(' · ')}</Fact>
      {hidden.map(([name]) => (
        <Fact key={name} label={name in fieldTexts.pairs ? field(name as 'note') : name}>
          <HiddenValue />
        </Fact>
      ))}
    </dl>
  )
}

function RemoveCustomer({
  customer,
  onClose,
  onRemoved,
}: {
  readonly customer: Customer
  readonly onClose: () => void
  readonly onRemoved: () => void
}) {
  const say = useText(dyadTexts)
  const removing = useMutation({
    mutationFn: () => dropCustomer(customer.dyadId, customer.version),
    onSuccess: () => {
      toast('done', say('removed', { name: customer.name }))
      onRemoved()
    },
  })
  return (
    <ConfirmDanger
      open
      title={`${say('removeCustomer')} · ${customer.name}`}
      verb={say('delete')}
      busy={removing.isPending}
      error={removing.error}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    >
      {say('removeEffect')}
    </ConfirmDanger>
  )
}

type Given = { readonly customer: Customer; readonly onRemoved: () => void }

/** The record of a customer: how complete, the facts, editing, removing. */
export function ProfileCard({ customer, onRemoved }: Given) {
  const say = useText(dyadTexts)
  const [doing, setDoing] = useState<'edit' | 'remove'>()
  const isPast = useAsOf() !== undefined
  const untouched = !isPast && (customer.standing === null || customer.standing.orders === 0)
  return (
    <section className="lk-card lk-stack" aria-label={say('about')}>
      <div className="lk-card-title">
        <h2>{say('about')}</h2>
        {customer.mayWrite ? (
          <div className="lk-actions lk-no-print">
            {untouched ? (
              <Button type="text" danger onClick={() => setDoing('remove')}>
                {say('removeCustomer')}
              </Button>
            ) : null}
            <Button onClick={() => setDoing('edit')}>{say('edit')}</Button>
          </div>
        ) : null}
      </div>
      <CompletenessLine completeness={customer.completeness} />
      <CustomerFacts customer={customer} />
      {doing === 'edit' ? (
        <Suspense fallback={null}>
          <CustomerForm customer={customer} onClose={() => setDoing(undefined)} onSaved={() => setDoing(undefined)} />
        </Suspense>
      ) : null}
      {doing === 'remove' ? <RemoveCustomer customer={customer} onClose={() => setDoing(undefined)} onRemoved={onRemoved} /> : null}
    </section>
  )
}
