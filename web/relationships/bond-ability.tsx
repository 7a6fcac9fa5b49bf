import type { Relationship } from '#contract/relationships/bond.ts'
import type { AbilityPart, CommitmentPart } from '#core/relationships/ability.ts'
import { abilityPartWords, commitmentPartWords } from '#core/relationships/words.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { bondTexts } from './bond.text.ts'
import { RelationshipFacts } from './bond-facts.tsx'
import { Lines } from './bond-lines.tsx'
import { useWords } from './bond-words.ts'

type Part = Relationship['ability']['parts'][number]
const partWords = { ...abilityPartWords, ...commitmentPartWords } as const satisfies Record<AbilityPart | CommitmentPart, unknown>

function Bar({ part: { part, score, from } }: { readonly part: Part }) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  return (
    <li className="lk-bar-row">
      <strong>{told(partWords, part)}</strong>
      <span>{score === null ? <span className="lk-muted">{say('unknown')}</span> : formatNumber(score, language)}</span>
      <span className="lk-bar-track" data-unknown={score === null}>
        {score === null ? null : <i style={{ width: `${score}%` }} />}
      </span>
      <span className="lk-bar-note">
        {from === 'said' ? say('from_said') : [say(`how_${part}`), from && say('from_records')].filter(Boolean).join(' · ')}
      </span>
    </li>
  )
}

function Group({ title, parts, score }: { readonly title: string; readonly parts: readonly Part[]; readonly score: number | null }) {
  const language = useLanguage()
  return (
    <section className="lk-stack" aria-label={title}>
      <h3>
        {title} {score === null ? '—' : formatNumber(score, language)}
      </h3>
      <ul className="lk-bars">
        {parts.map(part => (
          <Bar key={part.part} part={part} />
        ))}
      </ul>
    </section>
  )
}

/** Ability and commitment apart, each part with where its score comes from. */
export function AbilityParts({ relationship }: { readonly relationship: Relationship }) {
  const say = useText(bondTexts)
  const { dyadId, mayWrite, ability, commitment } = relationship
  return (
    <div className="lk-stack">
      <p className="lk-muted">{say('abilityRule')}</p>
      <Group title={say('abilityScore')} {...ability} />
      <Group title={say('commitmentScore')} {...commitment} />
      <Lines dyadId={dyadId} topic="payment" label={`${say('lines')}${say('colon')}${say('payments')}`} />
      <Lines dyadId={dyadId} topic="told" label={`${say('lines')}${say('colon')}${say('told')}`} />
      <Lines dyadId={dyadId} topic="contact" label={`${say('lines')}${say('colon')}${say('contacts')}`} />
      <RelationshipFacts dyadId={dyadId} mayWrite={mayWrite} />
    </div>
  )
}
