import { Input } from 'antd'
import { partWords } from '#core/segments/words.ts'
import { minorDigits } from '#core/units/money.ts'
import { activityKinds } from '#core/value/settings.ts'
import { currencySign } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import type { PartGiven } from './draft.ts'
import { NumberField } from './number-field.tsx'
import { settingsTexts } from './settings.text.ts'

/** What is not in the files: margin, the rate of each activity, and the cost of waiting for money. */
export function CostsForm({ draft, currency, disabled, wrong, onChange }: PartGiven) {
  const say = useText(settingsTexts)
  const language = useLanguage()
  const { ratesCurrency } = draft
  const unit = {
    factor: 1 / 10 ** minorDigits(ratesCurrency),
    prefix: /^[A-Z]{3}$/.test(ratesCurrency) ? currencySign(ratesCurrency, language) : '',
    whole: true,
    disabled,
  }
  return (
    <section className="lk-card lk-stack" aria-label={say('costs')}>
      <div>
        <h2>{say('costs')}</h2>
        <p className="lk-muted">{say('costsLead')}</p>
      </div>
      <div className="lk-fields">
        <NumberField
          label={say('margin')}
          hint={say('marginHint')}
          value={draft.margin}
          factor={100}
          suffix="%"
          disabled={disabled}
          error={wrong('margin')}
          onChange={margin => onChange({ margin })}
        />
        <Field
          label={say('ratesCurrency')}
          hint={ratesCurrency === currency ? undefined : say('ratesOther', { currency })}
          error={wrong('ratesCurrency')}
        >
          <Input
            value={ratesCurrency}
            maxLength={3}
            disabled={disabled}
            onChange={event => onChange({ ratesCurrency: event.target.value.toUpperCase() })}
          />
        </Field>
        {activityKinds.map(kind => (
          <NumberField
            key={kind}
            label={say('rate', { activity: partWords[kind][language === 'en' ? 1 : 0] })}
            value={draft.rates[kind]}
            {...unit}
            error={wrong(`rates.${kind}`)}
            onChange={rate => onChange({ rates: { ...draft.rates, [kind]: rate } })}
          />
        ))}
        <NumberField
          label={say('financing')}
          value={draft.financingRate}
          factor={100}
          suffix="%"
          disabled={disabled}
          error={wrong('financingRate')}
          onChange={value => onChange({ financingRate: value ?? 0 })}
        />
        <NumberField
          label={say('days')}
          value={draft.daysOutstandingDefault}
          disabled={disabled}
          error={wrong('daysOutstandingDefault')}
          onChange={value => onChange({ daysOutstandingDefault: value ?? 0 })}
        />
      </div>
    </section>
  )
}
