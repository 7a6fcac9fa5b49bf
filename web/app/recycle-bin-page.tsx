import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { BinRow } from '#contract/platform/recycle-bin.ts'
import { type BinEntity, binEntities } from '#core/platform/recycle-bin.ts'
import { binQuery, bringBack, emptyAll, emptyBinQuery } from '#web/dyads/history.queries.ts'
import { historyTexts } from '#web/dyads/history.text.ts'
import { useHistoryWords } from '#web/dyads/history-words.ts'
import { formatInstant } from '#web/platform/format.ts'
import { useMay, usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column } from '#web/ui/table-layout.ts'
import { toast } from '#web/ui/toast.ts'
import { SettingsFrame } from './settings-home-frame.tsx'

function useColumns(): readonly Column<BinRow>[] {
  const say = useText(historyTexts)
  const { entity } = useHistoryWords()
  const zone = usePlace()?.tenant.timeZone
  const restoring = useMutation({
    mutationFn: (row: BinRow) => bringBack(row.entity, row.id),
    onSuccess: (_, row) => toast('done', say('restored', { name: row.name })),
    onError: error => toast('failed', error.message),
  })
  const button = (row: BinRow) =>
    row.mayRestore ? (
      <Button size="small" loading={restoring.isPending && restoring.variables?.id === row.id} onClick={() => restoring.mutate(row)}>
        {say('restore')}
      </Button>
    ) : null
  return [
    { key: 'name', title: say('name'), width: 240, card: 'head', render: row => row.name },
    { key: 'kind', title: say('kind'), width: 110, render: row => entity(row.entity) },
    { key: 'customer', title: say('customer'), width: 220, render: row => (row.entity === 'customer' ? '' : (row.customer ?? '—')) },
    { key: 'deletedAt', title: say('deletedAt'), width: 150, render: row => formatInstant(row.deletedAt, zone) },
    { key: 'deletedBy', title: say('deletedBy'), width: 120, render: row => row.deletedBy ?? say('system') },
    { key: 'purgedOn', title: say('purgedOn'), width: 120, render: row => row.purgedOn },
    { key: 'restore', title: say('restore'), width: 100, card: 'head', render: button },
  ]
}

function EmptyBin({ onClose }: { readonly onClose: () => void }) {
  const say = useText(historyTexts)
  const { entity } = useHistoryWords()
  const { data, error } = useQuery(emptyBinQuery)
  const counts = data?.counts ?? []
  const count = counts.reduce((sum, each) => sum + each.count, 0)
  const emptying = useMutation({
    mutationFn: () => emptyAll(count),
    onSuccess: () => {
      toast('done', say('emptied', { count }))
      onClose()
    },
  })
  return (
    <ConfirmDanger
      open
      title={say('emptyTitle', { count })}
      verb={say('emptyVerb')}
      word={say('emptyWord')}
      busy={emptying.isPending || data === undefined}
      error={error ?? emptying.error}
      onConfirm={() => (count > 0 ? emptying.mutate() : onClose())}
      onClose={onClose}
    >
      {data !== undefined && count === 0 ? say('emptyNothing') : say('emptyEffect')}
      <ul>
        {counts.map(each => (
          <li key={each.entity}>{`${entity(each.entity)}: ${each.count}`}</li>
        ))}
      </ul>
    </ConfirmDanger>
  )
}

/** What was removed in the last 30 days, and how it comes back. */
export function RecycleBinPage() {
  const say = useText(historyTexts)
  const { entity: word } = useHistoryWords()
  const mayEmpty = useMay()('privacy.manage')
  const [entity, setEntity] = useState<BinEntity>()
  const [emptying, setEmptying] = useState(false)
  const list = useInfiniteQuery(binQuery(entity))
  const columns = useColumns()
  const rows = list.data?.pages.flatMap(page => page.rows) ?? []
  return (
    <SettingsFrame
      title={say('bin')}
      lead={say('binLead')}
      needs="customers.read"
      actions={mayEmpty ? <Button onClick={() => setEmptying(true)}>{say('empty')}</Button> : undefined}
    >
      <div className="lk-toolbar">
        <Select
          aria-label={say('kind')}
          style={{ minWidth: 160 }}
          allowClear
          placeholder={say('everything')}
          value={entity ?? null}
          options={binEntities.toReversed().map(value => ({ value, label: word(value) }))}
          onChange={next => setEntity(next ?? undefined)}
        />
      </div>
      <Refused error={list.error} onAgain={() => void list.refetch()} />
      <KeysetTable
        label={say('bin')}
        columns={columns}
        rows={rows}
        rowKey={row => row.id}
        busy={list.isFetching}
        hasMore={list.hasNextPage}
        onMore={() => void list.fetchNextPage()}
        empty={list.error || list.isPending ? null : <EmptyState title={say('binEmpty')}>{say('binEmptyLead')}</EmptyState>}
      />
      {emptying ? <EmptyBin onClose={() => setEmptying(false)} /> : null}
    </SettingsFrame>
  )
}
