import { useQuery } from '@tanstack/react-query'
import type { Alliance } from '#contract/relationships/alliance.ts'
import { allianceLeaders, allianceStates, type AllianceLeader, modeFor, modeOf, subModesOf } from '#core/relationships/alliance.ts'
import {
  allianceLeaderWords,
  allianceModeMeanings,
  allianceModeWords,
  allianceStateWords,
  allianceSubModeMeanings,
  allianceSubModeWords,
} from '#core/relationships/alliance-words.ts'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { type Draft, FieldsDrawer, type FormField } from '#web/dyads/fields-drawer.tsx'
import { useText } from '#web/platform/text.ts'
import { allianceCalls } from './alliance.queries.ts'
import { allianceTexts } from './alliance.text.ts'
import { today, useAmounts, useWords } from './bond-words.ts'

/** People of the firm as choices. */
export function usePeople() {
  const { data } = useQuery(peopleQuery)
  return (data?.rows ?? []).map(({ userId, name }) => ({ value: userId, label: name }))
}

const answersOf = (draft: Draft) => ({
  customerChanges: draft['mustChange'] === 'yes',
  leader: (allianceLeaders as readonly unknown[]).includes(draft['leader']) ? (draft['leader'] as AllianceLeader) : 'us',
})

/** The answers that lead to a mode, for an alliance that is there already. */
const answersFor = (alliance: Pick<Alliance, 'subMode'> | undefined) => {
  const mode = alliance === undefined ? 'tailor' : modeOf(alliance.subMode)
  return { mustChange: mode === 'tailor' ? 'no' : 'yes', leader: mode === 'partner' ? 'both' : 'us' }
}

/** The two questions, and the ways that the answers leave. */
function useWayFields(): (draft: Draft) => readonly FormField[] {
  const say = useText(allianceTexts)
  const { told, options } = useWords()
  return draft => {
    const mode = modeFor(answersOf(draft))
    const meant = { mode: told(allianceModeWords, mode), meaning: told(allianceModeMeanings, mode) }
    const ways = subModesOf(mode).map(value => ({
      value,
      label: `${told(allianceSubModeWords, value)} — ${told(allianceSubModeMeanings, value)}`,
    }))
    return [
      {
        name: 'mustChange',
        label: say('mustChange'),
        kind: 'choice',
        required: true,
        options: [
          { value: 'no', label: say('no') },
          { value: 'yes', label: say('yes') },
        ],
      },
      {
        name: 'leader',
        label: say('whoLeads'),
        kind: 'choice',
        required: true,
        options: options(allianceLeaderWords, allianceLeaders),
        hint: say('leadsHint', meant),
      },
      { name: 'subMode', label: say('way'), kind: 'choice', required: true, options: ways },
    ]
  }
}

function useFields(): (draft: Draft) => readonly FormField[] {
  const say = useText(allianceTexts)
  const { options } = useWords()
  const { currency } = useAmounts()
  const people = usePeople()
  const ways = useWayFields()
  return draft => [
    { name: 'title', label: say('title'), required: true },
    ...ways(draft),
    { name: 'goal', label: say('goal'), kind: 'area', required: true },
    { name: 'scope', label: say('scope'), kind: 'area' },
    { name: 'theirGain', label: say('theirGain'), kind: 'area', hint: say('theirGainHint') },
    { name: 'theirGainMinor', label: say('theirGainMinor', { currency }), kind: 'number' },
    { name: 'theirCostMinor', label: say('theirCostMinor', { currency }), kind: 'number' },
    { name: 'ourCostMinor', label: say('ourCostMinor', { currency }), kind: 'number' },
    { name: 'ourMembers', label: say('ourMembers'), hint: say('membersHint') },
    { name: 'theirMembers', label: say('theirMembers'), hint: say('membersHint') },
    { name: 'startsOn', label: say('startsOn'), kind: 'day', required: true },
    { name: 'endsOn', label: say('endsOn'), kind: 'day', required: true },
    { name: 'nextReviewOn', label: say('nextReviewOn'), kind: 'day' },
    { name: 'ownerId', label: say('owner'), kind: 'choice', options: people },
    { name: 'state', label: say('state'), kind: 'choice', required: true, options: options(allianceStateWords, allianceStates) },
    { name: 'despite', label: say('despite'), kind: 'area' },
    { name: 'result', label: say('result'), kind: 'area', required: draft['state'] === 'ended' },
  ]
}

const plusYear = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`.replace('-02-29', '-02-28')

type Given = { readonly dyadId: string; readonly alliance?: Alliance | undefined; readonly start?: Draft; readonly onClose: () => void }

/** A new alliance with a customer, or the plan of one that is there. */
export function AllianceForm({ dyadId, alliance, start = {}, onClose }: Given) {
  const say = useText(allianceTexts)
  const { typed, kept } = useAmounts()
  const fields = useFields()
  const { theirGainMinor, theirCostMinor, ourCostMinor } = alliance ?? {}
  const begun: Draft = {
    title: alliance?.title ?? '',
    ...answersFor(alliance),
    subMode: alliance?.subMode ?? '',
    goal: alliance?.goal ?? '',
    scope: alliance?.scope ?? '',
    theirGain: alliance?.theirGain ?? '',
    theirGainMinor: typed(theirGainMinor),
    theirCostMinor: typed(theirCostMinor),
    ourCostMinor: typed(ourCostMinor),
    ourMembers: alliance?.ourMembers ?? '',
    theirMembers: alliance?.theirMembers ?? '',
    startsOn: alliance?.startsOn ?? today(),
    endsOn: alliance?.endsOn ?? plusYear(today()),
    nextReviewOn: alliance?.nextReviewOn ?? '',
    ownerId: alliance?.ownerId ?? '',
    state: alliance?.state ?? 'proposed',
    despite: alliance?.despite ?? '',
    result: alliance?.result ?? '',
    ...start,
  }
  return (
    <FieldsDrawer
      title={say(alliance ? 'edit' : 'add')}
      fields={fields}
      start={begun}
      save={({ mustChange: _changes, leader: _leads, ...draft }) =>
        allianceCalls.save(dyadId, alliance, {
          ...draft,
          theirGainMinor: kept(draft['theirGainMinor']),
          theirCostMinor: kept(draft['theirCostMinor']),
          ourCostMinor: kept(draft['ourCostMinor']),
        })
      }
      onClose={onClose}
    />
  )
}
