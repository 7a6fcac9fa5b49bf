import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { AllianceRow, JointProblemRow } from '#contract/relationships/alliance-list.ts'
import {
  allianceModeWords,
  allianceStateWords,
  allianceSubModeWords,
  problemStandingWords,
  reviewVerdictWords,
} from '#core/relationships/alliance-words.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Money } from '#web/ui/money.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { allianceTexts } from './alliance.text.ts'
import { useWords } from './bond-words.ts'

type OfCustomer = { readonly dyadId: string; readonly customerName: string; readonly customerNameEn: string | null }

/** The name of a customer, which leads to its relationship. */
export function CustomerLink({ dyadId, customerName, customerNameEn }: OfCustomer) {
  const language = useLanguage()
  return (
    <Link to={'/customers/$dyadId' as never} params={{ dyadId } as never} search={{ tab: 'relationship' } as never}>
      {nameIn({ name: customerName, nameEn: customerNameEn }, language)}
    </Link>
  )
}

/** The columns of the alliances. */
export function useAllianceColumns(): readonly Column<AllianceRow>[] {
  const say = useText(allianceTexts)
  const { told } = useWords()
  return useMemo(
    () => [
      {
        key: 'title',
        title: say('title'),
        width: 220,
        sortable: true,
        links: true,
        render: row => (
          <Link to={'/alliances/$allianceId' as never} params={{ allianceId: row.allianceId } as never}>
            {row.title}
          </Link>
        ),
      },
      { key: 'customer', title: say('customer'), width: 200, sortable: true, links: true, render: row => <CustomerLink {...row} /> },
      { key: 'mode', title: say('mode'), width: 96, render: row => told(allianceModeWords, row.mode) },
      { key: 'subMode', title: say('way'), width: 150, render: row => told(allianceSubModeWords, row.subMode) },
      { key: 'state', title: say('state'), width: 90, card: 'head', render: row => told(allianceStateWords, row.state) },
      {
        key: 'milestones',
        title: say('milestones'),
        width: 150,
        render: row => (
          <>
            {say('milestonesOf', { done: row.milestonesDone, all: row.milestones })}
            {row.milestonesLate > 0 ? <span className="lk-record-late"> {say('lateOf', { count: row.milestonesLate })}</span> : null}
          </>
        ),
      },
      {
        key: 'verdict',
        title: say('lastReview'),
        width: 170,
        render: row => (row.verdict ? `${told(reviewVerdictWords, row.verdict)} · ${row.reviewedOn ?? ''}` : '—'),
      },
      { key: 'nextReviewOn', title: say('nextReviewOn'), width: 120, sortable: true, render: row => row.nextReviewOn ?? '—' },
      { key: 'startsOn', title: say('startsOn'), width: 110, sortable: true, render: row => row.startsOn },
      { key: 'endsOn', title: say('endsOn'), width: 110, sortable: true, render: row => row.endsOn },
      { key: 'owner', title: say('owner'), width: 104, render: row => row.ownerName ?? '—' },
      {
        key: 'theirGainMinor',
        title: say('theirGain'),
        width: 140,
        align: 'end',
        sortable: true,
        render: row => (row.theirGainMinor === null ? '—' : <Money minor={row.theirGainMinor} short />),
      },
    ],
    [say, told],
  )
}

/** The columns of the problems that both sides solve. */
export function useProblemColumns(): readonly Column<JointProblemRow>[] {
  const say = useText(allianceTexts)
  const { told } = useWords()
  return useMemo(
    () => [
      { key: 'title', title: say('problem'), width: 220, sortable: true, render: row => row.title },
      { key: 'customer', title: say('customer'), width: 200, sortable: true, links: true, render: row => <CustomerLink {...row} /> },
      {
        key: 'standing',
        title: say('standing'),
        width: 96,
        card: 'head',
        render: row => (
          <span className={row.standing === 'overdue' ? 'lk-record-late' : undefined}>{told(problemStandingWords, row.standing)}</span>
        ),
      },
      { key: 'dueOn', title: say('dueOn'), width: 110, sortable: true, render: row => row.dueOn ?? '—' },
      { key: 'ourAction', title: say('ourAction'), width: 220, render: row => row.ourAction ?? '—' },
      { key: 'ourDue', title: say('ourDue'), width: 110, render: row => row.ourDone ?? row.ourDue ?? '—' },
      { key: 'owner', title: say('ourOwner'), width: 110, render: row => row.ownerName ?? '—' },
      { key: 'theirAction', title: say('theirAction'), width: 220, render: row => row.theirAction ?? '—' },
      { key: 'theirDue', title: say('theirDue'), width: 120, render: row => row.theirDone ?? row.theirDue ?? '—' },
      { key: 'foundOn', title: say('foundOn'), width: 110, sortable: true, render: row => row.foundOn },
      { key: 'outcome', title: say('outcome'), width: 220, render: row => row.outcome ?? '—' },
      { key: 'closedOn', title: say('closedOn'), width: 110, sortable: true, render: row => row.closedOn ?? '—' },
    ],
    [say, told],
  )
}
