import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { DeclineCase } from '#contract/strategy/decline.ts'
import { causeWords } from '#core/service/words.ts'
import { isUnderWay } from '#core/strategy/decline.ts'
import { declineStateWords, declineTriggerWords } from '#core/strategy/decline-words.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { customerCasesQuery, openCase } from './decline.queries.ts'
import { declineTexts } from './decline.text.ts'
import { usePlayWords } from './use-play-words.ts'
import './play.css'

const DeclineDrawer = lazy(async () => ({ default: (await import('./decline-drawer.tsx')).DeclineDrawer }))

function CaseLine({ row, onOpen }: { readonly row: DeclineCase; readonly onOpen: () => void }) {
  const say = useText(declineTexts)
  const { told, inOwn } = usePlayWords()
  const state = told(declineStateWords[row.state])
  return (
    <li className="lk-play-line">
      <div>
        <button
          type="button"
          className="lk-plain lk-play-open"
          aria-label={say('openNamed', { state, day: row.openedOn })}
          onClick={onOpen}
        >
          {state}
        </button>
        <small>
          {told(declineTriggerWords[row.trigger])} · {row.openedOn}
          {row.why === null ? '' : ` · ${inOwn(row.why)}`}
          {row.cause === null ? '' : ` · ${told(causeWords[row.cause])}`}
          {row.hasRecovered ? ` · ${say('recovered')}` : ''}
        </small>
      </div>
      <span title={say('atStakeHint')}>
        <Money minor={row.atStakeMinor} short />
      </span>
    </li>
  )
}

/** The decline cases of a customer, and the way to open one. */
export function DeclineCard({ dyadId }: { readonly dyadId: string }) {
  const say = useText(declineTexts)
  const { data, error, refetch } = useQuery(customerCasesQuery(dyadId))
  const [open, setOpen] = useState<string>()
  const opening = useMutation({
    mutationFn: () => openCase(dyadId),
    onSuccess: ({ caseId }) => {
      toast('done', say('opened'))
      setOpen(caseId)
    },
  })
  const underWay = data?.rows.filter(row => isUnderWay(row.state)).length ?? 0
  return (
    <section className="lk-card lk-stack" aria-label={say('card')}>
      <div className="lk-card-head">
        <div>
          <h2>{say('card')}</h2>
          <p className="lk-muted">{say('cardLead')}</p>
        </div>
        <Link to={'/decline' as never}>{say('toDesk')}</Link>
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      <Refused error={opening.error} />
      {data === undefined && !error ? <Bones height={32} rows={2} /> : null}
      {data?.rows.length === 0 ? <p className="lk-muted">{say('noCases')}</p> : null}
      {underWay > 1 ? <p role="note">{say('others', { count: underWay - 1 })}</p> : null}
      <ul>
        {data?.rows.map(row => (
          <CaseLine key={row.caseId} row={row} onOpen={() => setOpen(row.caseId)} />
        ))}
      </ul>
      {data?.mayWrite && underWay === 0 ? (
        <div className="lk-actions">
          <Button loading={opening.isPending} onClick={() => opening.mutate()}>
            {say('openCase')}
          </Button>
        </div>
      ) : null}
      <Suspense fallback={null}>
        {open ? <DeclineDrawer dyadId={dyadId} caseId={open} onClose={() => setOpen(undefined)} /> : null}
      </Suspense>
    </section>
  )
}
