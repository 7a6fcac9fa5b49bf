import { Input, Select } from 'antd'
import { customerTypes } from '#core/segments/grid.ts'
import { typeWords } from '#core/segments/words.ts'
import { groupWords, strategyGroups, typesOf } from '#core/strategy/group.ts'
import { bondWords, careWords, effectSourceWords, playKindWords } from '#core/strategy/play-words.ts'
import { bondLevels, careKinds, effectMeasures, effectSources, playKinds } from '#core/strategy/play.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { playTexts } from './play.text.ts'
import type { PartGiven } from './play-form.tsx'
import { usePlayWords } from './use-play-words.ts'

/** Name and what it is, in both languages. */
export function NameFields({ body, set, error }: PartGiven) {
  const say = useText(playTexts)
  const { name, about } = body
  return (
    <>
      <div className="lk-play-pair">
        <Field label={say('nameZh')} required error={refusedField(error, 'name.zh')}>
          <Input value={name.zh} maxLength={80} onChange={event => set({ name: { ...name, zh: event.target.value } })} />
        </Field>
        <Field label={say('nameEn')} required error={refusedField(error, 'name.en')}>
          <Input value={name.en} maxLength={120} onChange={event => set({ name: { ...name, en: event.target.value } })} />
        </Field>
      </div>
      <div className="lk-play-pair">
        <Field label={say('aboutZh')} error={refusedField(error, 'about.zh')}>
          <Input.TextArea
            rows={3}
            maxLength={600}
            value={about.zh}
            onChange={event => set({ about: { ...about, zh: event.target.value } })}
          />
        </Field>
        <Field label={say('aboutEn')} error={refusedField(error, 'about.en')}>
          <Input.TextArea
            rows={3}
            maxLength={900}
            value={about.en}
            onChange={event => set({ about: { ...about, en: event.target.value } })}
          />
        </Field>
      </div>
    </>
  )
}

const everyone = 'everyone'
const none = 'none'

/** For whom it is, how it binds, what it costs. */
export function PlaceFields({ body, set, error }: PartGiven) {
  const say = useText(playTexts)
  const { told, options } = usePlayWords()
  const types = typesOf(body.strategyGroup)
  return (
    <div className="lk-play-pair">
      <Field label={say('kind')} error={refusedField(error, 'kind')}>
        <Select
          value={body.kind}
          options={options(playKindWords, playKinds)}
          onChange={kind => set({ kind, holdoutShare: kind === 'duty' ? 0 : body.holdoutShare || 0.1 })}
        />
      </Field>
      <Field label={say('group')}>
        <Select
          value={body.strategyGroup ?? everyone}
          options={[{ value: everyone, label: say('everyone') }, ...options(groupWords, strategyGroups)]}
          onChange={value => set({ strategyGroup: strategyGroups.find(group => group === value) ?? null, customerTypes: [] })}
        />
      </Field>
      <Field label={say('types')} hint={say('anyType')} error={refusedField(error, 'customerTypes')}>
        <Select
          mode="multiple"
          value={body.customerTypes}
          options={customerTypes.filter(type => types.includes(type)).map(value => ({ value, label: told(typeWords[value]) }))}
          onChange={value => set({ customerTypes: value })}
        />
      </Field>
      <Field label={say('bond')}>
        <Select
          value={body.bondLevel ?? 0}
          options={[{ value: 0 as number, label: say('noBond') }, ...options(bondWords, bondLevels)]}
          onChange={value => set({ bondLevel: bondLevels.find(level => level === value) ?? null })}
        />
      </Field>
      <Field label={say('care')}>
        <Select
          value={body.care ?? none}
          options={[{ value: none, label: say('noBond') }, ...options(careWords, careKinds)]}
          onChange={value => set({ care: careKinds.find(care => care === value) ?? null })}
        />
      </Field>
      <Field label={say('money')} error={refusedField(error, 'moneyMinor')}>
        <NumberInput min={0} value={body.moneyMinor / 100} onChange={value => set({ moneyMinor: Math.round((value ?? 0) * 100) })} />
      </Field>
      <Field label={say('hours')} error={refusedField(error, 'hours')}>
        <NumberInput min={0} max={10_000} value={body.hours} onChange={value => set({ hours: value ?? 0 })} />
      </Field>
      <Field label={say('restDays')} error={refusedField(error, 'restDays')}>
        <NumberInput min={0} max={3650} precision={0} value={body.restDays} onChange={value => set({ restDays: value ?? 0 })} />
      </Field>
    </div>
  )
}

const shown = (value: number, isShare: boolean) => (isShare ? Math.round(value * 1000) / 10 : value / 100)
const kept = (value: number | null, isShare: boolean) => (isShare ? (value ?? 0) / 100 : Math.round((value ?? 0) * 100))

/** What it is expected to bring, on what ground, and how many are held out to find that out. */
export function EffectFields({ body, set, error }: PartGiven) {
  const say = useText(playTexts)
  const { options } = usePlayWords()
  const { effect } = body
  const change = (part: Partial<typeof effect>) => set({ effect: { ...effect, ...part } })
  const isShare = effect.measure === 'share'
  return (
    <fieldset className="lk-stack">
      <legend>{say('effect')}</legend>
      <div className="lk-play-pair">
        <Field label={say('measure')}>
          <Select
            value={effect.measure}
            options={effectMeasures.map(value => ({ value, label: say(value) }))}
            onChange={measure => change({ measure, mean: 0, sd: 0 })}
          />
        </Field>
        <Field label={`${say('mean')}${isShare ? ' (%)' : ''}`} error={refusedField(error, 'effect.mean')}>
          <NumberInput value={shown(effect.mean, isShare)} onChange={value => change({ mean: kept(value, isShare) })} />
        </Field>
        <Field label={`${say('sd')}${isShare ? ' (%)' : ''}`} error={refusedField(error, 'effect.sd')}>
          <NumberInput min={0} value={shown(effect.sd, isShare)} onChange={value => change({ sd: kept(value, isShare) })} />
        </Field>
        <Field label={say('months')} error={refusedField(error, 'effect.horizonMonths')}>
          <NumberInput
            min={1}
            max={60}
            precision={0}
            value={effect.horizonMonths}
            onChange={value => change({ horizonMonths: value ?? 12 })}
          />
        </Field>
        <Field label={say('source')}>
          <Select value={effect.source} options={options(effectSourceWords, effectSources)} onChange={source => change({ source })} />
        </Field>
        <Field label={say('holdoutShare')} error={refusedField(error, 'holdoutShare')}>
          <NumberInput
            min={0}
            max={50}
            disabled={body.kind === 'duty'}
            value={Math.round(body.holdoutShare * 1000) / 10}
            onChange={value => set({ holdoutShare: (value ?? 0) / 100 })}
          />
        </Field>
      </div>
      <div className="lk-play-pair">
        <Field label={say('evidenceZh')}>
          <Input.TextArea
            rows={2}
            maxLength={600}
            value={effect.evidence.zh}
            onChange={event => change({ evidence: { ...effect.evidence, zh: event.target.value } })}
          />
        </Field>
        <Field label={say('evidenceEn')}>
          <Input.TextArea
            rows={2}
            maxLength={900}
            value={effect.evidence.en}
            onChange={event => change({ evidence: { ...effect.evidence, en: event.target.value } })}
          />
        </Field>
      </div>
    </fieldset>
  )
}
