import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { Merge } from '#contract/dyads/merge.ts'
import { formatInstant } from '#web/platform/format.ts'
import { useMay, usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { toast } from '#web/ui/toast.ts'
import { mergesQuery, takeApart } from './duplicate.queries.ts'
import { duplicateTexts } from './duplicates.text.ts'

function Undo({ merge, onClose }: { readonly merge: Merge; readonly onClose: () => void }) {
  const say = useText(duplicateTexts)
  const undoing = useMutation({
    mutationFn: () => takeApart(merge.mergeId),
    onSuccess: ({ kept }) => {
      toast('done', kept.length === 0 ? say('undone') : say('keptFields', { fields: kept.join(', ') }))
      onClose()
    },
  })
  return (
    <ConfirmDanger
      open
      title={say('undoTitle', { merged: merge.mergedName, survivor: merge.survivorName })}
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

function useColumns(onUndo: (merge: Merge) => void): readonly Column<Merge>[] {
  const say = useText(duplicateTexts)
  const zone = usePlace()?.tenant.timeZone
  const may = useMay()
  return useMemo(() => {
    const into = (row: Merge) => {
      const text = say('into', { merged: row.mergedName, survivor: row.survivorName })
      if (row.side !== 'sale') return text
      return (
        <Link to="/customers/$dyadId" params={{ dyadId: row.dyadId }}>
          {text}
        </Link>
      )
    }
    const state = (row: Merge) =>
      row.state === 'merged'
        ? say('state.merged')
        : say('state.undone', { who: row.undoneByName ?? '—', when: row.undoneAt ? formatInstant(row.undoneAt, zone) : '' })
    return [
      { key: 'merge', title: say('mergeOf'), width: 320, links: true, render: into },
      { key: 'when', title: say('when'), width: 140, render: row => formatInstant(row.createdAt, zone) },
      { key: 'by', title: say('by'), width: 100, render: row => row.authorName ?? '—' },
      { key: 'why', title: say('note'), width: 150, render: row => row.reason ?? '—' },
      { key: 'state', title: say('state'), width: 160, card: 'head', render: state },
      {
        key: 'undo',
        title: say('undo'),
        width: 150,
        links: true,
        render: row =>
          row.state === 'merged' && may('customers.merge') ? (
            <Button size="small" onClick={() => onUndo(row)}>
              {say('undo')}
            </Button>
          ) : null,
      },
    ]
  }, [say, zone, may, onUndo])
}

/** What was merged, the newest first, each with its way back. */
export function MergeList() {
  const say = useText(duplicateTexts)
  const [undoing, setUndoing] = useState<Merge>()
  const columns = useColumns(setUndoing)
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(mergesQuery)
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  return (
    <>
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('merges')}
        columns={columns}
        rows={rows}
        rowKey={row => row.mergeId}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        empty={error ? null : <EmptyState title={say('noneMerged')}>{say('noneMergedLead')}</EmptyState>}
      />
      {undoing ? <Undo merge={undoing} onClose={() => setUndoing(undefined)} /> : null}
    </>
  )
}
