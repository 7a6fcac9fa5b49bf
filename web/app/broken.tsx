import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { Refusal } from '#web/platform/refusal.ts'
import { wordsFor } from '#web/platform/refusal-text.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { PageHeader } from '#web/ui/page-header.tsx'
import { appTexts } from './app.text.ts'

const stale = (error: unknown) => error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)

/** In place of a page that failed: what is wrong and what to do now. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const say = useText(appTexts)
  const language = useLanguage()
  const router = useRouter()
  const words = wordsFor(error, language)
  const missing = error instanceof Refusal && error.kind === 'missing'
  const again = () => {
    reset()
    void router.invalidate()
  }
  return (
    <div className="lk-page" role="alert">
      <PageHeader title={missing ? say('notFound') : say('broke')} />
      <div className="lk-card lk-stack">
        <p>{stale(error) ? say('newVersion') : words.sentence}</p>
        {words.number ? <p className="lk-muted">{words.number}</p> : null}
        <div className="lk-actions">
          <Button type="primary" onClick={stale(error) ? () => location.reload() : again}>
            {stale(error) ? say('reload') : say('again')}
          </Button>
          <Link to="/">{say('toHome')}</Link>
        </div>
      </div>
    </div>
  )
}

export function NotFound() {
  const say = useText(appTexts)
  return (
    <div className="lk-page">
      <PageHeader title={say('notFound')} />
      <div className="lk-card lk-stack">
        <p>{say('notFoundWhy')}</p>
        <p>
          <Link to="/">{say('toHome')}</Link>
        </p>
      </div>
    </div>
  )
}
