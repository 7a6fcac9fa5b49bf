import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Pool } from '#contract/activities/pool.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { dropPool } from './pool.queries.ts'
import { poolTexts } from './pool.text.ts'

/** Removes a pool, and says where its customers go. */
export function RemovePool({
  pool,
  pools,
  onClose,
}: {
  readonly pool: Pool
  readonly pools: readonly Pool[]
  readonly onClose: () => void
}) {
  const say = useText(poolTexts)
  const [moveTo, setMoveTo] = useState('')
  const removing = useMutation({
    mutationFn: () => dropPool(pool.poolId, moveTo || undefined),
    onSuccess: () => {
      toast('done', say('removed', { name: pool.name }))
      onClose()
    },
  })
  return (
    <section className="lk-stack" aria-label={say('removePool')}>
      <h3>{say('removePool')}</h3>
      <p className="lk-muted">{say('removePoolLead')}</p>
      <Field label={say('moveTo')} error={refusedField(removing.error, 'moveTo')}>
        <select className="lk-select" value={moveTo} onChange={event => setMoveTo(event.target.value)}>
          <option value="">{say('nowhere')}</option>
          {pools
            .filter(one => one.poolId !== pool.poolId)
            .map(one => (
              <option key={one.poolId} value={one.poolId}>
                {one.name}
              </option>
            ))}
        </select>
      </Field>
      <Refused error={removing.error} />
      <div className="lk-actions">
        <Button danger loading={removing.isPending} onClick={() => removing.mutate()}>
          {say('removePool')}
        </Button>
      </div>
    </section>
  )
}
