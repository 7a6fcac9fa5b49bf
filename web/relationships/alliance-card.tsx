import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import {
  allianceConditionWords,
  allianceStateWords,
  allianceSubModeMeanings,
  allianceSubModeWords,
} from '#core/relationships/alliance-words.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { alliancesQuery, waysQuery } from './alliance.queries.ts'
import { allianceTexts } from './alliance.text.ts'
import { AllianceForm } from './alliance-form.tsx'
import { JointProblems } from './alliance-problems.tsx'
import { useWords } from './bond-words.ts'
import './alliance.css'

function Ways({ dyadId }: { readonly dyadId: string }) {
  const say = useText(allianceTexts)
  const { told } = useWords()
  const { data, error, refetch } = useQuery(waysQuery(dyadId))
  const word = (met: boolean | null) => say(met === null ? 'notKnown' : met ? 'met' : 'unmet')
  return (
    <>
      <Refused error={error} onAgain={() => void refetch()} />
      <ul className="lk-alliance-list">
        {data?.ways.map(way => (
          <li key={way.subMode}>
            <strong>{told(allianceSubModeWords, way.subMode)}</strong> — {told(allianceSubModeMeanings, way.subMode)}
            <small className="lk-muted">
              {' '}
              {way.findings.map(({ condition, met }) => `${told(allianceConditionWords, condition)}（${word(met)}）`).join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The alliances with one customer, which way would suit it, and the problems that both sides solve. */
export function AllianceCard({ dyadId, mayWrite }: { readonly dyadId: string; readonly mayWrite: boolean }) {
  const say = useText(allianceTexts)
  const { told } = useWords()
  const { data, error, refetch } = useInfiniteQuery(alliancesQuery({ dyadId }))
  const [isAdding, setAdding] = useState(false)
  const [isOpen, setOpen] = useState(false)
  const rows = data?.pages.flatMap(page => page.rows) ?? []
  return (
    <>
      <section className="lk-card lk-stack" aria-label={say('page')}>
        <div className="lk-card-head">
          <div>
            <h2>{say('page')}</h2>
            <p className="lk-muted">{say('cardLead')}</p>
          </div>
          {mayWrite ? <Button onClick={() => setAdding(true)}>{say('add')}</Button> : null}
        </div>
        <Refused error={error} onAgain={() => void refetch()} />
        {data === undefined && !error ? <Bones height={32} rows={2} /> : null}
        {data && rows.length === 0 ? <p className="lk-muted">{say('none')}</p> : null}
        <ul className="lk-alliance-list">
          {rows.map(row => (
            <li key={row.allianceId}>
              <strong>
                <Link to={'/alliances/$allianceId' as never} params={{ allianceId: row.allianceId } as never}>
                  {row.title}
                </Link>
              </strong>{' '}
              <small className="lk-muted">
                {told(allianceSubModeWords, row.subMode)} · {told(allianceStateWords, row.state)} · {row.startsOn} – {row.endsOn} ·{' '}
                {say('milestones')} {say('milestonesOf', { done: row.milestonesDone, all: row.milestones })}
              </small>
            </li>
          ))}
        </ul>
        <details onToggle={event => setOpen(event.currentTarget.open)}>
          <summary>{say('ways')}</summary>
          {isOpen ? <Ways dyadId={dyadId} /> : null}
        </details>
      </section>
      <JointProblems dyadId={dyadId} mayWrite={mayWrite} />
      {isAdding ? <AllianceForm dyadId={dyadId} onClose={() => setAdding(false)} /> : null}
    </>
  )
}
