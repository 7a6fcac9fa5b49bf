import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import type { Customer } from '#contract/dyads/customer.ts'
import { useMay } from '#web/platform/session.ts'
import { Bones } from '#web/ui/bones.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { NewRecord, RecordDrawer } from './record-drawer.tsx'
import type { RecordKind, RecordRow } from './record-kind.ts'
import { recordsQuery } from './records.queries.ts'
import './records.css'

type Given<R extends RecordRow> = {
  readonly kind: RecordKind<R>
  readonly customer: Pick<Customer, 'dyadId' | 'mayWrite'>
  readonly actions?: Parameters<typeof RecordDrawer<R>>[0]['actions']
  readonly head?: (rows: readonly R[]) => ReactNode
}

/** The records of one customer on its page, with a form for a new one and a drawer for each. */
export function RecordCard<R extends RecordRow>({ kind, customer, actions, head }: Given<R>) {
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const [open, setOpen] = useState<R>()
  const { data, error, hasNextPage, fetchNextPage, isFetching, refetch } = useInfiniteQuery(recordsQuery(kind, { dyadId: customer.dyadId }))
  const rows = useMemo(() => data?.pages.flatMap(page => page.rows) ?? [], [data])
  const columns = useMemo(() => kind.columns.filter(column => column.key !== 'customer'), [kind])
  return (
    <section className="lk-card lk-stack" aria-label={kind.words.many}>
      <div className="lk-record-head">
        <h2>{kind.words.many}</h2>
        {customer.mayWrite && may('customers.write') ? <Button onClick={() => setAdding(true)}>{kind.words.add}</Button> : null}
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {head?.(rows)}
      {data === undefined && !error ? <Bones height={32} rows={3} /> : null}
      {data ? (
        <KeysetTable
          label={kind.words.many}
          columns={columns}
          rows={rows}
          rowKey={kind.idOf}
          hasMore={hasNextPage}
          onMore={() => void fetchNextPage()}
          busy={isFetching}
          onOpen={setOpen}
          height="420px"
          empty={<p className="lk-muted">{kind.words.none}</p>}
        />
      ) : null}
      {adding ? <NewRecord kind={kind} dyadId={customer.dyadId} onClose={() => setAdding(false)} /> : null}
      {open ? (
        <RecordDrawer kind={kind} dyadId={open.dyadId} id={kind.idOf(open)} actions={actions} onClose={() => setOpen(undefined)} />
      ) : null}
    </section>
  )
}
