import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import type { DuplicateParty, DuplicatePair } from '#contract/dyads/duplicate.ts'
import { useText } from '#web/platform/text.ts'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { toast } from '#web/ui/toast.ts'
import { decidePair, type DuplicateQuery, duplicatesQuery } from './duplicate.queries.ts'
import { duplicateTexts } from './duplicates.text.ts'

const keyOf = ({ one, other }: DuplicatePair) => `${one.partyId} ${other.partyId}`

const partyOf = ({ name, code, city }: DuplicateParty) => [name, code, city].filter(Boolean).join(' · ')

function useColumns(isOpen: boolean): readonly Column<DuplicatePair>[] {
  const say = useText(duplicateTexts)
  const reopening = useMutation({
    mutationFn: ({ one, other }: DuplicatePair) => decidePair(one.partyId, other.partyId, { state: 'open' }),
    onSuccess: () => toast('done', say('reopened')),
  })
  return useMemo(() => {
    const owners = ({ one, other }: DuplicatePair) => [...new Set([one.ownerName, other.ownerName].filter(Boolean))].join(' · ') || '—'
    const reopen = (pair: DuplicatePair) => (
      <Button
        size="small"
        aria-label={say('reopenTwo', { one: pair.one.name, other: pair.other.name })}
        onClick={() => reopening.mutate(pair)}
      >
        {say('reopen')}
      </Button>
    )
    const note: Column<DuplicatePair> = {
      key: 'note',
      title: say(isOpen ? 'entered' : 'apart'),
      width: 200,
      render: row => row.reason ?? '—',
    }
    const last: Column<DuplicatePair>[] = isOpen ? [] : [{ key: 'reopen', title: say('reopen'), width: 110, links: true, render: reopen }]
    return [
      { key: 'one', title: say('pair'), width: 250, render: row => partyOf(row.one) },
      { key: 'other', title: say('pairOther'), width: 250, render: row => partyOf(row.other) },
      { key: 'strength', title: say('strength'), width: 120, card: 'head', render: row => say(`strength.${row.strength}`) },
      { key: 'why', title: say('why'), width: 220, render: row => row.reasons.map(reason => say(`reason.${reason}`)).join(' · ') },
      { key: 'value', title: say('value'), width: 140, align: 'end', render: row => <Money minor={row.valueMinor} /> },
      { key: 'owners', title: say('owners'), width: 140, render: owners },
      { key: 'found', title: say('found'), width: 100, render: row => say(`found.${row.foundBy}`) },
      note,
      ...last,
    ]
  }, [say, isOpen, reopening])
}

type Given = { readonly query: DuplicateQuery; readonly onCompare: (pair: DuplicatePair) => void }

/** Pairs that may be one, or that are kept apart. */
export function DuplicateList({ query, onCompare }: Given) {
  const say = useText(duplicateTexts)
  const isOpen = query.state === 'open'
  const columns = useColumns(isOpen)
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(duplicatesQuery(query))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  return (
    <>
      <Refused error={error} onAgain={() => void refetch()} />
      <KeysetTable
        label={say('title')}
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        hasMore={hasNextPage}
        onMore={() => void fetchNextPage()}
        busy={isFetching}
        {...(isOpen ? { onOpen: onCompare } : {})}
        empty={
          error ? null : (
            <EmptyState title={say(isOpen ? 'noneOpen' : 'noneDismissed')}>{isOpen ? say('noneOpenLead') : undefined}</EmptyState>
          )
        }
      />
    </>
  )
}
