import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { Transfer } from '#contract/activities/ownership.ts'
import { formatInstant } from '#web/platform/format.ts'
import { useMay, usePlace } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { HandoverForm } from './handover-form.tsx'
import { handoverTexts } from './handover.text.ts'
import { takeBack, transfersQuery } from './pool.queries.ts'
import '#web/dyads/dyads.css'
import './handover.css'

function useColumns(onUndo: (transfer: Transfer) => void): readonly Column<Transfer>[] {
  const say = useText(handoverTexts)
  const language = useLanguage()
  const zone = usePlace()?.tenant.timeZone
  return useMemo(() => {
    const names = (list: readonly string[]) => list.join(language === 'en' ? ', ' : '、')
    return [
      { key: 'from', title: say('from'), width: 130, render: row => row.fromName },
      { key: 'to', title: say('to'), width: 180, render: row => names(row.toNames) },
      { key: 'state', title: say('state'), width: 90, card: 'head', render: row => say(row.state) },
      { key: 'customers', title: say('customers'), width: 100, align: 'end', render: row => row.customers },
      { key: 'value', title: say('value'), width: 180, align: 'end', render: row => <Money minor={row.valueMinor} /> },
      {
        key: 'reason',
        title: say('reason'),
        width: 170,
        render: row => [row.reason, row.returned === null ? null : say('returned', { count: row.returned })].filter(Boolean).join(' · '),
      },
      { key: 'when', title: say('when'), width: 140, render: row => formatInstant(row.createdAt, zone) },
      { key: 'by', title: say('by'), width: 90, card: 'none', render: row => row.authorName ?? '—' },
      {
        key: 'undo',
        title: say('undo'),
        width: 80,
        links: true,
        render: row =>
          row.state === 'done' ? (
            <Button size="small" aria-label={say('undoTitle', { from: row.fromName, to: names(row.toNames) })} onClick={() => onUndo(row)}>
              {say('undo')}
            </Button>
          ) : (
            '—'
          ),
      },
    ]
  }, [say, language, zone, onUndo])
}

function Undo({ transfer, onClose }: { readonly transfer: Transfer; readonly onClose: () => void }) {
  const say = useText(handoverTexts)
  const undoing = useMutation({ mutationFn: () => takeBack(transfer.transferId), onSuccess: onClose })
  return (
    <ConfirmDanger
      open
      title={say('undoTitle', { from: transfer.fromName, to: transfer.toNames.join(', ') })}
      verb={say('undo')}
      busy={undoing.isPending}
      error={undoing.error}
      onConfirm={() => undoing.mutate()}
      onClose={onClose}
    >
      {say('undoEffect')}
    </ConfirmDanger>
  )
}

function Transfers() {
  const say = useText(handoverTexts)
  const [undoing, setUndoing] = useState<Transfer>()
  const columns = useColumns(setUndoing)
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(transfersQuery)
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  return (
    <>
      <h2>{say('transfers')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('transfers')}
        columns={columns}
        rows={rows}
        rowKey={row => row.transferId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching && data === undefined}
        empty={error ? null : <p className="lk-muted">{say('none')}</p>}
      />
      {undoing ? <Undo transfer={undoing} onClose={() => setUndoing(undefined)} /> : null}
    </>
  )
}

/** Handing over all customers of somebody who leaves, or of a department: to whom, how much, and taking it back. */
export function HandoverPage() {
  const say = useText(handoverTexts)
  const may = useMay()('customers.assign')
  return (
    <div className="lk-page">
      <PageHeader
        back={
          <Link to="/pools" className="lk-back">
            ← {say('pools')}
          </Link>
        }
        title={say('handOver')}
        lead={say('lead')}
      />
      {may ? (
        <>
          <HandoverForm />
          <Transfers />
        </>
      ) : (
        <EmptyState title={say('notForYou')}>{say('notForYouLead')}</EmptyState>
      )}
    </div>
  )
}
