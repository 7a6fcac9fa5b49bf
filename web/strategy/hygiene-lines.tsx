import { useQuery } from '@tanstack/react-query'
import { dutyWords } from '#core/strategy/hygiene-words.ts'
import type { HygieneDuty } from '#core/strategy/hygiene.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { hygieneTexts } from './hygiene.text.ts'
import { hygieneLinesQuery } from './play.queries.ts'
import { usePlayWords } from './use-play-words.ts'

type Given = { readonly dyadId: string; readonly duty: HygieneDuty; readonly onClose: () => void }

/** The deliveries, orders, complaints or claims that a duty's figure is made of. */
export function HygieneLines({ dyadId, duty, onClose }: Given) {
  const say = useText(hygieneTexts)
  const { told } = usePlayWords()
  const { data, error, refetch } = useQuery(hygieneLinesQuery(dyadId, duty))
  return (
    <DrawerPage open title={say('linesOf', { duty: told(dutyWords[duty]) })} onClose={onClose}>
      <div className="lk-stack">
        <p className="lk-muted">{say('linesLead')}</p>
        <Refused error={error} onAgain={() => void refetch()} />
        {data === undefined && !error ? <Bones height={32} rows={6} /> : null}
        {data?.rows.length === 0 ? <EmptyState title={say('noLines')}>{say('noLinesLead')}</EmptyState> : null}
        <ul>
          {data?.rows.map((row, at) => (
            <li key={`${row.id} ${at}`} className="lk-play-line">
              <div>
                {[row.number, row.text].filter(Boolean).join(' · ') || row.on}
                <small>
                  {row.on}
                  {row.promisedOn === null ? '' : ` · ${say('promised', { day: row.promisedOn })}`}
                  {row.promisedOn === null ? '' : ` · ${say('happened', { day: row.doneOn ?? say('notYet') })}`}
                </small>
              </div>
              <span>{say(row.isKept ? 'kept' : 'broken')}</span>
            </li>
          ))}
        </ul>
      </div>
    </DrawerPage>
  )
}
