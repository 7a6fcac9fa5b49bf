import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { PooledCustomer } from '#contract/activities/pool.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { poolTexts } from './pool.text.ts'

/** What is told of a customer that waits: who, what it is worth, why it is there, since when and who had it. */
export function usePoolColumns(): readonly Column<PooledCustomer>[] {
  const say = useText(poolTexts)
  const language = useLanguage()
  const zone = usePlace()?.tenant.timeZone
  return useMemo(
    () => [
      {
        key: 'name',
        title: say('customer'),
        width: 240,
        links: true,
        render: row => (
          <Link to="/customers/$dyadId" params={{ dyadId: row.dyadId }}>
            {nameIn(row, language)}
          </Link>
        ),
      },
      {
        key: 'type',
        title: say('type'),
        width: 150,
        card: 'head',
        render: row => <TypeTag type={row.type} provisional={row.provisional} plain />,
      },
      {
        key: 'netContribution',
        title: say('value'),
        width: 180,
        align: 'end',
        render: row => (row.netContributionMinor === null ? '—' : <Money minor={row.netContributionMinor} />),
      },
      {
        key: 'why',
        title: say('why'),
        width: 260,
        render: row => (row.why ? [say(row.why), row.reason].filter(Boolean).join(' · ') : '—'),
      },
      { key: 'pooledAt', title: say('since'), width: 150, render: row => (row.pooledAt ? formatInstant(row.pooledAt, zone) : '—') },
      { key: 'lastOwner', title: say('lastOwner'), width: 130, render: row => row.lastOwnerName ?? '—' },
      { key: 'lastOrder', title: say('lastOrder'), width: 120, render: row => row.lastOrder ?? '—' },
      { key: 'place', title: say('place'), width: 140, render: row => [row.region, row.city].filter(Boolean).join(' ') || '—' },
      { key: 'code', title: say('code'), width: 120, card: 'none', render: row => row.code ?? '—' },
    ],
    [say, language, zone],
  )
}
