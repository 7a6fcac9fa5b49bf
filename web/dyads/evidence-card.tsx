import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Evidence } from '#contract/dyads/evidence.ts'
import { measureOf } from '#core/dyads/customer.ts'
import { formatMoney, formatNumber, formatShare } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { evidenceQuery, takeBackEvidence } from './dyads.queries.ts'
import { dyadTexts, fieldTexts } from './dyads.text.ts'
import './dyads.css'

const EvidenceForm = lazy(async () => ({ default: (await import('./evidence-form.tsx')).EvidenceForm }))

function Measured({ evidence }: { readonly evidence: Evidence }) {
  const language = useLanguage()
  const currency = useCurrency()
  const { value } = evidence
  switch (measureOf(evidence.kind)) {
    case 'points':
      return formatNumber(value, language, 1)
    case 'money':
      return formatMoney(value, currency, language)
    case 'share':
    case 'ratio':
      return formatShare(value, language)
  }
}

function Row({ evidence, onWithdraw }: { readonly evidence: Evidence; readonly onWithdraw: (() => void) | undefined }) {
  const say = useText(dyadTexts)
  const gone = evidence.withdrawnAt !== null
  return (
    <tr className={gone ? 'lk-struck' : undefined}>
      <td>{evidence.observedOn}</td>
      <td>
        {say(evidence.kind)}
        {evidence.categoryName ? ` · ${evidence.categoryName}` : ''}
      </td>
      <td className="lk-end">
        <Measured evidence={evidence} />
      </td>
      <td>
        {evidence.source}
        {evidence.note ? <div className="lk-muted">{evidence.note}</div> : null}
      </td>
      <td className="lk-wide">{evidence.confidence ?? '—'}</td>
      <td className="lk-wide">{evidence.authorName ?? '—'}</td>
      <td>
        {gone ? (
          say('withdrawn')
        ) : onWithdraw ? (
          <Button size="small" onClick={onWithdraw}>
            {say('withdraw')}
          </Button>
        ) : null}
      </td>
    </tr>
  )
}

function Table({
  rows,
  onWithdraw,
}: {
  readonly rows: readonly Evidence[]
  readonly onWithdraw: ((evidence: Evidence) => void) | undefined
}) {
  const say = useText(dyadTexts)
  return (
    <div className="lk-parts-scroll">
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say('observedOn')}</th>
            <th scope="col">{say('evidenceKind')}</th>
            <th scope="col" className="lk-end">
              {say('value')}
            </th>
            <th scope="col">{say('source')}</th>
            <th scope="col" className="lk-wide">
              {say('confidence')}
            </th>
            <th scope="col" className="lk-wide">
              {say('author')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(evidence => (
            <Row key={evidence.evidenceId} evidence={evidence} onWithdraw={onWithdraw ? () => onWithdraw(evidence) : undefined} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Withdraw({ dyadId, evidence, onClose }: { readonly dyadId: string; readonly evidence: Evidence; readonly onClose: () => void }) {
  const say = useText(dyadTexts)
  const withdrawing = useMutation({ mutationFn: () => takeBackEvidence(dyadId, evidence.evidenceId), onSuccess: onClose })
  return (
    <ConfirmDanger
      open
      title={`${say('withdrawTitle')} · ${say(evidence.kind)}`}
      verb={say('withdraw')}
      busy={withdrawing.isPending}
      error={withdrawing.error}
      onConfirm={() => withdrawing.mutate()}
      onClose={onClose}
    >
      {say('withdrawEffect')}
    </ConfirmDanger>
  )
}

/** What people know of a customer's potential that orders cannot tell: entered with day and source, withdrawn but never erased. */
export function EvidenceCard({ dyadId, mayWrite }: { readonly dyadId: string; readonly mayWrite: boolean }) {
  const say = useText(dyadTexts)
  const field = useText(fieldTexts)
  const { data, error, refetch } = useQuery(evidenceQuery(dyadId))
  const [adding, setAdding] = useState(false)
  const [withdrawing, setWithdrawing] = useState<Evidence>()
  const add = mayWrite ? <Button onClick={() => setAdding(true)}>{say('addEvidence')}</Button> : null
  return (
    <section className="lk-card lk-stack" aria-label={`${field('potential')} · ${say('evidence')}`}>
      <div className="lk-card-title">
        <h2>{say('evidence')}</h2>
        {data && data.rows.length > 0 ? add : null}
      </div>
      <p className="lk-muted">{say('evidenceLead')}</p>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={3} /> : null}
      {data && data.rows.length === 0 ? (
        <EmptyState title={say('noEvidence')} actions={add}>
          {say('noEvidenceLead')}
        </EmptyState>
      ) : null}
      {data && data.rows.length > 0 ? <Table rows={data.rows} onWithdraw={mayWrite ? setWithdrawing : undefined} /> : null}
      {adding ? (
        <Suspense fallback={null}>
          <EvidenceForm dyadId={dyadId} onClose={() => setAdding(false)} />
        </Suspense>
      ) : null}
      {withdrawing ? <Withdraw dyadId={dyadId} evidence={withdrawing} onClose={() => setWithdrawing(undefined)} /> : null}
    </section>
  )
}
