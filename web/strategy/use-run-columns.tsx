import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { PlayRun } from '#contract/strategy/play-run.ts'
import { runSourceWords, runStateWords } from '#core/strategy/play-words.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { runTexts } from './play-run.text.ts'
import { usePlayWords } from './use-play-words.ts'

/** The columns of the plays at work. */
export function useRunColumns(): readonly Column<PlayRun>[] {
  const say = useText(runTexts)
  const { told, inOwn, hours, language } = usePlayWords()
  return useMemo(
    () => [
      { key: 'play', title: say('play'), width: 180, render: row => inOwn(row.playName) },
      {
        key: 'customer',
        title: say('customer'),
        width: 210,
        sortable: true,
        links: true,
        render: row => (
          <Link
            className="lk-play-link"
            to={'/customers/$dyadId' as never}
            params={{ dyadId: row.dyadId } as never}
            search={{ tab: 'relationship' } as never}
          >
            {nameIn({ name: row.customerName, nameEn: row.customerNameEn }, language)}
          </Link>
        ),
      },
      { key: 'state', title: say('state'), width: 90, card: 'head', render: row => told(runStateWords[row.state]) },
      { key: 'progress', title: say('progress'), width: 100, render: row => say('progressOf', { done: row.stepsDone, all: row.steps }) },
      {
        key: 'nextOn',
        title: say('next'),
        width: 250,
        sortable: true,
        render: row => (row.nextOn === null ? '—' : `${row.nextOn} ${row.nextStep ?? ''}`),
      },
      {
        key: 'plannedMinor',
        title: say('planned'),
        width: 120,
        align: 'end',
        sortable: true,
        render: row => <Money minor={row.plannedMinor} />,
      },
      {
        key: 'bookedMinor',
        title: say('booked'),
        width: 120,
        align: 'end',
        sortable: true,
        render: row => <Money minor={row.bookedMinor} />,
      },
      { key: 'plannedHours', title: say('plannedHours'), width: 130, align: 'end', render: row => hours(row.plannedHours) },
      {
        key: 'bookedHours',
        title: say('bookedHours'),
        width: 100,
        align: 'end',
        render: row => (row.bookedHours === null ? '—' : hours(row.bookedHours)),
      },
      { key: 'startedOn', title: say('startedOn'), width: 110, sortable: true, render: row => row.startedOn },
      { key: 'endedOn', title: say('endedOn'), width: 110, sortable: true, render: row => row.endedOn ?? '—' },
      { key: 'owner', title: say('owner'), width: 110, render: row => row.ownerName ?? '—' },
      { key: 'type', title: say('type'), width: 120, render: row => (row.customerType ? <TypeTag type={row.customerType} plain /> : '—') },
      { key: 'source', title: say('source'), width: 100, render: row => told(runSourceWords[row.source]) },
    ],
    [say, told, inOwn, hours, language],
  )
}
