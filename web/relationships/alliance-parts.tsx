import type { AllianceItem, AllianceMeasure, AllianceMilestone, AllianceReview } from '#contract/relationships/alliance.ts'
import { allianceItemKinds, allianceItemStates, allianceSides, measureSources, reviewVerdicts } from '#core/relationships/alliance.ts'
import {
  allianceItemKindWords,
  allianceItemStateWords,
  allianceSideWords,
  measureSourceWords,
  reviewVerdictWords,
} from '#core/relationships/alliance-words.ts'
import { KeptCard } from '#web/dyads/kept-card.tsx'
import { formatMoney, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { itemCalls, measureCalls, milestoneCalls, reviewCalls } from './alliance.queries.ts'
import { allianceTexts } from './alliance.text.ts'
import { MeasureLines } from './alliance-measure.tsx'
import { usePeople } from './alliance-form.tsx'
import { percentOf, shareOf, today, useAmounts, useWords } from './bond-words.ts'

type Given = { readonly dyadId: string; readonly allianceId: string; readonly mayWrite: boolean }

/** An alliance is named when a record is made; afterwards it stays with it. */
const besides = (row: unknown, allianceId: string, more: object = {}) => (row === undefined ? { allianceId, ...more } : {})

/** What an alliance is measured by. */
export function AllianceMeasures({ dyadId, allianceId, mayWrite }: Given) {
  const say = useText(allianceTexts)
  const { options } = useWords()
  return (
    <KeptCard<AllianceMeasure>
      title={say('measures')}
      empty={{ title: say('noMeasures'), lead: say('noMeasuresLead') }}
      verbs={{ add: say('addMeasure'), edit: say('editMeasure') }}
      query={measureCalls.query(dyadId, allianceId, row => row.allianceId === allianceId)}
      mayWrite={mayWrite}
      idOf={row => row.measureId}
      nameOf={row => row.title}
      show={row => <MeasureLines row={row} />}
      fields={draft => [
        { name: 'title', label: say('title'), required: true },
        {
          name: 'source',
          label: say('source'),
          kind: 'choice',
          required: true,
          options: options(measureSourceWords, measureSources),
          hint: say('sourceHint'),
        },
        { name: 'unit', label: say('unit') },
        ...(draft['source'] === 'entered' ? [{ name: 'baseline', label: say('baseline'), kind: 'number' as const }] : []),
        { name: 'target', label: say('target'), kind: 'number' },
        ...(draft['source'] === 'entered'
          ? [
              { name: 'actual', label: say('actual'), kind: 'number' as const },
              { name: 'measuredOn', label: say('measuredOn'), kind: 'day' as const },
            ]
          : []),
      ]}
      draftOf={row => ({
        title: row?.title ?? '',
        source: row?.source ?? 'entered',
        unit: row?.unit ?? '',
        baseline: row?.baseline ?? null,
        target: row?.target ?? null,
        actual: row?.actual ?? null,
        measuredOn: row?.measuredOn ?? '',
      })}
      save={(row, draft) => measureCalls.save(dyadId, row, { ...draft, ...besides(row, allianceId) })}
      drop={row => measureCalls.drop(dyadId, row)}
    />
  )
}

function MilestoneLines({ row }: { readonly row: AllianceMilestone }) {
  const say = useText(allianceTexts)
  const { told } = useWords()
  const isLate = row.doneOn === null && row.dueOn < today()
  const owner = usePeople().find(({ value }) => value === row.ownerId)?.label
  return (
    <>
      <div className="lk-person-head">
        <span className="lk-tag lk-tag-line">{told(allianceSideWords, row.side)}</span>
        <strong>{row.title}</strong>
      </div>
      <span className="lk-muted">
        {`${say('dueOn')} ${row.dueOn}`}
        {isLate ? <span className="lk-record-late"> {say('late')}</span> : null}
        {row.doneOn ? ` · ${say('doneOn')} ${row.doneOn}` : ''}
        {(row.person ?? owner) ? ` · ${row.person ?? owner}` : ''}
        {row.taskId ? ` · ${say('task')}` : ''}
      </span>
      {row.note ? <span>{row.note}</span> : null}
    </>
  )
}

/** The steps of both sides. */
export function AllianceMilestones({ dyadId, allianceId, mayWrite }: Given) {
  const say = useText(allianceTexts)
  const { options } = useWords()
  const people = usePeople()
  return (
    <KeptCard<AllianceMilestone>
      title={say('milestones')}
      empty={{ title: say('noMilestones'), lead: say('noMilestonesLead') }}
      verbs={{ add: say('addMilestone'), edit: say('editMilestone') }}
      query={milestoneCalls.query(dyadId, allianceId, row => row.allianceId === allianceId)}
      mayWrite={mayWrite}
      idOf={row => row.milestoneId}
      nameOf={row => row.title}
      show={row => <MilestoneLines row={row} />}
      fields={draft => [
        { name: 'title', label: say('title'), required: true },
        { name: 'side', label: say('side'), kind: 'choice', required: true, options: options(allianceSideWords, allianceSides) },
        draft['side'] === 'us'
          ? { name: 'ownerId', label: say('owner'), kind: 'choice', options: people }
          : { name: 'person', label: say('person') },
        { name: 'dueOn', label: say('dueOn'), kind: 'day', required: true },
        { name: 'doneOn', label: say('doneOn'), kind: 'day' },
        { name: 'note', label: say('note'), kind: 'area' },
      ]}
      draftOf={row => ({
        title: row?.title ?? '',
        side: row?.side ?? 'us',
        ownerId: row?.ownerId ?? '',
        person: row?.person ?? '',
        dueOn: row?.dueOn ?? today(),
        doneOn: row?.doneOn ?? '',
        note: row?.note ?? '',
      })}
      save={(row, { side, ...draft }) => milestoneCalls.save(dyadId, row, { ...draft, ...besides(row, allianceId, { side }) })}
      drop={row => milestoneCalls.drop(dyadId, row)}
    />
  )
}

/** What both sides found, and what follows. */
export function AllianceReviews({ dyadId, allianceId, mayWrite }: Given) {
  const say = useText(allianceTexts)
  const { told, options } = useWords()
  return (
    <KeptCard<AllianceReview>
      title={say('reviews')}
      empty={{ title: say('noReviews'), lead: say('noReviewsLead') }}
      verbs={{ add: say('addReview'), edit: say('editReview') }}
      query={reviewCalls.query(dyadId, allianceId, row => row.allianceId === allianceId)}
      mayWrite={mayWrite}
      idOf={row => row.reviewId}
      nameOf={row => `${row.heldOn} ${told(reviewVerdictWords, row.verdict)}`}
      show={row => (
        <>
          <strong>
            {row.heldOn} · {told(reviewVerdictWords, row.verdict)}
          </strong>
          <span>{row.findings}</span>
          {row.actions ? (
            <span className="lk-muted">
              {say('actions')}
              {say('colon')}
              {row.actions}
            </span>
          ) : null}
        </>
      )}
      fields={() => [
        { name: 'heldOn', label: say('heldOn'), kind: 'day', required: true },
        { name: 'verdict', label: say('verdict'), kind: 'choice', required: true, options: options(reviewVerdictWords, reviewVerdicts) },
        { name: 'findings', label: say('findings'), kind: 'area', required: true },
        { name: 'actions', label: say('actions'), kind: 'area' },
      ]}
      draftOf={row => ({
        heldOn: row?.heldOn ?? today(),
        verdict: row?.verdict ?? 'on_track',
        findings: row?.findings ?? '',
        actions: row?.actions ?? '',
      })}
      save={(row, draft) => reviewCalls.save(dyadId, row, { ...draft, ...besides(row, allianceId) })}
      drop={row => reviewCalls.drop(dyadId, row)}
    />
  )
}

function ItemLines({ row }: { readonly row: AllianceItem }) {
  const say = useText(allianceTexts)
  const language = useLanguage()
  const { told } = useWords()
  const { currency } = useAmounts()
  const net = row.gainMinor === null ? undefined : row.gainMinor - (row.costMinor ?? 0)
  const said = [
    row.day,
    told(allianceItemStateWords, row.state),
    net === undefined ? undefined : say('net', { amount: formatMoney(net, currency, language) }),
    row.share === null ? undefined : say('shareOf', { percent: formatShare(row.share, language) }),
  ]
  return (
    <>
      <div className="lk-person-head">
        <span className="lk-tag lk-tag-line">{told(allianceItemKindWords, row.kind)}</span>
        <strong>{row.title}</strong>
      </div>
      <span className="lk-muted">{said.filter(Boolean).join(' · ')}</span>
      {row.detail ? <span>{row.detail}</span> : null}
      {row.result ? (
        <span>
          {say('result')}
          {say('colon')}
          {row.result}
        </span>
      ) : null}
    </>
  )
}

/** Advice and its gain to the customer, advantages not used, habits that change, new fields. */
export function AllianceItems({ dyadId, allianceId, mayWrite }: Given) {
  const say = useText(allianceTexts)
  const { options } = useWords()
  const { currency, typed, kept } = useAmounts()
  return (
    <KeptCard<AllianceItem>
      title={say('items')}
      lead={say('itemsLead')}
      empty={{ title: say('noItems'), lead: say('itemsLead') }}
      verbs={{ add: say('addItem'), edit: say('editItem') }}
      query={itemCalls.query(dyadId, allianceId, row => row.allianceId === allianceId)}
      mayWrite={mayWrite}
      idOf={row => row.itemId}
      nameOf={row => row.title}
      show={row => <ItemLines row={row} />}
      fields={draft => [
        { name: 'title', label: say('title'), required: true },
        { name: 'kind', label: say('kind'), kind: 'choice', required: true, options: options(allianceItemKindWords, allianceItemKinds) },
        { name: 'detail', label: say('detail'), kind: 'area' },
        { name: 'day', label: say('day'), kind: 'day', required: true },
        { name: 'gainMinor', label: say('gainMinor', { currency }), kind: 'number' },
        { name: 'costMinor', label: say('costMinor', { currency }), kind: 'number' },
        ...(draft['kind'] === 'usage' ? [{ name: 'share', label: say('share'), kind: 'number' as const }] : []),
        {
          name: 'state',
          label: say('state'),
          kind: 'choice',
          required: true,
          options: options(allianceItemStateWords, allianceItemStates),
        },
        { name: 'result', label: say('result'), kind: 'area' },
      ]}
      draftOf={row => ({
        title: row?.title ?? '',
        kind: row?.kind ?? 'advice',
        detail: row?.detail ?? '',
        day: row?.day ?? today(),
        gainMinor: typed(row?.gainMinor),
        costMinor: typed(row?.costMinor),
        share: percentOf(row?.share),
        state: row?.state ?? 'open',
        result: row?.result ?? '',
      })}
      save={(row, { kind, gainMinor, costMinor, share, ...draft }) =>
        itemCalls.save(dyadId, row, {
          ...draft,
          gainMinor: kept(gainMinor),
          costMinor: kept(costMinor),
          share: shareOf(share),
          ...besides(row, allianceId, { kind }),
        })
      }
      drop={row => itemCalls.drop(dyadId, row)}
    />
  )
}
