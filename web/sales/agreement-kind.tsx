import { useMemo } from 'react'
import type { Input } from '#contract/endpoint.ts'
import * as contract from '#contract/sales/agreement.ts'
import { agreementKinds, agreementStandings, agreementStates } from '#core/sales/agreement.ts'
import { agreementKindWords, agreementStandingWords, agreementStateWords } from '#core/sales/words.ts'
import type { RecordKind } from '#web/dyads/record-kind.ts'
import { namingColumns, optionsOf, told } from '#web/dyads/record-parts.tsx'
import { recordTexts } from '#web/dyads/records.text.ts'
import { call } from '#web/platform/call.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Money } from '#web/ui/money.tsx'
import { salesTexts } from './sales.text.ts'

type Agreement = contract.Agreement

const needsAct = ({ standing }: Agreement) => standing === 'due' || standing === 'expired'

const sends = {
  name: 'agreements',
  idOf: (row: Agreement) => row.agreementId,
  list: (query, signal) => call(contract.listAgreements, { query }, signal ? { signal } : {}),
  read: (dyadId, agreementId, signal) => call(contract.readAgreement, { params: { dyadId, agreementId } }, signal ? { signal } : {}),
  create: (dyadId, body) =>
    call(contract.createAgreement, { params: { dyadId }, body: body as Input<typeof contract.createAgreement>['body'] }),
  update: (dyadId, agreementId, body) =>
    call(contract.updateAgreement, { params: { dyadId, agreementId }, body: body as Input<typeof contract.updateAgreement>['body'] }),
  remove: (dyadId, agreementId) => call(contract.removeAgreement, { params: { dyadId, agreementId } }),
  restore: (dyadId, agreementId) => call(contract.restoreAgreement, { params: { dyadId, agreementId } }),
} satisfies Partial<RecordKind<Agreement>>

function useColumns(): RecordKind<Agreement>['columns'] {
  const say = useText(salesTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  return useMemo(
    () => [
      ...namingColumns<Agreement>(word),
      { key: 'kind', title: say('kind'), width: 128, sortable: true, render: row => told(agreementKindWords[row.kind], language) },
      {
        key: 'standing',
        title: say('standing'),
        width: 104,
        sortable: true,
        card: 'head',
        render: row => (
          <span className={needsAct(row) ? 'lk-record-late' : undefined}>{told(agreementStandingWords[row.standing], language)}</span>
        ),
      },
      { key: 'actBy', title: say('actBy'), width: 116, sortable: true, render: row => row.actBy ?? '—' },
      { key: 'endsOn', title: say('endsOn'), width: 112, sortable: true, render: row => row.endsOn ?? '—' },
      { key: 'startsOn', title: say('startsOn'), width: 112, sortable: true, render: row => row.startsOn ?? '—' },
      { key: 'renews', title: say('renews'), width: 88, render: row => word(row.renews ? 'yes' : 'no') },
      { key: 'owner', title: word('owner'), width: 104, render: row => row.ownerName ?? '—' },
      { key: 'number', title: word('number'), width: 128, sortable: true, render: row => row.number ?? '—' },
    ],
    [say, word, language],
  )
}

function useFields(): RecordKind<Agreement>['fields'] {
  const say = useText(salesTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  return useMemo(
    () => [
      { key: 'title', label: word('title'), kind: 'text', required: true },
      { key: 'kind', label: say('kind'), kind: 'choice', required: true, options: optionsOf(agreementKinds, agreementKindWords, language) },
      { key: 'number', label: word('number'), kind: 'text', most: 60 },
      {
        key: 'state',
        label: say('agreementState'),
        kind: 'choice',
        required: true,
        options: optionsOf(agreementStates, agreementStateWords, language),
      },
      { key: 'startsOn', label: say('startsOn'), kind: 'day' },
      { key: 'endsOn', label: say('endsOn'), kind: 'day' },
      { key: 'noticeDays', label: say('noticeDays'), kind: 'whole', most: 1095, hint: say('noticeHint') },
      { key: 'renews', label: say('renews'), kind: 'yes' },
      { key: 'signedOn', label: say('signedOn'), kind: 'day' },
      { key: 'amountMinor', label: say('agreementAmount'), kind: 'money' },
      { key: 'currency', label: say('currency'), kind: 'text', most: 3 },
      { key: 'terms', label: say('terms'), kind: 'area', most: 20_000 },
      { key: 'ownerId', label: word('owner'), kind: 'person' },
      { key: 'note', label: word('note'), kind: 'area' },
      { key: 'tags', label: word('tags'), kind: 'tags' },
    ],
    [say, word, language],
  )
}

const draftOf = (row: Agreement) => ({
  title: row.title,
  kind: row.kind,
  number: row.number,
  state: row.state,
  startsOn: row.startsOn,
  endsOn: row.endsOn,
  noticeDays: row.noticeDays,
  renews: row.renews,
  signedOn: row.signedOn,
  amountMinor: row.amountMinor,
  currency: row.currency,
  terms: row.terms,
  ownerId: row.ownerId,
  note: row.note,
  tags: row.tags,
})

function useFacts(): Pick<RecordKind<Agreement>, 'facts' | 'texts'> {
  const say = useText(salesTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  return useMemo(
    () => ({
      facts: row => [
        [say('kind'), told(agreementKindWords[row.kind], language)],
        [say('standing'), told(agreementStandingWords[row.standing], language)],
        [say('startsOn'), row.startsOn],
        [say('endsOn'), row.endsOn],
        [say('noticeDays'), row.noticeDays],
        [say('actBy'), row.actBy],
        [say('renews'), word(row.renews ? 'yes' : 'no')],
        [say('signedOn'), row.signedOn],
        [say('agreementAmount'), <Money key="amount" minor={row.amountMinor} currency={row.currency ?? undefined} />],
        [word('owner'), row.ownerName],
        [word('number'), row.number],
      ],
      texts: row => [
        [say('terms'), row.terms],
        [word('note'), row.note],
      ],
    }),
    [say, word, language],
  )
}

/** What the generic list, form and drawer know of agreements. */
export function useAgreementKind(): RecordKind<Agreement> {
  const say = useText(salesTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  const currency = useCurrency()
  const [columns, fields, facts] = [useColumns(), useFields(), useFacts()]
  return useMemo(
    () => ({
      ...sends,
      ...facts,
      words: {
        one: say('agreement'),
        many: say('agreements'),
        lead: say('agreementLead'),
        add: say('addAgreement'),
        none: say('noAgreement'),
        noneLead: say('noAgreementLead'),
      },
      columns,
      fields,
      draftOf,
      blank: { kind: 'frame', state: 'active', renews: false, tags: [] },
      currencyOf: draft => (typeof draft['currency'] === 'string' && /^[A-Z]{3}$/.test(draft['currency']) ? draft['currency'] : currency),
      filters: [
        { key: 'kind', label: say('kind'), options: optionsOf(agreementKinds, agreementKindWords, language) },
        { key: 'standing', label: say('standing'), options: optionsOf(agreementStandings, agreementStandingWords, language) },
        { key: 'owner', label: word('owner'), options: 'people' as const },
      ],
      quick: [
        { key: 'expiring', label: say('expiring'), condition: { column: 'actBy', is: 'next_days', value: 60 } },
        { key: 'expired', label: say('expired'), condition: { column: 'standing', is: 'in', value: ['expired'] } },
      ],
    }),
    [say, word, language, currency, columns, fields, facts],
  )
}
