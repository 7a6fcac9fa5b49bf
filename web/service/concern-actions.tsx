import { Button, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Concern } from '#contract/service/concern.ts'
import { causes } from '#core/service/concern.ts'
import { causeWords } from '#core/service/words.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { serviceTexts } from './service.text.ts'

type Given = { readonly row: Concern; readonly change: (body: object) => void; readonly busy: boolean }

function ResolveButton({ row, change, busy }: Given) {
  const say = useText(serviceTexts)
  const language = useLanguage()
  const [asking, setAsking] = useState(false)
  const [cause, setCause] = useState<string | null>(row.cause)
  const [resolution, setResolution] = useState(row.resolution ?? '')
  const hidesCause = row.limits['cause'] !== undefined
  const resolve = () => {
    setAsking(false)
    const said = resolution.trim() === '' ? {} : { resolution }
    change({ resolvedAt: new Date().toISOString(), ...said, ...(hidesCause ? {} : { cause }) })
  }
  return (
    <>
      <Button type="primary" loading={busy} onClick={() => setAsking(true)}>
        {say('resolve')}
      </Button>
      <Modal open={asking} title={say('resolveTitle')} okText={say('resolve')} onOk={resolve} onCancel={() => setAsking(false)}>
        <div className="lk-stack">
          {hidesCause ? null : (
            <Field label={say('cause')}>
              <Select
                allowClear
                showSearch
                optionFilterProp="label"
                value={cause ?? undefined}
                options={causes.map(value => ({ value, label: causeWords[value][language === 'en' ? 1 : 0] }))}
                onChange={(next: string | undefined) => setCause(next ?? null)}
              />
            </Field>
          )}
          <Field label={say('resolution')}>
            <Input.TextArea rows={4} maxLength={20_000} value={resolution} onChange={event => setResolution(event.target.value)} />
          </Field>
        </div>
      </Modal>
    </>
  )
}

/** What is done with a concern most: answered, resolved, open again. */
export function ConcernActions({ row, change, busy }: Given) {
  const say = useText(serviceTexts)
  if (row.resolvedAt !== null)
    return (
      <Button loading={busy} onClick={() => change({ resolvedAt: null })}>
        {say('reopen')}
      </Button>
    )
  return (
    <>
      {row.firstRespondedAt === null ? (
        <Button loading={busy} onClick={() => change({ firstRespondedAt: new Date().toISOString() })}>
          {say('answer')}
        </Button>
      ) : null}
      <ResolveButton row={row} change={change} busy={busy} />
    </>
  )
}
