import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type SubIndex, subIndices } from '#core/value/settings.ts'
import { subIndexWords } from '#core/segments/words.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { useAsOf } from '#web/ui/as-of.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { placeQuery, settingsQuery } from './value.queries.ts'
import { valueTexts } from './value.text.ts'
import './value.css'

type RowGiven = {
  readonly index: SubIndex
  readonly score: number | null
  readonly weight: number | undefined
  readonly evidence: string | undefined
  /** Where what speaks for it is kept. */
  readonly more?: ReactNode
}

function Row({ index, score, weight, evidence, more }: RowGiven) {
  const say = useText(valueTexts)
  const language = useLanguage()
  const name = subIndexWords[index][language === 'en' ? 1 : 0]
  const note = evidence ?? say(`${index}${score === null ? 'Unknown' : 'Known'}`)
  return (
    <li className="lk-bar-row">
      <span>
        <strong>{name.slice(0, 1).toUpperCase() + name.slice(1)}</strong>{' '}
        {weight === undefined ? null : <span className="lk-muted">{say('weight', { share: formatShare(weight, language) })}</span>}
      </span>
      <span>{score === null ? <span className="lk-muted">{say('unknown')}</span> : formatNumber(score, language, 1)}</span>
      <span className="lk-bar-track" data-unknown={score === null}>
        {score === null ? null : <i style={{ width: `${score}%` }} />}
      </span>
      <span className="lk-bar-note">
        {note} {more}
      </span>
    </li>
  )
}

/** Loyalty opens to the relationship, where the sheet of switching cost is kept. */
function SheetLink({ dyadId }: { readonly dyadId: string }) {
  const say = useText(valueTexts)
  return (
    <Link to={'/customers/$dyadId' as never} params={{ dyadId } as never} search={{ tab: 'relationship' } as never}>
      {say('openSheet')}
    </Link>
  )
}

const evidenceCodes: Readonly<Record<SubIndex, readonly string[]>> = {
  headroom: ['evidence_headroom'],
  perception: ['evidence_perception'],
  loyalty: ['evidence_rhythm', 'evidence_loyalty'],
  outlook: ['evidence_outlook', 'evidence_outlook_untrended'],
  strategic: ['evidence_strategic'],
}

type Given = {
  readonly dyadId: string
  /** Where evidence is entered: shown in the card's head. */
  readonly actions?: ReactNode
}

/** The potential value of a customer: five parts with the evidence of each, what is unknown, and how much of it all is known. */
export function PotentialCard({ dyadId, actions }: Given) {
  const say = useText(valueTexts)
  const language = useLanguage()
  const asOf = useAsOf()
  const { data, error, refetch } = useQuery(placeQuery(dyadId, { asOf }))
  const settings = useQuery(settingsQuery).data?.settings
  const standing = data?.standing
  const sentence = (index: SubIndex) => {
    const found = data?.because.find(({ code }) => evidenceCodes[index].includes(code))
    return found && (language === 'en' ? found.en : found.zh)
  }
  const limit = formatShare(settings?.provisionalBelow ?? 0.5, language)
  return (
    <section className="lk-card lk-stack" aria-label={say('potential')}>
      <div className="lk-card-head">
        <div>
          <h2>{say('potential')}</h2>
          <p className="lk-muted">{say('potentialLead')}</p>
        </div>
        {actions}
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={28} rows={5} /> : null}
      {data ? (
        <>
          <div className="lk-figures">
            <Figure
              label={say('potential')}
              value={
                standing?.potential === null || standing?.potential === undefined
                  ? undefined
                  : formatNumber(standing.potential, language, 1)
              }
              unit={say('points')}
            />
            <Figure
              label={say('confidence')}
              value={standing ? formatShare(standing.dataConfidence, language) : undefined}
              note={`${standing?.provisional ? `${say('provisional')} · ` : ''}${say('confidenceNote', { limit })}`}
            />
          </div>
          <ul className="lk-bars">
            {subIndices.map(index => (
              <Row
                key={index}
                index={index}
                score={standing?.subIndices[index] ?? null}
                weight={(settings?.weights as Partial<Record<SubIndex, number>> | undefined)?.[index]}
                evidence={sentence(index)}
                more={index === 'loyalty' ? <SheetLink dyadId={dyadId} /> : undefined}
              />
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}
