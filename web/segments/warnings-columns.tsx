import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Warned } from '#contract/segments/warnings.ts'
import { formatDay, parseDay } from '#core/units/civil-day.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { toldIn } from '#web/value/future-words.tsx'
import { warningTexts } from './warnings.text.ts'

const whole = (value: number) => Math.max(1, Math.round(value))

/** The last day on which an order would still have been within the rhythm. */
function dueBy({ lastOrder, nextOrder }: Warned): string {
  const last = lastOrder === null ? undefined : parseDay(lastOrder)
  return last === undefined || nextOrder === null ? '—' : formatDay(last + whole(nextOrder.everyToDays))
}

/** The reason in a few words for a row; the whole sentence on hover. */
function Reason({ row: { warning, nextOrder } }: { readonly row: Warned }) {
  const say = useText(warningTexts)
  const language = useLanguage()
  const sentence = toldIn(warning, language)
  if (nextOrder === null) return <span title={sentence}>{sentence}</span>
  const said = {
    low: formatNumber(whole(nextOrder.everyFromDays), language),
    high: formatNumber(whole(nextOrder.everyToDays), language),
    silence: formatNumber(nextOrder.silenceDays, language),
  }
  return <span title={sentence}>{say(`short_${warning.code}`, said)}</span>
}

/** The columns of the early warnings: who, what is at stake, why, and how things stand. */
export function useWarningColumns(currency: string | undefined): readonly Column<Warned>[] {
  const say = useText(warningTexts)
  const language = useLanguage()
  return useMemo(
    () => [
      {
        key: 'customer',
        title: say('customer'),
        width: 220,
        links: true,
        render: row => (
          <Link to={'/customers/$dyadId' as never} params={{ dyadId: row.dyadId } as never} title={row.name}>
            {row.name}
          </Link>
        ),
      },
      {
        key: 'atStake',
        title: say('atStake'),
        width: 136,
        align: 'end',
        card: 'head',
        render: row => <Money minor={row.warning.atStakeMinor} currency={currency} short />,
      },
      { key: 'reason', title: say('reason'), width: 340, render: row => <Reason row={row} /> },
      {
        key: 'alive',
        title: say('alive'),
        width: 132,
        align: 'end',
        render: row => (row.pAlive === null ? '—' : formatShare(row.pAlive, language)),
      },
      { key: 'lastOrder', title: say('lastOrder'), width: 112, card: 'none', render: row => row.lastOrder ?? '—' },
      { key: 'wasDue', title: say('wasDue'), width: 112, render: dueBy },
      { key: 'type', title: say('type'), width: 124, render: row => <TypeTag type={row.type} plain /> },
      { key: 'owner', title: say('owner'), width: 104, render: row => row.ownerName ?? '—' },
      {
        key: 'contribution',
        title: say('contribution'),
        width: 168,
        align: 'end',
        card: 'none',
        render: row => <Money minor={row.netContributionMinor} currency={currency} short />,
      },
      {
        key: 'clv',
        title: say('clv'),
        width: 128,
        align: 'end',
        card: 'none',
        render: row => <Money minor={row.clvMinor} currency={currency} short />,
      },
    ],
    [say, language, currency],
  )
}
