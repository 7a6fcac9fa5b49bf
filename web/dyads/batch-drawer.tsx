import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Batch, Chosen, CustomerBatch } from '#contract/dyads/batch.ts'
import { customPrefix } from '#core/platform/field-policy.ts'
import { formatInstant } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { BatchFields, type BatchField, changeOf, type Draft, useBatchWords } from './batch-fields.tsx'
import { batchesQuery, previewOfBatch, runBatch, takeBatchBack } from './batch.queries.ts'
import { batchTexts } from './batch.text.ts'
import './batch.css'

/** Takes a batch back and says how many were put back. */
function useUndo() {
  const say = useText(batchTexts)
  return useMutation({
    mutationFn: (batchId: string) => takeBatchBack(batchId, () => toast('told', say('undoing'))),
    onSuccess: ({ putBack }) => toast('done', say('undone', { count: putBack })),
  })
}

type Seen = Awaited<ReturnType<typeof previewOfBatch>>

function Sample({ sample }: Pick<Seen, 'sample'>) {
  const say = useText(batchTexts)
  const { title, worth } = useBatchWords()
  return (
    <table className="lk-batch-sample">
      <caption>{say('sample')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('customer')}</th>
          <th scope="col">{say('before')}</th>
          <th scope="col">{say('after')}</th>
        </tr>
      </thead>
      <tbody>
        {sample.flatMap(({ dyadId, name, before, after }) =>
          Object.keys(after).map(field => (
            <tr key={`${dyadId}-${field}`}>
              <th scope="row">{name}</th>
              <td aria-label={`${say('before')} ${title(field)}`}>{worth(field, before[field])}</td>
              <td aria-label={`${say('after')} ${title(field)}`}>{worth(field, after[field])}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  )
}

function Outlook({ seen }: { readonly seen: Seen }) {
  const say = useText(batchTexts)
  if (seen.isTooMany) return <p role="alert">{say('tooMany')}</p>
  return (
    <>
      <ul className="lk-batch-counts" aria-live="polite">
        <li>{say('found', { count: seen.found })}</li>
        <li>
          <strong>{say('willChange', { count: seen.changed })}</strong>
        </li>
        {seen.unchanged > 0 ? <li>{say('already', { count: seen.unchanged })}</li> : null}
        {seen.refused > 0 ? <li>{say('refused', { count: seen.refused })}</li> : null}
      </ul>
      {seen.sample.length > 0 ? <Sample sample={seen.sample} /> : null}
    </>
  )
}

type Given = {
  readonly chosen: Chosen
  readonly begin: BatchField
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Changes many customers: what, a look at what it would do, then the deed, which can be undone. */
export function BatchDrawer({ chosen, begin, onClose, onDone }: Given) {
  const say = useText(batchTexts)
  const [draft, setDraft] = useState<Draft>({ field: begin, value: undefined })
  const undo = useUndo()
  const change = changeOf(draft)
  const looking = useMutation({ mutationFn: (asked: CustomerBatch) => previewOfBatch({ chosen, change: asked }) })
  const running = useMutation({
    mutationFn: (asked: CustomerBatch) => runBatch({ chosen, change: asked }, () => toast('told', say('running'))),
    onSuccess: batch => {
      toast('done', say('done', { count: batch.changed }), { undo: { label: say('undo'), run: () => undo.mutate(batch.batchId) } })
      onDone()
    },
  })
  const seen = looking.data
  const edit = (next: Draft) => {
    setDraft(next)
    looking.reset()
  }
  return (
    <DrawerPage open title={say('title')} onClose={onClose} width={560}>
      <div className="lk-stack">
        <BatchFields draft={draft} onDraft={edit} />
        <Refused error={looking.error ?? running.error} />
        {seen ? <Outlook seen={seen} /> : null}
        <div className="lk-actions">
          {seen && change && !seen.isTooMany && seen.changed > 0 ? (
            <Button type="primary" loading={running.isPending} onClick={() => running.mutate(change)}>
              {say('run', { count: seen.changed })}
            </Button>
          ) : (
            <Button type="primary" disabled={!change} loading={looking.isPending} onClick={() => change && looking.mutate(change)}>
              {say('preview')}
            </Button>
          )}
        </div>
      </div>
    </DrawerPage>
  )
}

function Entry({ batch, onUndo, busy }: { readonly batch: Batch; readonly onUndo: () => void; readonly busy: boolean }) {
  const say = useText(batchTexts)
  const language = useLanguage()
  const { title, worth } = useBatchWords()
  const { set = {}, addTags, removeTags } = batch.change
  const { custom = {}, ...plain } = set
  const own = Object.entries(custom).map(([key, value]) => [`${customPrefix}${key}`, value] as const)
  const parts = [...Object.entries(plain), ...own, ...Object.entries({ addTags, removeTags })].filter(([, value]) => value !== undefined)
  return (
    <li className="lk-batch-entry">
      <span>
        {parts.map(([name, value]) => `${title(name)}: ${worth(name, value)}`).join(' · ')}
        <small className="lk-muted">
          {formatInstant(batch.createdAt, language)} · {say('countOf', { count: batch.changed })} · {say(`state_${batch.state}`)}
        </small>
      </span>
      {batch.mayUndo ? (
        <Button size="small" loading={busy} onClick={onUndo}>
          {say('undo')}
        </Button>
      ) : null}
    </li>
  )
}

/** What the person changed in many in the last thirty days, each to be taken back. */
export function RecentBatches({ onClose }: { readonly onClose: () => void }) {
  const say = useText(batchTexts)
  const { data, error } = useQuery(batchesQuery)
  const undo = useUndo()
  return (
    <DrawerPage open title={say('recent')} onClose={onClose} width={480}>
      <p className="lk-muted">{say('recentHint')}</p>
      <Refused error={error ?? undo.error} />
      {data?.rows.length === 0 ? <p>{say('noRecent')}</p> : null}
      <ul>
        {data?.rows.map(batch => (
          <Entry
            key={batch.batchId}
            batch={batch}
            busy={undo.isPending && undo.variables === batch.batchId}
            onUndo={() => undo.mutate(batch.batchId)}
          />
        ))}
      </ul>
    </DrawerPage>
  )
}
