import { type ReactNode, useEffect } from 'react'
import { useLanguage, useText } from '#web/platform/text.ts'
import { type Counted, countText } from './counted.ts'
import { uiTexts } from './ui.text.ts'
import './page-header.css'

type Given = {
  readonly title: string
  /** How many there are of what the page lists; `1,000+` where counting stopped. */
  readonly count?: Counted
  /** The day that everything below is as of, 2026-10-31. */
  readonly asOf?: string | undefined
  /** A line under the title: what this page answers. */
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** Something before the title: a way back. */
  readonly back?: ReactNode
}

/** The head of every page: title with count and as-of date, actions at its right. It names the browser's tab as well. */
export function PageHeader({ title, count, asOf, lead, actions, back }: Given) {
  const say = useText(uiTexts)
  const language = useLanguage()
  const counted = countText(count, language)
  useEffect(() => {
    document.title = `${title} · ${say('product')}`
  }, [title, say])
  return (
    <header className="lk-head">
      <div>
        {back}
        <h1 tabIndex={-1}>
          {title}
          {counted === undefined ? null : <span className="lk-head-count">{counted}</span>}
          {asOf === undefined ? null : <span className="lk-head-asof">{say('asOf', { date: asOf })}</span>}
        </h1>
        {lead ? <p className="lk-muted">{lead}</p> : null}
      </div>
      {actions ? <div className="lk-actions lk-no-print">{actions}</div> : null}
    </header>
  )
}
