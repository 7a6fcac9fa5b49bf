import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { EffectRow } from '#contract/strategy/effect.ts'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { saveHoldout } from './effect.queries.ts'
import { useEffectWords } from './use-effect-words.ts'

/** What one customer is expected to bring by the play, minor units; undefined where it is not known. */
const expectedOf = ({ believed, found }: EffectRow): number | undefined => {
  if (believed.measure === 'minor') return believed.mean
  return found && found.treated.customers > 0 ? believed.mean * Math.max(0, found.treated.beforeMinor) : undefined
}

/** The share that a play holds back, with what that costs in words. */
export function HoldoutForm({ row, mayManage }: { readonly row: EffectRow; readonly mayManage: boolean }) {
  const { say, inOwn, money, share } = useEffectWords()
  const [percent, setPercent] = useState<number | null>(row.holdoutShare * 100)
  const saving = useMutation({
    mutationFn: () => saveHoldout(row.playId, (percent ?? 0) / 100, row.version),
    onSuccess: () => toast('done', say('holdoutSaved')),
  })
  const expected = expectedOf(row)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-effect-holdout" noValidate onSubmit={submit}>
      <span>
        {say('holdout')} {mayManage ? null : share(row.holdoutShare)}
      </span>
      {mayManage ? (
        <>
          <NumberInput
            aria-label={say('holdoutOf', { name: inOwn(row.name) })}
            min={0}
            max={50}
            step={1}
            value={percent}
            onChange={setPercent}
            addonAfter="%"
          />
          <Button
            htmlType="submit"
            size="small"
            loading={saving.isPending}
            disabled={percent === null || percent === row.holdoutShare * 100}
          >
            {say('holdoutSave')}
          </Button>
        </>
      ) : null}
      {expected !== undefined && expected > 0 && (percent ?? 0) > 0 ? (
        <small className="lk-muted">{say('holdoutCost', { money: money(expected * (percent ?? 0)) })}</small>
      ) : null}
      <Refused error={saving.error} />
    </form>
  )
}
