import { useText } from '#web/platform/text.ts'
import { dropToast, type Toast, useToasts } from './toast.ts'
import { uiTexts } from './ui.text.ts'
import './toast-shelf.css'

const marks = { done: '✓', failed: '!', told: 'i' } as const

function ToastCard({ toast }: { readonly toast: Toast }) {
  const say = useText(uiTexts)
  return (
    <li className={`lk-toast lk-toast-${toast.tone}`}>
      <span aria-hidden="true" className="lk-toast-mark">
        {marks[toast.tone]}
      </span>
      <span>
        {toast.sentence}
        {toast.number ? <small className="lk-muted"> {toast.number}</small> : null}
      </span>
      {toast.undo ? (
        <button
          type="button"
          className="lk-bar-button"
          onClick={() => {
            toast.undo?.run()
            dropToast(toast.id)
          }}
        >
          {toast.undo.label}
        </button>
      ) : null}
      <button type="button" className="lk-bar-button" aria-label={say('close')} onClick={() => dropToast(toast.id)}>
        ×
      </button>
    </li>
  )
}

/** Where toasts lie; read out as they come. */
export function ToastShelf() {
  const toasts = useToasts()
  return (
    <ul className="lk-toasts lk-no-print" aria-live="polite" aria-relevant="additions">
      {toasts.map(toast => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </ul>
  )
}
