import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Input } from '#contract/endpoint.ts'
import * as contract from '#contract/sales/opportunity.ts'
import { closeReasons, leadChannels, opportunityStates, type SalesStage } from '#core/sales/opportunity.ts'
import { closeReasonWords, leadChannelWords, opportunityStateWords } from '#core/sales/words.ts'
import type { RecordKind } from '#web/dyads/record-kind.ts'
import { namingColumns, optionsOf, told } from '#web/dyads/record-parts.tsx'
import { recordTexts } from '#web/dyads/records.text.ts'
import { call } from '#web/platform/call.ts'
import { formatInstant } from '#web/platform/format.ts'
import type { Language } from '#web/platform/preferences.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Money } from '#web/ui/money.tsx'
import { stagesQuery } from './sales.queries.ts'
import { salesTexts } from './sales.text.ts'

type Opportunity = contract.Opportunity

export const stageIn = (stage: SalesStage, language: Language): string => (language === 'en' ? stage.nameEn : null) ?? stage.name

/** The firm's stages in words of the language: by key, those in use, and the firm's currency. */
export function useStages() {
  const language = useLanguage()
  const { data } = useQuery(stagesQuery)
  return useMemo(() => {
    const stages = data?.stages ?? []
    const names = new Map(stages.map(stage => [stage.key, stageIn(stage, language)]))
    const used = stages.filter(stage => !stage.isRetired).map(stage => ({ value: stage.key, label: stageIn(stage, language) }))
    return { nameOf: (key: string) => names.get(key) ?? key, used, all: stages, currency: data?.currency ?? 'CNY' }
  }, [data, language])
}

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())
export const isLate = ({ state, expectedOn }: Pick<Opportunity, 'state' | 'expectedOn'>) =>
  state === 'open' && expectedOn !== null && expectedOn < today()

const sends = {
  name: 'opportunities',
  idOf: (row: Opportunity) => row.opportunityId,
  list: (query, signal) => call(contract.listOpportunities, { query }, signal ? { signal } : {}),
  read: (dyadId, opportunityId, signal) => call(contract.readOpportunity, { params: { dyadId, opportunityId } }, signal ? { signal } : {}),
  create: (dyadId, body) =>
    call(contract.createOpportunity, { params: { dyadId }, body: body as Input<typeof contract.createOpportunity>['body'] }),
  update: (dyadId, opportunityId, body) =>
    call(contract.updateOpportunity, { params: { dyadId, opportunityId }, body: body as Input<typeof contract.updateOpportunity>['body'] }),
  remove: (dyadId, opportunityId) => call(contract.removeOpportunity, { params: { dyadId, opportunityId } }),
  restore: (dyadId, opportunityId) => call(contract.restoreOpportunity, { params: { dyadId, opportunityId } }),
} satisfies Partial<RecordKind<Opportunity>>

/** When it began and ended, and why: hidden until chosen. */
function useClosingColumns(): RecordKind<Opportunity>['columns'] {
  const say = useText(salesTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  return useMemo(
    () => [
      { key: 'openedOn', title: say('openedOn'), width: 112, sortable: true, hidden: true, render: row => row.openedOn },
      { key: 'closedOn', title: say('closedOn'), width: 112, sortable: true, hidden: true, render: row => row.closedOn ?? '—' },
      {
        key: 'reasonCode',
        title: say('reasonCode'),
        width: 128,
        hidden: true,
        render: row => (row.reasonCode ? told(closeReasonWords[row.reasonCode], language) : '—'),
      },
      { key: 'number', title: word('number'), width: 120, hidden: true, sortable: true, render: row => row.number ?? '—' },
    ],
    [say, word, language],
  )
}

function useColumns(): RecordKind<Opportunity>['columns'] {
  const say = useText(salesTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  const { nameOf } = useStages()
  const closing = useClosingColumns()
  return useMemo(
    () => [
      ...namingColumns<Opportunity>(word),
      {
        key: 'state',
        title: say('state'),
        width: 88,
        sortable: true,
        card: 'head',
        render: row => told(opportunityStateWords[row.state], language),
      },
      { key: 'stage', title: say('stage'), width: 128, sortable: true, render: row => nameOf(row.stage) },
      {
        key: 'amount',
        title: say('amountShort'),
        width: 136,
        align: 'end',
        sortable: true,
        render: row => <Money minor={row.amountMinor} currency={row.currency} />,
      },
      { key: 'probability', title: say('probabilityShort'), width: 80, align: 'end', sortable: true, render: row => `${row.probability}%` },
      {
        key: 'weighted',
        title: say('weighted'),
        width: 128,
        align: 'end',
        sortable: true,
        render: row => <Money minor={row.weightedMinor} />,
      },
      {
        key: 'expectedOn',
        title: say('expectedOn'),
        width: 116,
        sortable: true,
        render: row => <span className={isLate(row) ? 'lk-record-late' : undefined}>{row.expectedOn ?? '—'}</span>,
      },
      { key: 'owner', title: word('owner'), width: 104, render: row => row.ownerName ?? '—' },
      {
        key: 'channel',
        title: say('channel'),
        width: 120,
        sortable: true,
        render: row => (row.channel ? told(leadChannelWords[row.channel], language) : '—'),
      },
      ...closing,
    ],
    [say, word, language, nameOf, closing],
  )
}

function useFields(): RecordKind<Opportunity>['fields'] {
  const say = useText(salesTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  const { used, all, nameOf } = useStages()
  return useMemo(() => {
    const stages = [
      ...used,
      ...all.filter(stage => stage.isRetired).map(({ key }) => ({ value: key, label: `${nameOf(key)} · ${say('retired')}` })),
    ]
    const isClosed = (draft: Readonly<Record<string, unknown>>) => draft['state'] === 'won' || draft['state'] === 'lost'
    return [
      { key: 'title', label: word('title'), kind: 'text', required: true },
      { key: 'stage', label: say('stage'), kind: 'choice', options: stages, required: true },
      { key: 'amountMinor', label: say('amount'), kind: 'money' },
      { key: 'currency', label: say('currency'), kind: 'text', most: 3, required: true, guardedAs: 'amountMinor' },
      {
        key: 'probability',
        label: say('probability'),
        kind: 'whole',
        most: 100,
        hint: say('probabilityHint'),
        when: draft => !isClosed(draft),
      },
      { key: 'expectedOn', label: say('expectedOn'), kind: 'day' },
      {
        key: 'state',
        label: say('state'),
        kind: 'choice',
        required: true,
        options: optionsOf(opportunityStates, opportunityStateWords, language),
      },
      {
        key: 'reasonCode',
        label: say('reasonCode'),
        kind: 'choice',
        options: optionsOf(closeReasons, closeReasonWords, language),
        when: isClosed,
        guardedAs: 'reason',
      },
      { key: 'reason', label: say('reason'), kind: 'area', most: 1000, when: isClosed },
      { key: 'channel', label: say('channel'), kind: 'choice', options: optionsOf(leadChannels, leadChannelWords, language) },
      { key: 'channelNote', label: say('channelNote'), kind: 'text', hint: say('channelNoteHint') },
      { key: 'acquisitionMinor', label: say('acquisition'), kind: 'money', hint: say('acquisitionHint') },
      { key: 'contactId', label: word('contact'), kind: 'contact' },
      { key: 'ownerId', label: word('owner'), kind: 'person' },
      { key: 'openedOn', label: say('openedOn'), kind: 'day' },
      { key: 'number', label: word('number'), kind: 'text', most: 60 },
      { key: 'note', label: word('note'), kind: 'area' },
      { key: 'tags', label: word('tags'), kind: 'tags' },
    ]
  }, [say, word, language, used, all, nameOf])
}

const draftOf = (row: Opportunity) => ({
  title: row.title,
  stage: row.stage,
  amountMinor: row.amountMinor,
  currency: row.currency,
  probability: row.probability,
  expectedOn: row.expectedOn,
  state: row.state,
  reasonCode: row.reasonCode,
  reason: row.reason,
  channel: row.channel,
  channelNote: row.channelNote,
  acquisitionMinor: row.acquisitionMinor,
  contactId: row.contactId,
  ownerId: row.ownerId,
  openedOn: row.openedOn,
  number: row.number,
  note: row.note,
  tags: row.tags,
})

function useFacts(): Pick<RecordKind<Opportunity>, 'facts' | 'texts'> {
  const say = useText(salesTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  const { nameOf } = useStages()
  return useMemo(
    () => ({
      facts: row => [
        [say('stage'), `${nameOf(row.stage)} · ${row.probability}%`],
        [say('stageSince'), formatInstant(row.stageSince)],
        [say('state'), told(opportunityStateWords[row.state], language)],
        [say('amount'), <Money key="amount" minor={row.amountMinor} currency={row.currency} />],
        [say('weighted'), <Money key="weighted" minor={row.weightedMinor} />],
        [say('expectedOn'), row.expectedOn],
        [say('openedOn'), row.openedOn],
        ...(row.closedOn ? ([[say('closedOn'), row.closedOn]] as const) : []),
        ...(row.reasonCode ? ([[say('reasonCode'), told(closeReasonWords[row.reasonCode], language)]] as const) : []),
        [
          say('channel'),
          [row.channel ? told(leadChannelWords[row.channel], language) : null, row.channelNote].filter(Boolean).join(' · ') || null,
        ],
        [say('acquisition'), <Money key="cost" minor={row.acquisitionMinor} />],
        [word('contact'), row.contactName],
        [word('owner'), row.ownerName],
        [word('number'), row.number],
      ],
      texts: row => [
        [say('reason'), row.reason],
        [word('note'), row.note],
      ],
    }),
    [say, word, language, nameOf],
  )
}

/** What the generic list, form and drawer know of opportunities. */
export function useOpportunityKind(): RecordKind<Opportunity> {
  const say = useText(salesTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  const { used, currency } = useStages()
  const [columns, fields, facts] = [useColumns(), useFields(), useFacts()]
  return useMemo(
    () => ({
      ...sends,
      ...facts,
      words: {
        one: say('opportunity'),
        many: say('opportunities'),
        lead: say('opportunityLead'),
        add: say('addOpportunity'),
        none: say('noOpportunity'),
        noneLead: say('noOpportunityLead'),
      },
      columns,
      fields,
      draftOf,
      blank: { stage: used[0]?.value ?? '', state: 'open', currency, tags: [] },
      currencyOf: draft => (typeof draft['currency'] === 'string' && /^[A-Z]{3}$/.test(draft['currency']) ? draft['currency'] : currency),
      filters: [
        { key: 'state', label: say('state'), options: optionsOf(opportunityStates, opportunityStateWords, language) },
        { key: 'stage', label: say('stage'), options: used },
        { key: 'owner', label: word('owner'), options: 'people' as const },
        { key: 'channel', label: say('channel'), options: optionsOf(leadChannels, leadChannelWords, language) },
        { key: 'reasonCode', label: say('reasonCode'), options: optionsOf(closeReasons, closeReasonWords, language) },
      ],
      quick: [
        { key: 'mine', label: say('mine'), condition: { column: 'owner', is: 'in', value: ['me'] } },
        { key: 'open', label: say('open'), condition: { column: 'state', is: 'in', value: ['open'] } },
        { key: 'late', label: say('late'), condition: { column: 'overdue', is: 'is', value: true } },
        { key: 'soon', label: say('soon'), condition: { column: 'expectedOn', is: 'next_days', value: 30 } },
      ],
    }),
    [say, word, language, used, currency, columns, fields, facts],
  )
}
