import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useMay } from '#web/platform/session.ts'
import { PageHeader } from '#web/ui/page-header.tsx'
import { ExportButton } from '#web/intake/export-button.tsx'
import { NewRecord, RecordDrawer } from './record-drawer.tsx'
import { RecordFilters } from './record-filters.tsx'
import type { RecordKind, RecordRow } from './record-kind.ts'
import { RecordList, useRecordTotal } from './record-list.tsx'
import { useRecordColumns, useRecordFilterColumns } from './custom-record-list.ts'
import { askedOf, useRecordSearch } from './record-search.ts'

type Given<R extends RecordRow> = {
  readonly kind: RecordKind<R>
  readonly actions?: Parameters<typeof RecordDrawer<R>>[0]['actions']
  readonly more?: ReactNode
}

/** A page that lists one kind of record, with its filters, a form and a drawer. */
export function RecordPage<R extends RecordRow>({ kind, actions, more }: Given<R>) {
  const may = useMay()
  const { search, change } = useRecordSearch()
  const total = useRecordTotal(kind)
  const { shown } = useRecordColumns(kind)
  const conditions = useRecordFilterColumns(kind)
  const [adding, setAdding] = useState(false)
  const [dyadId, id] = search.open?.split(':') ?? []
  return (
    <div className="lk-page">
      <PageHeader
        title={kind.words.many}
        count={total}
        lead={kind.words.lead}
        actions={
          <>
            {more}
            <ExportButton list={kind.name} query={askedOf(search, kind.filters, kind.quick)} columns={shown} />
            {may('customers.write') ? (
              <Button type="primary" onClick={() => setAdding(true)}>
                {kind.words.add}
              </Button>
            ) : null}
          </>
        }
      />
      <RecordFilters filters={kind.filters} quick={kind.quick} columns={conditions} search={search} onChange={change} />
      <RecordList kind={kind} onAdd={() => setAdding(true)} />
      {dyadId && id ? (
        <RecordDrawer key={search.open} kind={kind} dyadId={dyadId} id={id} actions={actions} onClose={() => change({ open: undefined })} />
      ) : null}
      {adding ? <NewRecord kind={kind} onClose={() => setAdding(false)} /> : null}
    </div>
  )
}
