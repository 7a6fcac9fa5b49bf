import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { peopleQuery } from '#web/dyads/dyads.queries.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { poolsQuery } from './pool.queries.ts'
import { poolTexts } from './pool.text.ts'

type Chosen = { readonly reason: string; readonly personId: string | undefined; readonly poolId: string | undefined }

type Given = {
  readonly title: string
  readonly verb: string
  /** What else is asked for beside the reason. */
  readonly asks?: 'person' | 'pool'
  readonly reasonNeeded?: boolean
  readonly run: (chosen: Chosen) => Promise<{ readonly refused?: readonly { readonly message: string }[] } | object>
  readonly onClose: () => void
}

function PersonOrPool({
  asks,
  value,
  onChange,
  error,
}: {
  asks: 'person' | 'pool'
  value: string | undefined
  onChange: (id: string | undefined) => void
  error?: string | undefined
}) {
  const say = useText(poolTexts)
  const people = (useQuery({ ...peopleQuery, enabled: asks === 'person' }).data?.rows ?? []).filter(one => !one.disabled)
  const pools = useQuery({ ...poolsQuery, enabled: asks === 'pool' }).data?.rows ?? []
  const options =
    asks === 'person'
      ? people.map(one => ({ value: one.userId, label: one.name }))
      : pools.map(one => ({ value: one.poolId, label: one.name }))
  return (
    <Field label={say(asks === 'person' ? 'person' : 'toPool')} required={asks === 'person'} error={error}>
      <Select
        showSearch
        allowClear={asks === 'pool'}
        optionFilterProp="label"
        placeholder={asks === 'pool' ? say('usualPool') : undefined}
        value={value ?? null}
        options={options}
        onChange={next => onChange(next ?? undefined)}
      />
    </Field>
  )
}

/** Asks for the reason of a change of hands, and to whom, then does it; what was refused stays to be read. */
export function ReasonForm({ title, verb, asks, reasonNeeded = true, run, onClose }: Given) {
  const say = useText(poolTexts)
  const [reason, setReason] = useState('')
  const [id, setId] = useState<string>()
  const [tried, setTried] = useState(false)
  const [refused, setRefused] = useState<readonly string[]>([])
  const doing = useMutation({
    mutationFn: () =>
      run({ reason: reason.trim(), personId: asks === 'person' ? id : undefined, poolId: asks === 'pool' ? id : undefined }),
    onSuccess: answer => {
      const told = 'refused' in answer ? (answer.refused ?? []) : []
      setRefused([...new Set(told.map(one => one.message))])
      if (told.length > 0) return
      toast('done', say('done'))
      onClose()
    },
  })
  const lacks = reasonNeeded && reason.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!lacks && (asks !== 'person' || id !== undefined)) doing.mutate()
  }
  return (
    <DrawerPage open title={title} width={440} onClose={onClose}>
      <form className="lk-stack" noValidate onSubmit={submit}>
        <Refused error={doing.error} />
        {refused.map(message => (
          <p key={message} className="lk-field-error" role="alert">
            {message}
          </p>
        ))}
        {asks ? (
          <PersonOrPool
            asks={asks}
            value={id}
            onChange={setId}
            error={tried && asks === 'person' && id === undefined ? say('fill') : undefined}
          />
        ) : null}
        <Field label={say('reason')} required={reasonNeeded} error={tried && lacks ? say('fill') : refusedField(doing.error, 'reason')}>
          <Input.TextArea
            autoFocus={asks === undefined}
            rows={3}
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.target.value)}
          />
        </Field>
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={doing.isPending}>
            {verb}
          </Button>
          <Button onClick={onClose}>{say('cancel')}</Button>
        </div>
      </form>
    </DrawerPage>
  )
}
