import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { EvidenceTopic, RelationshipLine } from '#contract/relationships/bond.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { linesQuery } from './bond.queries.ts'
import { bondTexts } from './bond.text.ts'
import { useLineWords } from './bond-line-words.ts'
import '#web/value/value.css'

function Line({ topic, line }: { readonly topic: EvidenceTopic; readonly line: RelationshipLine }) {
  const say = useText(bondTexts)
  const { titleOf, detailOf } = useLineWords()
  return (
    <tr>
      <td className="lk-nowrap">{line.day ?? '—'}</td>
      <td>
        {titleOf(topic, line)}
        <div className="lk-muted">{detailOf(topic, line)}</div>
      </td>
      <td>{line.counts === null ? say('pending') : say(line.counts ? 'yes' : 'no')}</td>
    </tr>
  )
}

function Table({ dyadId, topic, label }: { readonly dyadId: string; readonly topic: EvidenceTopic; readonly label: string }) {
  const say = useText(bondTexts)
  const { data, error, refetch } = useQuery(linesQuery(dyadId, topic))
  return (
    <>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={3} /> : null}
      {data && data.rows.length === 0 ? <EmptyState title={say('noLines')}>{say('noLinesLead')}</EmptyState> : null}
      {data && data.rows.length > 0 ? (
        <ScrollSideways label={label}>
          <table className="lk-parts">
            <thead>
              <tr>
                <th scope="col">{say('day')}</th>
                <th scope="col">{say('what')}</th>
                <th scope="col">{say('counts')}</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((line, place) => (
                <Line key={`${line.id ?? ''}${line.day}${place}`} topic={topic} line={line} />
              ))}
            </tbody>
          </table>
        </ScrollSideways>
      ) : null}
    </>
  )
}

/** The facts behind a finding, line by line, opened where they are asked for. */
export function Lines({ dyadId, topic, label }: { readonly dyadId: string; readonly topic: EvidenceTopic; readonly label: string }) {
  const [open, setOpen] = useState(false)
  return (
    <div className="lk-stack">
      <div>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {label}
        </Button>
      </div>
      {open ? <Table dyadId={dyadId} topic={topic} label={label} /> : null}
    </div>
  )
}
