import { Modal } from 'antd'
import { useText } from '#web/platform/text.ts'
import { uiTexts } from './ui.text.ts'

const keys = [
  ['↑ ↓', 'keyMove'],
  ['PageUp PageDown', 'keyPage'],
  ['Home End', 'keyEnds'],
  ['Enter', 'keyOpen'],
  ['Shift + Enter', 'keyOpenPage'],
  ['Space', 'keySelect'],
  ['/', 'keySearch'],
  ['Ctrl + K', 'keyPalette'],
  ['?', 'keyHelp'],
] as const

/** The keys of a list. */
export function TableKeys({ selects, onClose }: { readonly selects: boolean; readonly onClose: () => void }) {
  const say = useText(uiTexts)
  return (
    <Modal open title={say('keys')} footer={null} onCancel={onClose} width={420}>
      <dl className="lk-keys">
        {keys.map(([key, text]) =>
          text === 'keySelect' && !selects ? null : (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{say(text)}</dd>
            </div>
          ),
        )}
      </dl>
    </Modal>
  )
}
