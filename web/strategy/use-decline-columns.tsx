import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { DeclineCase } from '#contract/strategy/decline.ts'
import { causeWords } from '#core/service/words.ts'
import { declineDecisionWords, declineStateWords, declineTriggerWords, lossTypeWords } from '#core/strategy/decline-words.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { declineTexts } from './decline.text.ts'
import { usePlayWords } from './use-play-words.ts'

/** The columns of the desk of decline cases. */
export function useDeclineColumns(): readonly Column<DeclineCase>[] {
  const say = useText(declineTexts)
  const { told, inOwn, language } = usePlayWords()
  return useMemo(
    () => [
      {
        key: 'customer',
        title: say('customer'),
        width: 220,
        sortable: true,
        links: true,
        render: row => (
          <Link to={'/customers/$dyadId' as never} params={{ dyadId: row.dyadId } as never} search={{ tab: 'relationship' } as never}>
            {nameIn({ name: row.customerName, nameEn: row.customerNameEn }, language)}
          </Link>
        ),
      },
      { key: 'state', title: say('state'), width: 120, card: 'head', render: row => told(declineStateWords[row.state]) },
      {
        key: 'atStakeMinor',
        title: say('atStake'),
        width: 140,
        align: 'end',
        sortable: true,
        render: row => <Money minor={row.atStakeMinor} />,
      },
      {
        key: 'fall',
        title: say('fall'),
        width: 260,
        render: row =>
          row.why ? (
            <span title={inOwn(row.why)}>{inOwn(row.why)}</span>
          ) : (
            <>
              {row.fromType ? <TypeTag type={row.fromType} plain /> : null} {row.toType && row.toType !== row.fromType ? '→ ' : ''}
              {row.toType && row.toType !== row.fromType ? <TypeTag type={row.toType} plain /> : null}
            </>
          ),
      },
      { key: 'cause', title: say('cause'), width: 150, render: row => (row.cause === null ? '—' : told(causeWords[row.cause])) },
      {
        key: 'lossType',
        title: say('lossType'),
        width: 140,
        render: row => (row.lossType === null ? '—' : told(lossTypeWords[row.lossType])),
      },
      {
        key: 'decision',
        title: say('decision'),
        width: 100,
        render: row => (row.decision === null ? '—' : told(declineDecisionWords[row.decision])),
      },
      { key: 'evMinor', title: say('ev'), width: 130, align: 'end', sortable: true, render: row => <Money minor={row.evMinor} /> },
      { key: 'owner', title: say('owner'), width: 110, render: row => row.ownerName ?? '—' },
      { key: 'openedOn', title: say('openedOn'), width: 110, sortable: true, render: row => row.openedOn },
      { key: 'fallenOn', title: say('fallenOn'), width: 110, sortable: true, render: row => row.fallenOn },
      { key: 'trigger', title: say('trigger'), width: 120, render: row => told(declineTriggerWords[row.trigger]) },
      { key: 'competitor', title: say('competitor'), width: 150, render: row => row.competitor ?? '—' },
      { key: 'lostMinor', title: say('lost'), width: 120, align: 'end', sortable: true, render: row => <Money minor={row.lostMinor} /> },
      { key: 'outcomeOn', title: say('outcomeOn'), width: 110, sortable: true, render: row => row.outcomeOn ?? '—' },
    ],
    [say, told, inOwn, language],
  )
}
