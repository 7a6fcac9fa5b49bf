import type { Minor } from '#core/units/money.ts'
import { formatMoney, formatMoneyShort } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { type FigureState, StateMark } from './state-mark.tsx'
import { uiTexts } from './ui.text.ts'
import './figure.css'

type Given = {
  /** Whole minor units; null or undefined is "not known", never zero. */
  readonly minor: Minor | null | undefined
  /** The amount's own currency; the firm's where it is not given. */
  readonly currency?: string | undefined
  readonly short?: boolean
  readonly state?: FigureState | undefined
}

/** An amount of money: in full for tables, short for headlines (the full amount on hover then). */
export function Money({ minor, currency, short = false, state }: Given) {
  const language = useLanguage()
  const say = useText(uiTexts)
  const own = useCurrency()
  if (minor === null || minor === undefined) return <span title={say('unknown')}>—</span>
  const full = formatMoney(minor, currency ?? own, language)
  return (
    <span className="lk-money" title={short ? full : undefined}>
      {short ? formatMoneyShort(minor, currency ?? own, language) : full}
      {state ? <StateMark state={state} /> : null}
    </span>
  )
}
