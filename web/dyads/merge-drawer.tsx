import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { DuplicatePair } from '#contract/dyads/duplicate.ts'
import type { MergeEnd, MergeLine, MergePreview } from '#contract/dyads/merge.ts'
import type { MergeChoices, MergeField, MergeSide } from '#core/dyads/merge.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { decidePair, mergeTwo, previewQuery } from './duplicate.queries.ts'
import { duplicateTexts } from './duplicates.text.ts'
import { useMergeValue } from './merge-value.ts'
import './duplicates.css'

function Head({ end, role }: { readonly end: MergeEnd; readonly role: MergeSide }) {
  const say = useText(duplicateTexts)
  const zone = usePlace()?.tenant.timeZone
  const { orders, contacts, activities } = end
  return (
    <th scope="col">
      <span className="lk-tag lk-tag-line">{say(role)}</span>
      <div className="lk-merge-name">{end.name}</div>
      <small className="lk-muted">
        {[end.ownerName, end.departmentName].filter(Boolean).join(' · ') || '—'}
        <br />
        {say('has', { orders, contacts, activities })}
        <br />
        {say('changedOn', { when: formatInstant(end.updatedAt, zone) })}
      </small>
    </th>
  )
}

type LineGiven = {
  readonly line: MergeLine
  readonly found: MergePreview
  readonly chosen: MergeSide
  readonly onChoose: (side: MergeSide) => void
}

function Line({ line, found, chosen, onChoose }: LineGiven) {
  const say = useText(duplicateTexts)
  const { nameOf, wordsOf } = useMergeValue()
  const cell = (side: MergeSide) => (
    <td>
      <label className="lk-merge-choice">
        <input
          type="radio"
          name={`merge-${line.field}`}
          checked={chosen === side}
          aria-label={say('takes', { name: found[side].name, field: nameOf(line.field) })}
          onChange={() => onChoose(side)}
        />
        <span>
          {wordsOf(line.field, line[side])}
          {line.newest === side ? (
            <abbr className="lk-state" title={say('newestHint')}>
              {say('newest')}
            </abbr>
          ) : null}
        </span>
      </label>
    </td>
  )
  return (
    <tr>
      <th scope="row">{nameOf(line.field)}</th>
      {cell('survivor')}
      {cell('merged')}
    </tr>
  )
}

type TableGiven = {
  readonly found: MergePreview
  readonly choices: MergeChoices
  readonly onChoose: (field: MergeField, side: MergeSide) => void
}

function Table({ found, choices, onChoose }: TableGiven) {
  const say = useText(duplicateTexts)
  return (
    <div className="lk-merge-scroll">
      <table className="lk-merge">
        <thead>
          <tr>
            <th scope="col">{say('field')}</th>
            <Head end={found.survivor} role="survivor" />
            <Head end={found.merged} role="merged" />
          </tr>
        </thead>
        <tbody>
          {found.lines.map(line => (
            <Line
              key={line.field}
              line={line}
              found={found}
              chosen={choices[line.field] ?? line.side}
              onChoose={side => onChoose(line.field, side)}
            />
          ))}
        </tbody>
      </table>
      {found.lines.length === 0 ? <p className="lk-muted">{say('noDifference')}</p> : null}
    </div>
  )
}

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
      <Table found={found} choices={choices} onChoose={(field, side) => setChoices(old => ({ ...old, [field]: side }))} />
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
