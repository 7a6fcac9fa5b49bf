import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { formatInstant } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { RecordForm } from './record-form.tsx'
import { OwnOfRecord } from './custom-record.tsx'
import { type Draft, entityOf, type RecordKind, type RecordRow } from './record-kind.ts'
import { RecordHistory } from './record-history.tsx'
import { recordQuery, recordsChanged } from './records.queries.ts'
import { recordTexts } from './records.text.ts'
import './records.css'

type Actions<R> = (row: R, change: (body: object) => void, busy: boolean) => React.ReactNode

function Facts<R extends RecordRow>({ kind, row }: { readonly kind: RecordKind<R>; readonly row: R }) {
  const say = useText(recordTexts)
  const created = (row as { readonly createdAt?: string }).createdAt
  return (
    <>
      <dl className="lk-facts">
        {kind.facts(row).map(([label, said]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{said ?? '—'}</dd>
          </div>
        ))}
        {created ? (
          <div>
            <dt>{say('createdAt')}</dt>
            <dd>{formatInstant(created)}</dd>
          </div>
        ) : null}
      </dl>
      {kind.texts(row).map(([label, said]) =>
        said ? (
          <section key={label} className="lk-stack" aria-label={label}>
            <h3>{label}</h3>
            <p className="lk-record-text">{said}</p>
          </section>
        ) : null,
      )}
      {row.importId ? <p className="lk-muted">{say('imported')}</p> : null}
    </>
  )
}

/** Removes with a question, and offers to take that back. */
function useRemoving<R extends RecordRow>(kind: RecordKind<R>, row: R | undefined, onGone: () => void) {
  const say = useText(recordTexts)
  return useMutation({
    mutationFn: async () => (row ? await kind.remove(row.dyadId, kind.idOf(row)) : undefined),
    onSuccess: async () => {
      if (row === undefined) return
      onGone()
      await recordsChanged()
      const back = () =>
        void kind.restore(row.dyadId, kind.idOf(row)).then(async () => {
          await recordsChanged()
          toast('done', say('restored'))
        })
      toast('done', say('removed', { title: row.title }), { undo: { label: say('undo'), run: back } })
    },
  })
}

type Given<R extends RecordRow> = {
  readonly kind: RecordKind<R>
  readonly dyadId: string
  readonly id: string
  readonly actions?: Actions<R> | undefined
  readonly onClose: () => void
}

/** One record from the right: what is known of it, what can be done with it, and its form. */
export function RecordDrawer<R extends RecordRow>({ kind, dyadId, id, actions, onClose }: Given<R>) {
  const say = useText(recordTexts)
  const may = useMay()
  const { data: row, error, refetch } = useQuery(recordQuery(kind, dyadId, id))
  const [editing, setEditing] = useState(false)
  const [asking, setAsking] = useState(false)
  const removing = useRemoving(kind, row, onClose)
  const changing = useMutation({
    mutationFn: async (body: object) => (row ? await kind.update(dyadId, id, { ...body, version: row.version }) : undefined),
    onSuccess: recordsChanged,
  })
  const mayWrite = row?.mayWrite === true && may('customers.write')
  const page = row ? (
    <Link to={'/customers/$dyadId' as never} params={{ dyadId: row.dyadId } as never}>
      {row.customerName}
    </Link>
  ) : null
  return (
    <DrawerPage open title={row?.title ?? kind.words.one} onClose={onClose} page={page} width={600}>
      <Refused error={error ?? changing.error} onAgain={() => void refetch()} />
      {row === undefined && !error ? <Bones height={28} rows={6} /> : null}
      {row && editing ? (
        <RecordForm kind={kind} row={row} onDone={() => setEditing(false)} onCancel={() => setEditing(false)} />
      ) : row ? (
        <div className="lk-stack">
          {mayWrite ? (
            <div className="lk-actions">
              {actions?.(row, changing.mutate, changing.isPending)}
              <Button onClick={() => setEditing(true)}>{say('edit')}</Button>
              <Button danger onClick={() => setAsking(true)}>
                {say('remove')}
              </Button>
            </div>
          ) : (
            <p className="lk-muted">{say('readOnly')}</p>
          )}
          <Facts kind={kind} row={row} />
          <OwnOfRecord at={{ dyadId: row.dyadId, entity: entityOf(kind), recordId: kind.idOf(row) }} />
          <RecordHistory dyadId={row.dyadId} entity={entityOf(kind)} entityId={kind.idOf(row)} />
        </div>
      ) : null}
      <ConfirmDanger
        open={asking}
        title={say('removeTitle', { title: row?.title ?? '' })}
        verb={say('remove')}
        busy={removing.isPending}
        error={removing.error}
        onConfirm={() => removing.mutate()}
        onClose={() => setAsking(false)}
      >
        {say('removeLead')}
      </ConfirmDanger>
    </DrawerPage>
  )
}

type NewGiven<R extends RecordRow> = {
  readonly kind: RecordKind<R>
  readonly dyadId?: string | undefined
  readonly start?: Draft
  readonly onClose: () => void
  readonly onDone?: (row: R) => void
}

/** The form of a new record from the right. */
export function NewRecord<R extends RecordRow>({ kind, dyadId, start, onClose, onDone }: NewGiven<R>) {
  return (
    <DrawerPage open title={kind.words.add} onClose={onClose} width={520}>
      <RecordForm
        kind={kind}
        dyadId={dyadId}
        start={start}
        onCancel={onClose}
        onDone={row => {
          onClose()
          onDone?.(row)
        }}
      />
    </DrawerPage>
  )
}
