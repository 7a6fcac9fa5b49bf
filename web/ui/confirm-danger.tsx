import { Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useText } from '#web/platform/text.ts'
import { Field } from './field.tsx'
import { Refused } from './refused.tsx'
import { uiTexts } from './ui.text.ts'

type Given = {
  readonly open: boolean
  /** What will be done, with its count: "Delete 3 departments". */
  readonly title: string
  /** The effect, and whether and how it can be undone. */
  readonly children: ReactNode
  /** The verb on the button: "Delete". */
  readonly verb: string
  /** A word to be typed first, for what cannot be undone. */
  readonly word?: string
  readonly busy?: boolean
  readonly error?: unknown
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something is destroyed: names count and effect; the button says what it does. */
export function ConfirmDanger({ open, title, children, verb, word, busy = false, error, onConfirm, onClose }: Given) {
  const say = useText(uiTexts)
  const [typed, setTyped] = useState('')
  const ready = word === undefined || typed.trim() === word
  return (
    <Modal
      open={open}
      title={title}
      okText={verb}
      cancelText={say('cancel')}
      okButtonProps={{ danger: true, disabled: !ready }}
      confirmLoading={busy}
      onOk={onConfirm}
      onCancel={onClose}
      afterClose={() => setTyped('')}
      destroyOnHidden
    >
      <div className="lk-stack">
        <div>{children}</div>
        {word === undefined ? null : (
          <Field label={say('typeToConfirm', { word })}>
            <Input value={typed} onChange={event => setTyped(event.target.value)} autoComplete="off" />
          </Field>
        )}
        <Refused error={error} />
      </div>
    </Modal>
  )
}
