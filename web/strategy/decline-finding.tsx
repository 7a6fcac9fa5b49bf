import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { CauseFinding } from '#contract/strategy/decline.ts'
import type { EvidenceKind } from '#core/strategy/decline-evidence.ts'
import { evidenceWords } from '#core/strategy/decline-words.ts'
import { formatChange, formatMoney, formatNumber, formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { caseLinesQuery } from './decline.queries.ts'
import { declineTexts } from './decline.text.ts'
import { usePlayWords } from './use-play-words.ts'

type Evidence = CauseFinding['evidence'][number]
type At = { readonly dyadId: string; readonly caseId: string }

/** A figure of one side in its unit. */
function useFigure(): (unit: Evidence['unit'], side: Evidence['before']) => string {
  const say = useText(declineTexts)
  const { language } = usePlayWords()
  return (unit, { value, events }) => {
    if (value === null) return say('unknown')
    if (unit === 'share') return `${formatShare(value, language)} ${say('events', { count: events })}`
    if (unit === 'change') return formatChange(value, language)
    if (unit === 'days') return say('days', { count: formatNumber(value, language) })
    return formatNumber(value, language)
  }
}

function Lines({ at, kind }: { readonly at: At; readonly kind: EvidenceKind }) {
  const say = useText(declineTexts)
  const { language, currency } = usePlayWords()
  const { data, error, refetch } = useQuery(caseLinesQuery(at.dyadId, at.caseId, kind))
  const isMoney = kind === 'price' || kind === 'dropped'
  const figure = (value: number | null) => {
    if (value === null) return undefined
    return isMoney ? formatMoney(Math.round(value), currency, language) : formatNumber(value, language, Number.isInteger(value) ? 0 : 2)
  }
  return (
    <div className="lk-decline-lines">
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={3} /> : null}
      {data?.rows.length === 0 ? <p className="lk-muted">{say('noLines')}</p> : null}
      <ul>
        {data?.rows.map(row => {
          const figures = isMoney ? [figure(row.before), figure(row.after)].filter(Boolean).join(' → ') : figure(row.before ?? row.after)
          return <li key={row.id}>{[row.on, row.number, row.text, figures].filter(Boolean).join(' · ')}</li>
        })}
      </ul>
      {data?.more ? <p className="lk-muted">{say('moreLines')}</p> : null}
    </div>
  )
}

/** One finding: its figure before and after the turn, how strongly it speaks, and its lines. */
export function DeclineFinding({ at, evidence, opens }: { readonly at: At; readonly evidence: Evidence; readonly opens: boolean }) {
  const say = useText(declineTexts)
  const { told } = usePlayWords()
  const figure = useFigure()
  const [open, setOpen] = useState(false)
  const { kind, unit, before, after } = evidence
  const name = told(evidenceWords[kind])
  return (
    <div className="lk-decline-finding">
      <span>
        {name}
        <small>
          {say('before', { value: figure(unit, before) })} → {say('after', { value: figure(unit, after) })}
        </small>
      </span>
      {opens && before.events + after.events > 0 ? (
        <Button size="small" aria-expanded={open} aria-label={say('linesOf', { name })} onClick={() => setOpen(!open)}>
          {say('lines')}
        </Button>
      ) : null}
      {open ? <Lines at={at} kind={kind} /> : null}
    </div>
  )
}
