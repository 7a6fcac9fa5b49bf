import type { Customer } from '#contract/dyads/customer.ts'
import type { PartyFact } from '#contract/dyads/fact.ts'
import { factKindOf, type KnownFactKind, knownFactKinds, preferenceDocuments } from '#core/dyads/party-fact.ts'
import { minorDigits } from '#core/units/money.ts'
import { formatMoney, formatNumber } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { type Draft, FieldsDrawer, type FormField } from './fields-drawer.tsx'
import { saveFact } from './parties.queries.ts'
import { factTexts, partyTexts } from './parties.text.ts'

const isKnown = (kind: string): kind is KnownFactKind => (knownFactKinds as readonly string[]).includes(kind)
type FactWord = Parameters<ReturnType<typeof useText<typeof factTexts.pairs>>>[0]

/** Names of kinds and values as people read them. */
export function useFactWords() {
  const word = useText(factTexts)
  const language = useLanguage()
  const currency = useCurrency()
  return {
    kindName: (kind: string) => (isKnown(kind) ? word(kind) : kind),
    valueOf: ({ kind, value }: Pick<PartyFact, 'kind' | 'value'>) => {
      const { form } = factKindOf(kind)
      if (form === 'choice') return word(value as FactWord)
      if (form === 'money') return formatMoney(Number(value), currency, language)
      return form === 'count' ? formatNumber(Number(value), language) : value
    },
  }
}

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())

/** Where a fact is entered; which fields there are depends on its kind. */
export function FactForm({ customer, onClose }: { readonly customer: Customer; readonly onClose: () => void }) {
  const say = useText(partyTexts)
  const word = useText(factTexts)
  const currency = useCurrency()
  const kinds = [
    ...knownFactKinds.map(kind => ({ value: kind as string, label: `${say(factKindOf(kind).subject)} · ${word(kind)}` })),
    { value: 'own', label: word('own') },
  ]
  const people = customer.contacts.map(one => ({ value: one.contactId, label: one.name }))
  const valueField = (kind: string): FormField => {
    const { form, choices } = factKindOf(kind)
    const label = form === 'money' ? `${say('value')} (${currency})` : say('value')
    if (form === 'choice')
      return {
        name: 'value',
        label,
        kind: 'choice',
        required: true,
        options: (choices ?? []).map(one => ({ value: one, label: word(one as FactWord) })),
      }
    return { name: 'value', label, kind: form === 'text' ? 'area' : 'number', required: true }
  }
  const fields = (draft: Draft): FormField[] => {
    const kind = String(draft['kind'] ?? 'culture')
    const { subject } = factKindOf(kind)
    const isPersonal = subject === 'personal'
    return [
      { name: 'kind', label: say('kind'), kind: 'choice', required: true, options: kinds },
      ...(kind === 'own' ? [{ name: 'ownName', label: word('ownName'), required: true } as const] : []),
      valueField(kind),
      ...(subject === 'preference' || isPersonal
        ? [{ name: 'contactId', label: say('about'), kind: 'choice', required: isPersonal, options: people } as const]
        : []),
      ...(subject === 'preference'
        ? [
            {
              name: 'document',
              label: say('document'),
              kind: 'choice',
              options: preferenceDocuments.map(one => ({ value: one, label: word(one) })),
            } as const,
          ]
        : []),
      ...(isPersonal ? [{ name: 'consentNote', label: say('consent'), required: true, hint: say('consentHint') } as const] : []),
      { name: 'observedOn', label: say('observedOn'), kind: 'day', required: true },
      { name: 'source', label: say('source'), required: true },
      { name: 'note', label: say('note') },
    ]
  }
  const save = ({ ownName, ...draft }: Draft) => {
    const kind = String(draft['kind'])
    const scale = factKindOf(kind).form === 'money' ? 10 ** minorDigits(currency) : 1
    const value = typeof draft['value'] === 'number' ? String(Math.round(draft['value'] * scale)) : draft['value']
    return saveFact(customer.dyadId, { ...draft, value, kind: kind === 'own' ? String(ownName) : kind } as never)
  }
  const start = { kind: 'culture', value: null, contactId: null, document: null, observedOn: today(), source: '', note: '' }
  return <FieldsDrawer title={say('addFact')} fields={fields} start={start} save={save} onClose={onClose} />
}
