import { Field } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'

type Given = {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  readonly value: number | null
  /** What is shown is the value x factor: 100 for shares in per cent, 1/100 for fen in yuan. */
  readonly factor?: number
  readonly suffix?: string
  readonly prefix?: string
  readonly step?: number
  readonly disabled?: boolean
  readonly whole?: boolean
  readonly onChange: (value: number | null) => void
}

const shown = (value: number | null, factor: number) => (value === null ? null : Math.round(value * factor * 1e6) / 1e6)

/** 1234567.5 -> 1,234,567.5, and back. */
const grouped = (value: number | string | undefined) =>
  String(value ?? '').replace(/^(-?\d+)/, digits => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ','))
const ungrouped = (text: string | undefined) => (text ?? '').replace(/[,，\s]/g, '')

/** A number with its unit; empty is null. */
export function NumberField({
  label,
  hint,
  error,
  value,
  factor = 1,
  suffix,
  prefix,
  step = 1,
  disabled = false,
  whole = false,
  onChange,
}: Given) {
  const take = (entered: number | null) => {
    if (entered === null) return onChange(null)
    const raw = entered / factor
    onChange(whole ? Math.round(raw) : Math.round(raw * 1e9) / 1e9)
  }
  return (
    <Field label={label} hint={hint} error={error}>
      <NumberInput
        value={shown(value, factor)}
        step={step}
        disabled={disabled}
        formatter={grouped}
        parser={ungrouped}
        style={{ width: '100%' }}
        {...(suffix ? { suffix } : {})}
        {...(prefix ? { prefix } : {})}
        onChange={entered => take(typeof entered === 'number' ? entered : null)}
      />
    </Field>
  )
}
