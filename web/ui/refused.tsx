import { wordsFor } from '#web/platform/refusal-text.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { uiTexts } from './ui.text.ts'
import './refused.css'

/** What failed and what to do now, in the place where it failed; nothing while nothing has. */
export function Refused({ error, onAgain }: { readonly error: unknown; readonly onAgain?: () => void }) {
  const language = useLanguage()
  const say = useText(uiTexts)
  if (error === null || error === undefined) return null
  const { sentence, number } = wordsFor(error, language)
  return (
    <div className="lk-refused" role="alert">
      <span>
        {sentence}
        {number ? <small className="lk-refused-number">{number}</small> : null}
      </span>
      {onAgain ? (
        <button type="button" className="lk-bar-button" onClick={onAgain}>
          {say('again')}
        </button>
      ) : null}
    </div>
  )
}
