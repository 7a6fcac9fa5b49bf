import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Customer } from '#contract/dyads/customer.ts'
import type { PartyFact } from '#contract/dyads/fact.ts'
import { factSubjects } from '#core/dyads/party-fact.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { FactForm, useFactWords } from './fact-form.tsx'
import { factsQuery, takeBackFact } from './parties.queries.ts'
import { factTexts, partyTexts } from './parties.text.ts'
import './dyads.css'
import './parties.css'

function Row({ fact, onWithdraw }: { readonly fact: PartyFact; readonly onWithdraw: (() => void) | undefined }) {
  const say = useText(partyTexts)
  const word = useText(factTexts)
  const { kindName, valueOf } = useFactWords()
  const about = [fact.contactName, fact.document ? word(fact.document) : null].filter(Boolean).join(' · ')
  return (
    <tr className={fact.holds ? undefined : 'lk-struck'}>
      <th scope="row">
        {kindName(fact.kind)}
        {about ? <div className="lk-muted">{about}</div> : null}
      </th>
      <td>
        {valueOf(fact)}
        {fact.note ? <div className="lk-muted">{fact.note}</div> : null}
        {fact.consentNote ? <div className="lk-muted">{say('consentOf', { note: fact.consentNote })}</div> : null}
      </td>
      <td>
        {fact.observedOn}
        <div className="lk-muted">{fact.source}</div>
      </td>
      <td className="lk-wide">{fact.authorName ?? '—'}</td>
      <td className="lk-end">
        {fact.withdrawnAt ? say('withdrawn') : !fact.holds ? say('superseded') : null}
        {fact.holds && onWithdraw ? (
          <Button size="small" aria-label={`${say('withdraw')} ${kindName(fact.kind)}`} onClick={onWithdraw}>
            {say('withdraw')}
          </Button>
        ) : null}
      </td>
    </tr>
  )
}

function Withdrawal({ dyadId, fact, onClose }: { readonly dyadId: string; readonly fact: PartyFact; readonly onClose: () => void }) {
  const say = useText(partyTexts)
  const { kindName } = useFactWords()
  const withdrawing = useMutation({ mutationFn: () => takeBackFact(dyadId, fact.factId), onSuccess: onClose })
  return (
    <ConfirmDanger
      open
      title={`${say('withdraw')} · ${kindName(fact.kind)}`}
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

type TableGiven = { readonly rows: readonly PartyFact[]; readonly onWithdraw: ((fact: PartyFact) => void) | undefined }

function Table({ rows, onWithdraw }: TableGiven) {
  const say = useText(partyTexts)
  return (
    <div className="lk-rows-scroll">
      <table className="lk-rows">
        <thead>
          <tr>
            <th scope="col">{say('kind')}</th>
            <th scope="col">{say('value')}</th>
            <th scope="col">
              {say('observedOn')} · {say('source')}
            </th>
            <th scope="col" className="lk-wide">
              {say('author')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(fact => (
            <Row key={fact.factId} fact={fact} onWithdraw={onWithdraw ? () => onWithdraw(fact) : undefined} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The business profile, behaviour, preferences and personal facts of a customer, each dated and with its source. */
export function FactsCard({ customer }: { readonly customer: Customer }) {
  const say = useText(partyTexts)
  const { dyadId, mayWrite } = customer
  const { data, error, refetch } = useQuery(factsQuery(dyadId))
  const [adding, setAdding] = useState(false)
  const [withdrawing, setWithdrawing] = useState<PartyFact>()
  const [whole, setWhole] = useState(false)
  const rows = data?.rows ?? []
  const old = rows.filter(fact => !fact.holds).length
  const add = mayWrite ? <Button onClick={() => setAdding(true)}>{say('addFact')}</Button> : null
  return (
    <section className="lk-card lk-stack" aria-label={say('facts')}>
      <div className="lk-card-title">
        <h2>{say('facts')}</h2>
        {rows.length > 0 ? add : null}
      </div>
      {rows.length > 0 ? <p className="lk-muted">{say('factsLead')}</p> : null}
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={3} /> : null}
      {data && rows.length === 0 ? (
        <EmptyState title={say('noFacts')} actions={add}>
          {say('noFactsLead')}
        </EmptyState>
      ) : null}
      <div className="lk-fact-groups">
        {factSubjects.map(subject => {
          const shown = rows.filter(fact => fact.subject === subject && (whole || fact.holds))
          return shown.length === 0 ? null : (
            <div key={subject}>
              <h3>{say(subject)}</h3>
              <Table rows={shown} onWithdraw={mayWrite ? setWithdrawing : undefined} />
            </div>
          )
        })}
      </div>
      {old > 0 ? (
        <button type="button" className="lk-plain lk-map-name" onClick={() => setWhole(!whole)}>
          {whole ? say('hideHistory') : say('showHistory', { count: old })}
        </button>
      ) : null}
      {adding ? <FactForm customer={customer} onClose={() => setAdding(false)} /> : null}
      {withdrawing ? <Withdrawal dyadId={dyadId} fact={withdrawing} onClose={() => setWithdrawing(undefined)} /> : null}
    </section>
  )
}
