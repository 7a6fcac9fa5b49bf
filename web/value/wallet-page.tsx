import { DownloadOutlined } from '@ant-design/icons'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useMemo } from 'react'
import type { HeadRoomRow } from '#contract/value/wallet.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { formatMoneyShort } from '#web/platform/format.ts'
import { useCurrency, useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Figure } from '#web/ui/figure.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { toast } from '#web/ui/toast.ts'
import { headRoomQuery, saveHeadRoomFile, walletRunQuery } from './wallet.queries.ts'
import { walletTexts } from './wallet.text.ts'
import { WalletFilters } from './wallet-filters.tsx'
import { queryOf, useHeadRoomSearch } from './wallet-search.ts'
import { CategoryMarks, categoryIn, Expected, RunNotes, ShareOf, useBasis } from './wallet-words.tsx'
import '#web/dyads/dyads.css'
import './value.css'

const WalletDrawer = lazy(async () => ({ default: (await import('./wallet-drawer.tsx')).WalletDrawer }))

function useColumns(): readonly Column<HeadRoomRow>[] {
  const say = useText(walletTexts)
  const language = useLanguage()
  const currency = useCurrency()
  const basis = useBasis()
  return useMemo(() => {
    const money = (key: 'own' | 'gap' | 'gapContribution', title: string): Column<HeadRoomRow> => ({
      key,
      title,
      width: 170,
      align: 'end',
      render: row => <Money minor={row[key]} currency={currency} short={key !== 'gapContribution'} />,
    })
    return [
      { key: 'customer', title: say('customer'), width: 220, render: row => nameIn(row, language) },
      {
        key: 'category',
        title: say('category'),
        width: 250,
        card: 'head',
        render: row => (
          <>
            <CategoryMarks row={row} currency={currency} /> {categoryIn(row, language)}
          </>
        ),
      },
      money('gapContribution', say('gap')),
      money('gap', say('gapSales')),
      money('own', say('ownLong')),
      { key: 'expected', title: say('expected'), width: 190, align: 'end', render: row => <Expected row={row} currency={currency} /> },
      { key: 'share', title: say('share'), width: 110, align: 'end', render: row => <ShareOf row={row} /> },
      { key: 'basis', title: say('source'), width: 170, render: row => basis(row) },
      { key: 'type', title: say('type'), width: 140, render: row => <TypeTag type={row.type} provisional={row.provisional} plain /> },
      { key: 'owner', title: say('owner'), width: 120, render: row => row.ownerName ?? '—' },
    ]
  }, [say, language, currency, basis])
}

function Export() {
  const say = useText(walletTexts)
  const may = useMay()
  const { search } = useHeadRoomSearch()
  const exporting = useMutation({ mutationFn: () => saveHeadRoomFile(queryOf(search)), onSuccess: () => toast('done', say('exported')) })
  if (!may('exports.create')) return null
  return (
    <>
      <Button icon={<DownloadOutlined aria-hidden="true" />} loading={exporting.isPending} onClick={() => exporting.mutate()}>
        {say('export')}
      </Button>
      <Refused error={exporting.error} />
    </>
  )
}

function Head() {
  const say = useText(walletTexts)
  const language = useLanguage()
  const { data } = useQuery(walletRunQuery)
  const { run, total, jobId } = data ?? {}
  return (
    <>
      <PageHeader
        back={
          <Link to="/customers" className="lk-back">
            ← {say('customers')}
          </Link>
        }
        title={say('headRoom')}
        asOf={run?.month}
        lead={say('headRoomLead')}
        actions={<Export />}
      />
      {run && total ? (
        <section className="lk-card lk-stack" aria-label={say('total')}>
          <div className="lk-figures">
            <Figure
              label={say('total')}
              period={say('totalAYear')}
              state="estimated"
              value={<Money minor={total.contribution} currency={run.currency} short />}
              note={`${say('totalOf', { count: total.customers })} · ${say('unconfirmed', { amount: formatMoneyShort(total.unconfirmed, run.currency, language) })}`}
            />
          </div>
          <RunNotes run={run} />
        </section>
      ) : null}
      {jobId ? (
        <p className="lk-muted" role="status">
          {say('reckoning')}
        </p>
      ) : null}
    </>
  )
}

function Rows() {
  const say = useText(walletTexts)
  const columns = useColumns()
  const { search, change } = useHeadRoomSearch()
  const run = useQuery(walletRunQuery).data?.run
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(headRoomQuery(queryOf(search), run?.createdAt))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const opened = rows.find(row => row.dyadId === search.open && row.categoryId === search.openCategory)
  const language = useLanguage()
  const empty = run ? (
    <EmptyState title={say('nothingFound')}>{say('nothingFoundLead')}</EmptyState>
  ) : (
    <EmptyState title={say('notYet')}>{say('notYetLead')}</EmptyState>
  )
  return (
    <>
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('headRoom')}
        columns={columns}
        rows={rows}
        rowKey={row => `${row.dyadId} ${row.categoryId}`}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        onOpen={row => change({ open: row.dyadId, openCategory: row.categoryId })}
        openKey={search.open && search.openCategory ? `${search.open} ${search.openCategory}` : undefined}
        empty={error ? null : empty}
      />
      {search.open && search.openCategory ? (
        <Suspense fallback={null}>
          <WalletDrawer
            key={`${search.open} ${search.openCategory}`}
            dyadId={search.open}
            categoryId={search.openCategory}
            name={opened ? nameIn(opened, language) : say('customer')}
            onClose={() => change({ open: undefined, openCategory: undefined })}
          />
        </Suspense>
      ) : null}
    </>
  )
}

/** What customers could still buy, over all customers and categories, the most money first; each row opens to what it rests on. */
export function HeadRoomPage() {
  return (
    <div className="lk-page">
      <Head />
      <WalletFilters />
      <Rows />
    </div>
  )
}
