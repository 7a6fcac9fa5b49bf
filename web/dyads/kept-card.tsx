import { useMutation, useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { type Draft, FieldsDrawer, type FormField } from './fields-drawer.tsx'
import { partyTexts } from './parties.text.ts'
import './dyads.css'
import './parties.css'

type Kept = { readonly version: number }

type Given<R extends Kept> = {
  readonly title: string
  readonly lead?: string
  readonly empty: { readonly title: string; readonly lead: string }
  readonly verbs: { readonly add: string; readonly edit: string }
  // The query's key is its own affair.
  readonly query: Pick<UseQueryOptions<{ rows: R[] }>, 'queryFn'> & { readonly queryKey: readonly unknown[] }
  readonly mayWrite: boolean
  readonly idOf: (row: R) => string
  readonly nameOf: (row: R) => string
  readonly show: (row: R) => ReactNode
  readonly fields: (draft: Draft) => readonly FormField[]
  readonly draftOf: (row: R | undefined) => Draft
  readonly save: (row: R | undefined, draft: Draft) => Promise<unknown>
  readonly drop: (row: R) => Promise<unknown>
}

function Removal({ name, drop, onClose }: { readonly name: string; readonly drop: () => Promise<unknown>; readonly onClose: () => void }) {
  const say = useText(partyTexts)
  const removing = useMutation({ mutationFn: drop, onSuccess: onClose })
  return (
    <ConfirmDanger
      open
      title={say('removeOf', { name })}
      verb={say('remove')}
      busy={removing.isPending}
      error={removing.error}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    >
      {say('removeEffect')}
    </ConfirmDanger>
  )
}

/** Records of one kind of a customer as a card: list, add, change, remove. */
export function KeptCard<R extends Kept>(given: Given<R>) {
  const { title, lead, empty, verbs, mayWrite, idOf, nameOf, show } = given
  const say = useText(partyTexts)
  const { data, error, refetch } = useQuery({
    queryKey: given.query.queryKey,
    queryFn: given.query.queryFn as () => Promise<{ rows: R[] }>,
  })
  const [doing, setDoing] = useState<{ readonly what: 'add' | 'edit' | 'remove'; readonly row?: R }>()
  const rows = data?.rows ?? []
  const close = () => setDoing(undefined)
  const add = mayWrite ? <Button onClick={() => setDoing({ what: 'add' })}>{verbs.add}</Button> : null
  return (
    <section className="lk-card lk-stack" aria-label={title}>
      <div className="lk-card-title">
        <h2>{title}</h2>
        {rows.length > 0 ? add : null}
      </div>
      {lead && rows.length > 0 ? <p className="lk-muted">{lead}</p> : null}
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={2} /> : null}
      {data && rows.length === 0 ? (
        <EmptyState title={empty.title} actions={add}>
          {empty.lead}
        </EmptyState>
      ) : null}
      {rows.length > 0 ? (
        <ul className="lk-kept">
          {rows.map(row => (
            <li key={idOf(row)}>
              <div className="lk-kept-body">{show(row)}</div>
              {mayWrite ? (
                <div className="lk-actions lk-no-print">
                  <Button size="small" aria-label={`${say('edit')} ${nameOf(row)}`} onClick={() => setDoing({ what: 'edit', row })}>
                    {say('edit')}
                  </Button>
                  <Button
                    size="small"
                    type="text"
                    danger
                    aria-label={`${say('remove')} ${nameOf(row)}`}
                    onClick={() => setDoing({ what: 'remove', row })}
                  >
                    {say('remove')}
                  </Button>
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {doing && doing.what !== 'remove' ? (
        <FieldsDrawer
          title={doing.row ? verbs.edit : verbs.add}
          fields={given.fields}
          start={given.draftOf(doing.row)}
          save={draft => given.save(doing.row, draft)}
          onClose={close}
        />
      ) : null}
      {doing?.what === 'remove' && doing.row ? (
        <Removal name={nameOf(doing.row)} drop={() => given.drop(doing.row as R)} onClose={close} />
      ) : null}
    </section>
  )
}
