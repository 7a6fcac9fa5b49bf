import { Input } from 'antd'
import type { CurrentCuts } from '#core/value/settings.ts'
import { minorDigits } from '#core/units/money.ts'
import { currencySign } from '#web/platform/format.ts'
import type { Language } from '#web/platform/preferences.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { cutsOfMethod, type PartGiven } from './draft.ts'
import { NumberField } from './number-field.tsx'
import { settingsTexts } from './settings.text.ts'

/** A code that is still being typed has no sign yet. */
const signOf = (code: string, language: Language) => (/^[A-Z]{3}$/.test(code) ? currencySign(code, language) : '')

const methods = ['percentile', 'tertile', 'money', 'abc'] as const

function CurrentNumbers({ draft, currency, disabled, wrong, onChange }: PartGiven) {
  const say = useText(settingsTexts)
  const language = useLanguage()
  const { current } = draft.cuts
  if (current.method === 'tertile') return null
  const set = (change: object) => onChange({ cuts: { ...draft.cuts, current: { ...current, ...change } as CurrentCuts } })
  const isMoney = current.method === 'money'
  const unit = isMoney
    ? { factor: 1 / 10 ** minorDigits(currency), prefix: currencySign(currency, language), whole: true }
    : { suffix: '%' }
  const [high, medium] = current.method === 'abc' ? (['abcHigh', 'abcMedium'] as const) : (['high', 'medium'] as const)
  return (
    <div className="lk-fields">
      <NumberField
        label={say(medium)}
        value={current.medium}
        {...unit}
        disabled={disabled}
        error={wrong('cuts.current.medium')}
        onChange={value => set({ medium: value })}
      />
      <NumberField
        label={say(high)}
        value={current.high}
        {...unit}
        disabled={disabled}
        error={wrong('cuts.current.high') ?? wrong('cuts.current')}
        onChange={value => set({ high: value })}
      />
    </div>
  )
}

function Small({ draft, currency, disabled, wrong, onChange }: PartGiven) {
  const say = useText(settingsTexts)
  const language = useLanguage()
  const { smallBook } = draft
  const set = (change: object) => onChange({ smallBook: { ...smallBook, ...change } })
  const unit = {
    factor: 1 / 10 ** minorDigits(smallBook.currency),
    prefix: signOf(smallBook.currency, language),
    whole: true,
    disabled,
  }
  return (
    <div>
      <h3>{say('small')}</h3>
      <p className="lk-muted">{say('smallLead')}</p>
      <div className="lk-fields">
        <NumberField
          label={say('smallBelow')}
          value={smallBook.below}
          whole
          disabled={disabled}
          error={wrong('smallBook.below')}
          onChange={below => set({ below })}
        />
        <Field
          label={say('smallCurrency')}
          hint={smallBook.currency === currency ? undefined : say('smallOther', { currency })}
          error={wrong('smallBook.currency')}
        >
          <Input
            value={smallBook.currency}
            maxLength={3}
            disabled={disabled}
            onChange={event => set({ currency: event.target.value.toUpperCase() })}
          />
        </Field>
        <NumberField
          label={`${say('medium')} (${smallBook.currency})`}
          value={smallBook.medium}
          {...unit}
          error={wrong('smallBook.medium')}
          onChange={medium => set({ medium })}
        />
        <NumberField
          label={`${say('high')} (${smallBook.currency})`}
          value={smallBook.high}
          {...unit}
          error={wrong('smallBook.high') ?? wrong('smallBook')}
          onChange={high => set({ high })}
        />
      </div>
    </div>
  )
}

/** Where the bands of both axes begin: four methods for the current value, two scores for the potential. */
export function CutsForm(given: PartGiven) {
  const { draft, disabled, wrong, onChange } = given
  const say = useText(settingsTexts)
  const { current, potential } = draft.cuts
  const setPotential = (change: object) => onChange({ cuts: { ...draft.cuts, potential: { ...potential, ...change } } })
  return (
    <section className="lk-card lk-stack" aria-label={say('cuts')}>
      <h2>{say('cuts')}</h2>
      <fieldset className="lk-plain lk-choices" disabled={disabled}>
        <legend>{say('currentCuts')}</legend>
        {methods.map(method => (
          <label key={method} className="lk-choice">
            <input
              type="radio"
              name="cut-method"
              checked={current.method === method}
              onChange={() => onChange({ cuts: { ...draft.cuts, current: cutsOfMethod(method, draft) } })}
            />
            <span>
              {say(method)}
              <small className="lk-muted">{say(`${method}Hint`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <CurrentNumbers {...given} />
      <h3>{say('potentialCuts')}</h3>
      <div className="lk-fields">
        <NumberField
          label={say('medium')}
          suffix={say('points')}
          value={potential.medium}
          disabled={disabled}
          error={wrong('cuts.potential.medium')}
          onChange={medium => setPotential({ medium })}
        />
        <NumberField
          label={say('high')}
          suffix={say('points')}
          value={potential.high}
          disabled={disabled}
          error={wrong('cuts.potential.high') ?? wrong('cuts.potential')}
          onChange={high => setPotential({ high })}
        />
      </div>
      <Small {...given} />
    </section>
  )
}
