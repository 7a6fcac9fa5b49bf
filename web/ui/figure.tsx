import type { ReactNode } from 'react'
import { changeOf, formatChange } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { type FigureState, StateMark } from './state-mark.tsx'
import { uiTexts } from './ui.text.ts'
import './figure.css'

type ChangeGiven = { readonly now: number; readonly before: number | null | undefined; readonly period?: string }

/** How a figure moved against the period before: an arrow and a word, no colour of good or bad. */
export function Change({ now, before, period }: ChangeGiven) {
  const say = useText(uiTexts)
  const language = useLanguage()
  if (before === null || before === undefined) return <span className="lk-change">{say('newFigure')}</span>
  const change = changeOf(now, before)
  const way = now === before ? 'same' : now > before ? 'up' : 'down'
  const arrow = { up: '▲', down: '▼', same: '＝' }[way]
  return (
    <span className="lk-change">
      {period ?? say('againstBefore')} <span aria-hidden="true">{arrow}</span> {say(way)}
      {change === undefined || way === 'same' ? null : ` ${formatChange(change, language, 'never')}`}
    </span>
  )
}

type Given = {
  readonly label: string
  /** The number, formatted with its unit (`<Money short>` or a text); undefined is said as "no data". */
  readonly value: ReactNode
  readonly unit?: string
  /** The time it speaks of: "last 12 months". */
  readonly period?: string
  readonly state?: FigureState
  readonly change?: ReactNode
  /** A range or a sentence under it. */
  readonly note?: ReactNode
  /** Opens what it is made of. */
  readonly onOpen?: (() => void) | undefined
}

/** A number that is never alone: label, unit, period, state, change, and a click to what it is made of. */
export function Figure({ label, value, unit, period, state = 'measured', change, note, onOpen }: Given) {
  const say = useText(uiTexts)
  const missing = value === undefined || value === null || state === 'unknown'
  const face = missing ? (
    <span className="lk-muted">{say('noData')}</span>
  ) : (
    <>
      {value}
      {unit ? <span className="lk-figure-unit">{unit}</span> : null}
    </>
  )
  return (
    <div className="lk-figure">
      <div className="lk-figure-label">
        {label}
        {period ? ` · ${period}` : ''}
        {missing ? null : <StateMark state={state} />}
      </div>
      {onOpen && !missing ? (
        <button type="button" className="lk-plain lk-figure-value" onClick={onOpen} title={say('openParts')}>
          {face}
        </button>
      ) : (
        <div className="lk-figure-value">{face}</div>
      )}
      {change || note ? (
        <div className="lk-figure-note">
          {change}
          {change && note ? ' · ' : null}
          {note}
        </div>
      ) : null}
    </div>
  )
}
