import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import type { Plan } from '#contract/strategy/plan.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { acceptPlan, removePlan } from './plan.queries.ts'
import { usePlanWords } from './use-plan-words.ts'

type Given = { readonly plan: Plan }

/** Accepts a plan, or tries again what did not start; asks first, and for a signature where duties are unknown. */
export function AcceptPlan({ plan }: Given) {
  const { say } = usePlanWords()
  const [asking, setAsking] = useState(false)
  const [checked, setChecked] = useState(false)
  const accepting = useMutation({
    mutationFn: () => acceptPlan(plan.planId, { checked, version: plan.version }),
    onSuccess: () => {
      toast('done', say('acceptedNow'))
      setAsking(false)
    },
  })
  const isAgain = plan.state === 'accepted'
  const count = isAgain ? plan.refused + plan.waiting : (plan.outcome?.chosen ?? 0)
  const unchecked = Math.min(count, plan.outcome?.needsCheck ?? 0)
  const verb = say(isAgain ? 'tryAgain' : 'accept')
  return (
    <>
      <Button type="primary" disabled={count === 0} onClick={() => setAsking(true)}>
        {verb}
      </Button>
      <Modal
        open={asking}
        title={say('acceptTitle', { name: plan.name })}
        okText={verb}
        cancelText={say('cancel')}
        confirmLoading={accepting.isPending}
        onOk={() => accepting.mutate()}
        onCancel={() => setAsking(false)}
        destroyOnHidden
      >
        <div className="lk-stack">
          <p>{say('acceptLead', { count })}</p>
          {unchecked === 0 ? null : (
            <>
              <Checkbox checked={checked} onChange={event => setChecked(event.target.checked)}>
                {say('acceptCheck', { count: unchecked })}
              </Checkbox>
              <p className="lk-muted">{say('acceptSkip')}</p>
            </>
          )}
          <Refused error={accepting.error} />
        </div>
      </Modal>
    </>
  )
}

/** Throws a draft away after asking. */
export function RemovePlan({ plan }: Given) {
  const { say } = usePlanWords()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const removing = useMutation({
    mutationFn: () => removePlan(plan.planId),
    onSuccess: () => {
      toast('done', say('removed'))
      void navigate({ to: '/plan' } as never)
    },
  })
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {say('remove')}
      </Button>
      <ConfirmDanger
        open={asking}
        title={say('removeTitle', { name: plan.name })}
        verb={say('remove')}
        busy={removing.isPending}
        error={removing.error}
        onConfirm={() => removing.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>{say('removeLead')}</p>
      </ConfirmDanger>
    </>
  )
}
