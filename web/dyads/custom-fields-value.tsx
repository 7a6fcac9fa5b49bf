import type { CustomField, FieldAnswer } from '#contract/platform/custom-fields.ts'
import type { FieldColour } from '#core/platform/custom-field.ts'
import { minorDigits } from '#core/units/money.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { customTexts } from './custom-fields.text.ts'
import './custom-fields.css'
import './dyads.css'

/** Marks beside a name, never the ground of letters: readable on white and on black alike. */
export const colourOf: Readonly<Record<FieldColour, string>> = {
  grey: '#8a909c',
  blue: '#3b7ddd',
  green: '#2f9e5b',
  amber: '#d99412',
  red: '#d4493f',
  purple: '#8a5cd1',
  teal: '#1f9d9b',
  brown: '#96693f',
}

export function ColourTag({ colour, children }: { readonly colour: FieldColour; readonly children: string }) {
  return (
    <span className="lk-tag lk-tag-plain">
      <span className="lk-tag-swatch" style={{ background: colourOf[colour] }} />
      {children}
    </span>
  )
}

type Given = {
  readonly field: CustomField
  readonly value: FieldAnswer | undefined
  readonly names: Readonly<Record<string, string>>
  readonly currency: string
}

/** A value of one of the firm's own fields, in words. */
export function FieldValue({ field, value, names, currency }: Given) {
  const say = useText(customTexts)
  const language = useLanguage()
  if (value === null || value === undefined) return <span className="lk-muted">{say('none')}</span>
  if (typeof value === 'object' && !Array.isArray(value)) {
    const fault = (['wrong_type', 'too_long', 'too_slow', 'fails'] as const).find(one => one === value.error) ?? 'fails'
    return <span className="lk-field-error">{say(`fault_${fault}`)}</span>
  }
  if (field.type === 'choice' || field.type === 'multi_choice') {
    const keys = Array.isArray(value) ? value : [String(value)]
    return (
      <span className="lk-actions">
        {keys.map(key => {
          const choice = field.choices.find(one => one.key === key)
          return (
            <ColourTag key={key} colour={choice?.colour ?? 'grey'}>
              {choice === undefined ? key : language === 'en' ? choice.labelEn : choice.labelZh}
            </ColourTag>
          )
        })}
      </span>
    )
  }
  if (field.type === 'money' && typeof value === 'number') {
    const digits = minorDigits(currency)
    const money = { style: 'currency', currency, minimumFractionDigits: 0, maximumFractionDigits: digits } as const
    return <>{new Intl.NumberFormat(language, money).format(value / 10 ** digits)}</>
  }
  if (typeof value === 'number') return <>{new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value)}</>
  return <>{names[String(value)] ?? String(value)}</>
}
