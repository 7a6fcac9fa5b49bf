import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ChurnedCustomer } from '#contract/segments/churn.ts'
import { formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { toldIn } from '#web/value/future-words.tsx'
import { churnedQuery } from './warnings.queries.ts'
import { warningTexts } from './warnings.text.ts'
import type { ChurnSearch } from './warnings-search.ts'

/** The reason in a few words for a row; the whole sentence on hover. */
function Reason({ row: { because }, currency }: { readonly row: ChurnedCustomer; readonly currency: string | undefined }) {
  const say = useText(warningTexts)
  const language = useLanguage()
  const own = useCurrency()
  const sentence = toldIn(because, language)
  const number = (name: string) => {
    const value = because.args[name]
    return typeof value === 'number' ? value : 0
  }
  const count = (name: string) => formatNumber(number(name), language)
  const share = (name: string) => formatShare(number(name), language)
  const money = (name: string) => formatMoneyShort(number(name), currency ?? own, language)
  const short = () => {
    switch (because.code) {
      case 'churned_unlikely':
        return say('short_churned_unlikely', { silence: count('silence'), mu: count('mu'), alive: share('alive') })
      case 'churned_silent':
        return say('short_churned_silent', { silence: count('silence'), mu: count('mu') })
      case 'partial_sales':
        return say('short_partial_sales', { before: money('before'), now: money('now'), fall: share('fall') })
      default:
        return sentence
    }
  }
  return <span title={sentence}>{short()}</span>
}

function useColumns(currency: string | undefined): readonly Column<ChurnedCustomer>[] {
  const say = useText(warningTexts)
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
        key: 'lost',
        title: say('lost'),
        width: 128,
        align: 'end',
        card: 'head',
        render: row => <Money minor={row.lostMinor} currency={currency} short />,
      },
      { key: 'kind', title: say('kind'), width: 104, render: row => say(row.kind) },
      { key: 'on', title: say('since'), width: 112, render: row => row.on },
      {
        key: 'reason',
        title: say('reason'),
        width: 420,
        render: row => <Reason row={row} currency={currency} />,
      },
      {
        key: 'before',
        title: say('beforeLoss'),
        width: 136,
        align: 'end',
        card: 'none',
        render: row => <Money minor={row.beforeMinor} currency={currency} short />,
      },
      { key: 'returnedOn', title: say('returnedOn'), width: 112, render: row => row.returnedOn ?? '—' },
      { key: 'lastOrder', title: say('lastOrder'), width: 112, render: row => row.lastOrder ?? '—' },
      { key: 'type', title: say('type'), width: 124, render: row => <TypeTag type={row.type} plain /> },
      { key: 'owner', title: say('owner'), width: 104, render: row => row.ownerName ?? '—' },
    ],
    [say, currency],
  )
}

/** Customers that were lost, wholly or in part, the largest loss first; each leads to its page. */
export function ChurnList({ search }: { readonly search: ChurnSearch }) {
  const say = useText(warningTexts)
  const navigate = useNavigate()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(churnedQuery(search))
  const columns = useColumns(data?.pages[0]?.currency)
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const narrowed = Object.keys(search).some(name => name !== 'by')
  const empty = narrowed ? <EmptyState title={say('noChurnFound')} /> : <EmptyState title={say('noChurn')}>{say('noChurnLead')}</EmptyState>
  return (
    <section className="lk-stack" aria-label={say('lossList')}>
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('lossList')}
        columns={columns}
        rows={rows}
        rowKey={row => `${row.dyadId} ${row.kind} ${row.on}`}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        onOpen={row => void navigate({ to: '/customers/$dyadId' as never, params: { dyadId: row.dyadId } as never })}
        empty={error ? null : empty}
      />
    </section>
  )
}
