import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { DuplicatePair } from '#contract/dyads/duplicate.ts'
import type { MergePreview } from '#contract/dyads/merge.ts'
import type { MergeChoices } from '#core/dyads/merge.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { decidePair, mergeTwo, previewQuery } from './duplicate.queries.ts'
import { duplicateTexts } from './duplicates.text.ts'
import { MergeTable } from './merge-table.tsx'
import './duplicates.css'

function Dismiss({ pair, onClose }: { readonly pair: DuplicatePair; readonly onClose: () => void }) {
  const say = useText(duplicateTexts)
  const [reason, setReason] = useState('')
  const dismissing = useMutation({
    mutationFn: () => decidePair(pair.one.partyId, pair.other.partyId, { state: 'dismissed', reason }),
    onSuccess: () => {
      toast('done', say('dismissedDone'))
      onClose()
    },
  })
  return (
    <div className="lk-stack lk-merge-apart">
      <Refused error={dismissing.error} />
      <Field label={say('dismissWhy')}>
        <Input maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />
      </Field>
      <div className="lk-actions">
        <Button disabled={reason.trim() === ''} loading={dismissing.isPending} onClick={() => dismissing.mutate()}>
          {say('dismiss')}
        </Button>
      </div>
    </div>
  )
}

type Ends = { readonly survivorId: string; readonly mergedId: string }

function MergePart({
  found,
  ends,
  onSwap,
  onDone,
}: {
  readonly found: MergePreview
  readonly ends: Ends
  readonly onSwap: () => void
  readonly onDone: () => void
}) {
  const say = useText(duplicateTexts)
  const [choices, setChoices] = useState<MergeChoices>({})
  const [reason, setReason] = useState('')
  const merging = useMutation({
    mutationFn: () =>
      mergeTwo({
        ...ends,
        survivorVersion: found.survivor.version,
        mergedVersion: found.merged.version,
        choices,
        reason: reason.trim() || null,
      }),
    onSuccess: () => {
      toast('done', say('mergedDone', { name: found.survivor.name }))
      onDone()
    },
  })
  return (
    <>
      <Refused error={merging.error} />
      {found.obstacle ? (
        <p className="lk-refused" role="alert">
          {found.obstacle}
        </p>
      ) : null}
      <div className="lk-actions">
        <Button onClick={onSwap}>{say('swap')}</Button>
      </div>
      <MergeTable found={found} choices={choices} onChoose={(field, side) => setChoices(old => ({ ...old, [field]: side }))} />
      <p className="lk-muted">{say('effect')}</p>
      <Field label={say('reason')}>
        <Input maxLength={500} value={reason} onChange={event => setReason(event.target.value)} />
      </Field>
      <div className="lk-actions">
        <Button type="primary" disabled={found.obstacle !== null} loading={merging.isPending} onClick={() => merging.mutate()}>
          {say('merge')}
        </Button>
      </div>
    </>
  )
}

/** Two side by side: whose value stands, field by field; merged, or kept apart for good. */
export function MergeDrawer({ pair, onClose }: { readonly pair: DuplicatePair; readonly onClose: () => void }) {
  const say = useText(duplicateTexts)
  const bigger = (pair.other.netSalesMinor ?? -1) > (pair.one.netSalesMinor ?? -1)
  const [isSwapped, setSwapped] = useState(bigger)
  const [survivor, merged] = isSwapped ? [pair.other, pair.one] : [pair.one, pair.other]
  const ends = { survivorId: survivor.partyId, mergedId: merged.partyId }
  const { data, error, refetch } = useQuery(previewQuery(ends.survivorId, ends.mergedId))
  return (
    <DrawerPage open title={say('compareTitle')} onClose={onClose} width={760}>
      <div className="lk-stack">
        <Refused error={error} onAgain={() => void refetch()} />
        {data ? (
          <MergePart key={ends.survivorId} found={data} ends={ends} onSwap={() => setSwapped(!isSwapped)} onDone={onClose} />
        ) : error ? null : (
          <Bones height={40} rows={6} />
        )}
        <Dismiss pair={pair} onClose={onClose} />
      </div>
    </DrawerPage>
  )
}
