import { useMemo } from 'react'
import type { Input } from '#contract/endpoint.ts'
import * as contract from '#contract/service/concern.ts'
import { causeNatureOf, causes, concernChannels, concernKinds, concernStates, severities } from '#core/service/concern.ts'
import { causeWords, concernChannelWords, concernKindWords, concernStateWords, severityWords } from '#core/service/words.ts'
import type { RecordKind } from '#web/dyads/record-kind.ts'
import { namingColumns, optionsOf, told } from '#web/dyads/record-parts.tsx'
import { recordTexts } from '#web/dyads/records.text.ts'
import { call } from '#web/platform/call.ts'
import { formatInstant } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { serviceTexts } from './service.text.ts'

type Concern = contract.Concern

const at = (instant: string | null) => (instant === null ? null : formatInstant(instant))

const sends = {
  name: 'concerns',
  idOf: (row: Concern) => row.concernId,
  list: (query, signal) => call(contract.listConcerns, { query }, signal ? { signal } : {}),
  read: (dyadId, concernId, signal) => call(contract.readConcern, { params: { dyadId, concernId } }, signal ? { signal } : {}),
  create: (dyadId, body) =>
    call(contract.createConcern, { params: { dyadId }, body: body as Input<typeof contract.createConcern>['body'] }),
  update: (dyadId, concernId, body) =>
    call(contract.updateConcern, { params: { dyadId, concernId }, body: body as Input<typeof contract.updateConcern>['body'] }),
  remove: (dyadId, concernId) => call(contract.removeConcern, { params: { dyadId, concernId } }),
  restore: (dyadId, concernId) => call(contract.restoreConcern, { params: { dyadId, concernId } }),
} satisfies Partial<RecordKind<Concern>>

function useColumns(): RecordKind<Concern>['columns'] {
  const say = useText(serviceTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  return useMemo(
    () => [
      ...namingColumns<Concern>(word),
      {
        key: 'state',
        title: say('state'),
        width: 104,
        card: 'head',
        render: row => (
          <span className={row.state === 'overdue' ? 'lk-record-late' : undefined}>{told(concernStateWords[row.state], language)}</span>
        ),
      },
      { key: 'dueAt', title: say('dueAt'), width: 148, sortable: true, render: row => at(row.dueAt) ?? '—' },
      { key: 'kind', title: say('kind'), width: 108, sortable: true, render: row => told(concernKindWords[row.kind], language) },
      { key: 'severity', title: say('severity'), width: 88, render: row => told(severityWords[row.severity], language) },
      { key: 'receivedAt', title: say('receivedAt'), width: 148, sortable: true, render: row => formatInstant(row.receivedAt) },
      { key: 'owner', title: word('owner'), width: 104, render: row => row.ownerName ?? '—' },
      { key: 'department', title: word('department'), width: 120, render: row => row.departmentName ?? '—' },
      { key: 'cause', title: say('cause'), width: 128, render: row => (row.cause ? told(causeWords[row.cause], language) : '—') },
      { key: 'orderNumber', title: say('orderNumber'), width: 128, hidden: true, sortable: true, render: row => row.orderNumber ?? '—' },
      { key: 'resolvedAt', title: say('resolvedAt'), width: 148, hidden: true, sortable: true, render: row => at(row.resolvedAt) ?? '—' },
      { key: 'number', title: word('number'), width: 120, hidden: true, sortable: true, render: row => row.number ?? '—' },
    ],
    [say, word, language],
  )
}

function useFields(): RecordKind<Concern>['fields'] {
  const say = useText(serviceTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  return useMemo(
    () => [
      { key: 'kind', label: say('kind'), kind: 'choice', required: true, options: optionsOf(concernKinds, concernKindWords, language) },
      { key: 'title', label: word('title'), kind: 'text', required: true },
      { key: 'description', label: say('description'), kind: 'area', most: 20_000 },
      { key: 'severity', label: say('severity'), kind: 'choice', required: true, options: optionsOf(severities, severityWords, language) },
      { key: 'channel', label: say('channel'), kind: 'choice', options: optionsOf(concernChannels, concernChannelWords, language) },
      { key: 'receivedAt', label: say('receivedAt'), kind: 'moment', hint: say('receivedHint') },
      { key: 'contactId', label: word('contact'), kind: 'contact' },
      { key: 'orderNumber', label: say('orderNumber'), kind: 'text', most: 100 },
      { key: 'deliveryNumber', label: say('deliveryNumber'), kind: 'text', most: 100 },
      { key: 'ownerId', label: word('owner'), kind: 'person' },
      { key: 'departmentId', label: word('department'), kind: 'department' },
      { key: 'firstResponseBy', label: say('firstResponseBy'), kind: 'moment', hint: say('promiseHint') },
      { key: 'firstRespondedAt', label: say('firstRespondedAt'), kind: 'moment' },
      { key: 'resolvedBy', label: say('resolvedBy'), kind: 'moment', hint: say('promiseHint') },
      { key: 'resolvedAt', label: say('resolvedAt'), kind: 'moment' },
      { key: 'cause', label: say('cause'), kind: 'choice', options: optionsOf(causes, causeWords, language) },
      { key: 'causeNote', label: say('causeNote'), kind: 'area', most: 1000, guardedAs: 'cause' },
      { key: 'resolution', label: say('resolution'), kind: 'area', most: 20_000 },
      { key: 'number', label: word('number'), kind: 'text', most: 60 },
      { key: 'tags', label: word('tags'), kind: 'tags' },
    ],
    [say, word, language],
  )
}

const draftOf = (row: Concern) => ({
  kind: row.kind,
  title: row.title,
  description: row.description,
  severity: row.severity,
  channel: row.channel,
  receivedAt: row.receivedAt,
  contactId: row.contactId,
  orderNumber: row.orderNumber,
  deliveryNumber: row.deliveryNumber,
  ownerId: row.ownerId,
  departmentId: row.departmentId,
  firstResponseBy: row.firstResponseBy,
  firstRespondedAt: row.firstRespondedAt,
  resolvedBy: row.resolvedBy,
  resolvedAt: row.resolvedAt,
  cause: row.cause,
  causeNote: row.causeNote,
  resolution: row.resolution,
  number: row.number,
  tags: row.tags,
})

function useFacts(): Pick<RecordKind<Concern>, 'facts' | 'texts'> {
  const say = useText(serviceTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  return useMemo(
    () => ({
      facts: row => [
        [say('kind'), told(concernKindWords[row.kind], language)],
        [say('state'), told(concernStateWords[row.state], language)],
        [say('severity'), told(severityWords[row.severity], language)],
        [say('channel'), row.channel ? told(concernChannelWords[row.channel], language) : null],
        [say('receivedAt'), formatInstant(row.receivedAt)],
        [say('firstResponseBy'), at(row.firstResponseBy)],
        [say('firstRespondedAt'), at(row.firstRespondedAt)],
        [say('resolvedBy'), at(row.resolvedBy)],
        [say('resolvedAt'), at(row.resolvedAt)],
        [say('cause'), row.cause ? `${told(causeWords[row.cause], language)} · ${say(causeNatureOf(row.cause))}` : null],
        [word('contact'), row.contactName],
        [say('orderNumber'), row.orderNumber],
        [say('deliveryNumber'), row.deliveryNumber],
        [word('owner'), row.ownerName],
        [word('department'), row.departmentName],
        [word('number'), row.number],
      ],
      texts: row => [
        [say('description'), row.description],
        [say('causeNote'), row.causeNote],
        [say('resolution'), row.resolution],
      ],
    }),
    [say, word, language],
  )
}

/** What the generic list, form and drawer know of concerns. */
export function useConcernKind(): RecordKind<Concern> {
  const say = useText(serviceTexts)
  const word = useText(recordTexts)
  const language = useLanguage()
  const [columns, fields, facts] = [useColumns(), useFields(), useFacts()]
  return useMemo(
    () => ({
      ...sends,
      ...facts,
      words: {
        one: say('concern'),
        many: say('concerns'),
        lead: say('lead'),
        add: say('add'),
        none: say('none'),
        noneLead: say('noneLead'),
      },
      columns,
      fields,
      draftOf,
      blank: { kind: 'complaint', severity: 'normal', channel: 'phone', tags: [] },
      currencyOf: () => 'CNY',
      filters: [
        { key: 'state', label: say('state'), options: optionsOf(concernStates, concernStateWords, language) },
        { key: 'kind', label: say('kind'), options: optionsOf(concernKinds, concernKindWords, language) },
        { key: 'severity', label: say('severity'), options: optionsOf(severities, severityWords, language) },
        { key: 'owner', label: word('owner'), options: 'people' as const },
        { key: 'cause', label: say('cause'), options: optionsOf(causes, causeWords, language) },
      ],
      quick: [
        { key: 'overdue', label: say('overdue'), condition: { column: 'state', is: 'in', value: ['overdue'] } },
        { key: 'unresolved', label: say('unresolved'), condition: { column: 'state', is: 'not_in', value: ['resolved'] } },
        { key: 'mine', label: say('mine'), condition: { column: 'owner', is: 'in', value: ['me'] } },
        {
          key: 'disputes',
          label: say('disputes'),
          condition: {
            all: [
              { column: 'kind', is: 'in', value: ['dispute'] },
              { column: 'state', is: 'not_in', value: ['resolved'] },
            ],
          },
        },
      ],
    }),
    [say, word, language, columns, fields, facts],
  )
}
