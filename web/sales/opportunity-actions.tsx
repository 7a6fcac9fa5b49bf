import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Opportunity } from '#contract/sales/opportunity.ts'
import { type CloseReason, closeReasons } from '#core/sales/opportunity.ts'
import { closeReasonWords } from '#core/sales/words.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { useStages } from './opportunity-kind.tsx'
import { salesTexts } from './sales.text.ts'

type Given = { readonly row: Opportunity; readonly change: (body: object) => void; readonly busy: boolean }

function LoseButton({ change, busy }: Omit<Given, 'row'>) {
  const say = useText(salesTexts)
  const language = useLanguage()
  const [asking, setAsking] = useState(false)
  const [reasonCode, setReason] = useState<CloseReason>('price')
  const lose = () => {
    setAsking(false)
    change({ state: 'lost', reasonCode })
  }
  return (
    <>
      <Button loading={busy} onClick={() => setAsking(true)}>
        {say('lose')}
      </Button>
      <Modal open={asking} title={say('loseTitle')} okText={say('lose')} onOk={lose} onCancel={() => setAsking(false)}>
        <Field label={say('reasonCode')} required>
          <Select
            value={reasonCode}
            options={closeReasons.map(value => ({ value, label: closeReasonWords[value][language === 'en' ? 1 : 0] }))}
            onChange={setReason}
          />
        </Field>
      </Modal>
    </>
  )
}

/** What is done with an opportunity most: to the next stage, won, lost, open again. */
export function OpportunityActions({ row, change, busy }: Given) {
  const say = useText(salesTexts)
  const { used } = useStages()
  if (row.state !== 'open')
    return (
      <Button loading={busy} onClick={() => change({ state: 'open' })}>
        {say('reopen')}
      </Button>
    )
  return (
    <>
      <Select
        aria-label={say('moveTo')}
        value={row.stage}
        options={[...used]}
        disabled={busy}
        style={{ minWidth: 140 }}
        onChange={(stage: string) => change({ stage })}
      />
      <Button type="primary" loading={busy} onClick={() => change({ state: 'won' })}>
        {say('win')}
      </Button>
      <LoseButton change={change} busy={busy} />
    </>
  )
}
