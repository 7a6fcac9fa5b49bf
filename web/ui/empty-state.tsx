import type { ReactNode } from 'react'
import './figure.css'

type Given = {
  /** What is not there. */
  readonly title: string
  /** What belongs here and where it comes from. */
  readonly children?: ReactNode
  /** The first step: one primary button, perhaps a second way. */
  readonly actions?: ReactNode
}

/** In place of an empty list or picture: what belongs here, and the first step towards it. */
export function EmptyState({ title, children, actions }: Given) {
  return (
    <div className="lk-empty">
      <h2>{title}</h2>
      {children ? <p className="lk-muted">{children}</p> : null}
      {actions ? <div className="lk-actions">{actions}</div> : null}
    </div>
  )
}
