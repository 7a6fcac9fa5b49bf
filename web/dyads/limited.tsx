import type { FieldLevel } from '#core/platform/field-policy.ts'
import { useText } from '#web/platform/text.ts'
import { limitTexts } from './limits.text.ts'

export type Limits = Readonly<Record<string, FieldLevel>>

/** Why a field of a form cannot be written; undefined where it can. */
export function useLimit(limits: Limits | undefined): (field: string) => string | undefined {
  const say = useText(limitTexts)
  return field => {
    const level = limits?.[field]
    return level === undefined || level === 'editable' ? undefined : say(level)
  }
}

/** A value under a mask, with the reason on hover and for readers. */
export function Masked({ value }: { readonly value: string }) {
  const say = useText(limitTexts)
  return (
    <span className="lk-masked" title={say('masked')}>
      {value}
      <span className="lk-hidden"> {say('masked')}</span>
    </span>
  )
}

/** In place of what a role does not see at all. */
export function HiddenValue() {
  const say = useText(limitTexts)
  return (
    <span className="lk-muted" title={say('hidden')}>
      {say('hiddenShort')}
    </span>
  )
}
