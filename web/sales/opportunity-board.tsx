import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type DragEvent, useState } from 'react'
import type { Opportunity } from '#contract/sales/opportunity.ts'
import type { ListAsked, RecordKind } from '#web/dyads/record-kind.ts'
import { recordsChanged } from '#web/dyads/records.queries.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { isLate, useStages } from './opportunity-kind.tsx'
import { boardQuery } from './sales.queries.ts'
import { salesTexts } from './sales.text.ts'
import '#web/dyads/records.css'

type CardGiven = { readonly row: Opportunity; readonly onOpen: () => void; readonly onDrag: (event: DragEvent) => void }

function BoardCard({ row, onOpen, onDrag }: CardGiven) {
  return (
    <li className="lk-card lk-board-card" draggable={row.mayWrite} onDragStart={onDrag}>
      <button type="button" className="lk-board-card-title" onClick={onOpen}>
        {row.title}
      </button>
      <Link to={'/customers/$dyadId' as never} params={{ dyadId: row.dyadId } as never} className="lk-muted">
        {row.customerName}
      </Link>
      <span>
        <Money minor={row.amountMinor} currency={row.currency} short /> · {row.probability}%
      </span>
      <span className={isLate(row) ? 'lk-record-late' : 'lk-muted'}>{[row.expectedOn, row.ownerName].filter(Boolean).join(' · ')}</span>
    </li>
  )
}

type Given = { readonly kind: RecordKind<Opportunity>; readonly asked: ListAsked; readonly onOpen: (row: Opportunity) => void }

/** Open opportunities by stage; a card is dragged to another stage, or moved in its drawer. */
export function OpportunityBoard({ kind, asked, onOpen }: Given) {
  const say = useText(salesTexts)
  const { nameOf, currency } = useStages()
  const { data, error, refetch } = useQuery(boardQuery(asked))
  const [dragged, setDragged] = useState<Opportunity>()
  const moving = useMutation({
    mutationFn: ({ row, stage }: { readonly row: Opportunity; readonly stage: string }) =>
      kind.update(row.dyadId, row.opportunityId, { stage, version: row.version }),
    onSettled: recordsChanged,
  })
  const drop = (stage: string) => {
    if (dragged && dragged.stage !== stage) moving.mutate({ row: dragged, stage })
    setDragged(undefined)
  }
  if (data === undefined && !error) return <Bones height={200} />
  return (
    <>
      <Refused error={error ?? moving.error} onAgain={() => void refetch()} />
      <div className="lk-board" aria-busy={moving.isPending} tabIndex={0} role="group" aria-label={say('board')}>
        {data?.columns.map(({ stage, count, baseMinor, weightedMinor, rows }) => (
          <section
            key={stage}
            className="lk-board-column"
            aria-label={nameOf(stage)}
            onDragOver={event => event.preventDefault()}
            onDrop={() => drop(stage)}
          >
            <header className="lk-board-head">
              <h2>{nameOf(stage)}</h2>
              <span className="lk-muted">
                {say('countOf', { count })}
                {baseMinor === null ? null : (
                  <>
                    {' · '}
                    <Money minor={baseMinor} currency={currency} short /> · {say('weighted')}{' '}
                    <Money minor={weightedMinor} currency={currency} short />
                  </>
                )}
              </span>
            </header>
            <ul className="lk-plain lk-stack">
              {rows.map(row => (
                <BoardCard key={row.opportunityId} row={row} onOpen={() => onOpen(row)} onDrag={() => setDragged(row)} />
              ))}
            </ul>
            {rows.length === 0 ? <p className="lk-muted">{say('emptyStage')}</p> : null}
            {count > rows.length ? <p className="lk-muted">{say('moreOf', { count: count - rows.length })}</p> : null}
          </section>
        ))}
      </div>
    </>
  )
}
