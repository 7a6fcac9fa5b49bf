import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Order } from '#contract/trade.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { toast } from '#web/ui/toast.ts'
import { takeBackOrder } from './record-order.queries.ts'
import { recordTexts } from './record-order.text.ts'

type Given = { readonly order: Order; readonly onRemoved: () => void }

/** Says that an order was recorded by hand, and takes it back where that is wished. */
export function RecordedByHand({ order, onRemoved }: Given) {
  const say = useText(recordTexts)
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const removing = useMutation({
    mutationFn: () => takeBackOrder(order.dyadId, order.orderId),
    onSuccess: () => {
      toast('done', say('undone', { number: order.number }))
      onRemoved()
    },
  })
  return (
    <div className="lk-actions">
      <span className="lk-muted">{say('byHand')}</span>
      {may('customers.write') ? (
        <Button size="small" danger onClick={() => setAsking(true)}>
          {say('remove')}
        </Button>
      ) : null}
      <ConfirmDanger
        open={asking}
        title={say('removeTitle', { number: order.number })}
        verb={say('remove')}
        busy={removing.isPending}
        error={removing.error}
        onConfirm={() => removing.mutate()}
        onClose={() => setAsking(false)}
      >
        {say('removeEffect')}
      </ConfirmDanger>
    </div>
  )
}
