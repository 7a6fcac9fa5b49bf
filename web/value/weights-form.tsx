import { lazy, Suspense, useState } from 'react'
import { subIndices } from '#core/value/settings.ts'
import { subIndexWords } from '#core/segments/words.ts'
import { formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import type { PartGiven } from './draft.ts'
import { NumberField } from './number-field.tsx'
import { settingsTexts } from './settings.text.ts'

const AhpForm = lazy(async () => ({ default: (await import('./ahp-form.tsx')).AhpForm }))

/** The weights of the five parts of potential value: entered as shares, or worked out by comparing pairs. */
export function WeightsForm({ draft, disabled, wrong, onChange }: PartGiven) {
  const say = useText(settingsTexts)
  const language = useLanguage()
  const [byPairs, setByPairs] = useState(false)
  const sum = subIndices.reduce((total, index) => total + (draft.weights[index] ?? 0), 0)
  const problem = wrong('weights')
  return (
    <section className="lk-card lk-stack" aria-label={say('weights')}>
      <div>
        <h2>{say('weights')}</h2>
        <p className="lk-muted">{say('weightsLead')}</p>
      </div>
      <div className="lk-fields">
        {subIndices.map(index => {
          const name = subIndexWords[index][language === 'en' ? 1 : 0]
          return (
            <NumberField
              key={index}
              label={name.slice(0, 1).toUpperCase() + name.slice(1)}
              value={draft.weights[index]}
              factor={100}
              suffix="%"
              disabled={disabled}
              error={wrong(`weights.${index}`)}
              onChange={value => onChange({ weights: { ...draft.weights, [index]: value ?? 0 } })}
            />
          )
        })}
      </div>
      <p className={problem ? 'lk-field-error' : 'lk-muted'} role={problem ? 'alert' : undefined}>
        {problem ?? say('sum', { sum: formatShare(sum, language) })}
      </p>
      {disabled ? null : (
        <div>
          <button type="button" className="lk-bar-button" aria-expanded={byPairs} onClick={() => setByPairs(!byPairs)}>
            {say(byPairs ? 'directly' : 'byPairs')}
          </button>
        </div>
      )}
      {byPairs ? (
        <Suspense fallback={<Bones height={32} rows={6} />}>
          <AhpForm weights={draft.weights} onUse={weights => onChange({ weights })} />
        </Suspense>
      ) : null}
    </section>
  )
}
