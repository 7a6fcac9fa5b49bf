import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { putBackQuery, putFieldsBack } from './history.queries.ts'
import { historyTexts } from './history.text.ts'
import { useHistoryWords } from './history-words.ts'

type Given = { readonly dyadId: string; readonly auditId: string; readonly onClose: () => void }

/** What putting a change back would write, field by field, before it is done. */
export function PutBackDrawer({ dyadId, auditId, onClose }: Given) {
  const say = useText(historyTexts)
  const { field: fieldName, value } = useHistoryWords()
  const { data, error } = useQuery(putBackQuery(dyadId, auditId))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const ready = data?.fields.filter(({ state }) => state === 'ready').map(({ field }) => field) ?? []
  const chosen = ready.filter(field => !left.has(field))
  const putting = useMutation({
    mutationFn: () => putFieldsBack(dyadId, auditId, data?.version ?? 0, chosen),
    onSuccess: () => {
      toast('done', say('done'))
      onClose()
    },
  })
  const toggle = (field: string) =>
    setLeft(old => (old.has(field) ? new Set([...old].filter(name => name !== field)) : new Set([...old, field])))
  const notes = { ready: null, newer: say('newer'), same: say('same') }
  return (
    <DrawerPage open title={say('putBackTitle')} onClose={onClose}>
      <div className="lk-stack">
        <p className="lk-muted">{say('putBackLead')}</p>
        <Refused error={error ?? putting.error} />
        {data === undefined && !error ? <Bones height={32} rows={3} /> : null}
        {data?.fields.map(({ field, now, was, state }) => (
          <div key={field}>
            <Checkbox checked={state === 'ready' && !left.has(field)} disabled={state !== 'ready'} onChange={() => toggle(field)}>
              <strong>{fieldName(field)}</strong>
            </Checkbox>
            <div>
              {say('now')}: <del>{value(now)}</del> → {say('was')}: <ins>{value(was)}</ins>
            </div>
            {notes[state] ? <div className="lk-muted">{notes[state]}</div> : null}
          </div>
        ))}
        <div className="lk-actions">
          <Button type="primary" disabled={chosen.length === 0} loading={putting.isPending} onClick={() => putting.mutate()}>
            {say('doPutBack')}
          </Button>
          <Button onClick={onClose}>{say('close')}</Button>
        </div>
      </div>
    </DrawerPage>
  )
}
