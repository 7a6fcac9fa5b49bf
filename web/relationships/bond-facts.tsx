import type { RelationshipFact } from '#contract/relationships/register.ts'
import { measureOfFact, type RelationshipFactKind, relationshipFactKinds } from '#core/relationships/fact.ts'
import { type Form, forms } from '#core/relationships/form.ts'
import { formWords } from '#core/relationships/words.ts'
import type { Draft, FormField } from '#web/dyads/fields-drawer.tsx'
import { KeptCard } from '#web/dyads/kept-card.tsx'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { dropFact, factsQuery, saveFact } from './bond.queries.ts'
import { bondTexts } from './bond.text.ts'
import { today, useWords } from './bond-words.ts'

function FactLines({ fact }: { readonly fact: RelationshipFact }) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  const value =
    fact.choice === null ? (fact.value === null ? '' : formatNumber(fact.value, language, 1)) : told(formWords, fact.choice as Form)
  return (
    <>
      <span className={fact.holds ? undefined : 'lk-struck'}>
        <strong>{say(`fact_${fact.kind}`)}</strong> {value}
      </span>
      <span className="lk-muted">
        {[fact.observedOn, fact.until && `${say('until')} ${fact.until}`, fact.source, fact.holds ? null : say('superseded'), fact.note]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  )
}

const kindOf = (draft: Draft): RelationshipFactKind => (draft['kind'] as RelationshipFactKind | null) ?? 'suppliers'

/** What was said or seen about a relationship that trade does not tell. */
export function RelationshipFacts({ dyadId, mayWrite }: { readonly dyadId: string; readonly mayWrite: boolean }) {
  const say = useText(bondTexts)
  const { options } = useWords()
  const valueField = (draft: Draft): FormField[] => {
    const measure = measureOfFact(kindOf(draft))
    if (measure === 'form')
      return [{ name: 'choice', label: say('target'), kind: 'choice', required: true, options: options(formWords, forms) }]
    return measure === 'plan' ? [] : [{ name: 'value', label: say('value'), kind: 'number', required: true }]
  }
  const fields = (draft: Draft): FormField[] => [
    {
      name: 'kind',
      label: say('factKind'),
      kind: 'choice',
      required: true,
      options: relationshipFactKinds.map(kind => ({ value: kind, label: say(`fact_${kind}`) })),
    },
    ...valueField(draft),
    { name: 'observedOn', label: say('observedOn'), kind: 'day', required: true },
    { name: 'until', label: say('until'), kind: 'day', required: kindOf(draft) === 'joint_plan', hint: say('untilHint') },
    { name: 'source', label: say('source'), required: true, hint: say('sourceHint') },
    { name: 'note', label: say('note'), kind: 'area' },
  ]
  return (
    <KeptCard<RelationshipFact>
      title={say('facts')}
      lead={say('factsLead')}
      empty={{ title: say('noFacts'), lead: say('factsLead') }}
      verbs={{ add: say('addFact'), edit: say('editFact') }}
      query={factsQuery(dyadId) as never}
      mayWrite={mayWrite}
      idOf={fact => fact.relationshipFactId}
      nameOf={fact => say(`fact_${fact.kind}`)}
      show={fact => <FactLines fact={fact} />}
      fields={fields}
      draftOf={(fact): Draft => ({
        kind: fact?.kind ?? 'suppliers',
        value: fact?.value ?? null,
        choice: fact?.choice ?? null,
        observedOn: fact?.observedOn ?? today(),
        until: fact?.until ?? '',
        source: fact?.source ?? '',
        note: fact?.note ?? '',
      })}
      save={(fact, draft) => saveFact(dyadId, fact, draft as never)}
      drop={fact => dropFact(dyadId, fact.relationshipFactId, fact.version)}
    />
  )
}
