import { useText } from '#web/platform/text.ts'
import type { PartGiven } from './draft.ts'
import { NumberField } from './number-field.tsx'
import { settingsTexts } from './settings.text.ts'

/** When a move counts, when a type is provisional, how long a type set by hand holds, and how the future is weighed. */
export function RulesForm({ draft, disabled, wrong, onChange }: PartGiven) {
  const say = useText(settingsTexts)
  const { hysteresis } = draft
  const set = (change: object) => onChange({ hysteresis: { ...hysteresis, ...change } })
  return (
    <section className="lk-card lk-stack" aria-label={say('stability')}>
      <div>
        <h2>{say('stability')}</h2>
        <p className="lk-muted">{say('stabilityLead')}</p>
      </div>
      <div className="lk-fields">
        <NumberField
          label={say('buffer')}
          hint={say('bufferHint')}
          value={hysteresis.buffer}
          disabled={disabled}
          error={wrong('hysteresis.buffer')}
          onChange={value => set({ buffer: value ?? 0 })}
        />
        <NumberField
          label={say('runs')}
          value={hysteresis.runs}
          whole
          disabled={disabled}
          error={wrong('hysteresis.runs')}
          onChange={value => set({ runs: value ?? 1 })}
        />
        <NumberField
          label={say('provisional')}
          value={draft.provisionalBelow}
          factor={100}
          suffix="%"
          disabled={disabled}
          error={wrong('provisionalBelow')}
          onChange={value => onChange({ provisionalBelow: value ?? 0 })}
        />
        <NumberField
          label={say('overrideDays')}
          value={draft.overrideDays}
          whole
          disabled={disabled}
          error={wrong('overrideDays')}
          onChange={value => onChange({ overrideDays: value ?? 1 })}
        />
      </div>
      <h3>{say('future')}</h3>
      <div className="lk-fields">
        <NumberField
          label={say('discount')}
          value={draft.discountRate}
          factor={100}
          suffix="%"
          disabled={disabled}
          error={wrong('discountRate')}
          onChange={value => onChange({ discountRate: value ?? 0 })}
        />
        <NumberField
          label={say('horizon')}
          suffix={say('years')}
          value={draft.horizonYears}
          disabled={disabled}
          error={wrong('horizonYears')}
          onChange={value => onChange({ horizonYears: value ?? 1 })}
        />
      </div>
    </section>
  )
}
