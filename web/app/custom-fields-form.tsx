import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { type CustomField, type FieldInput, convertibleTypes } from '#contract/platform/custom-fields.ts'
import { type CustomType, customTypes, type FieldEntity, resultTypes } from '#core/platform/custom-field.ts'
import { CustomInput } from '#web/dyads/custom-fields-input.tsx'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { addField, changeField, conversionQuery, ownFieldsQuery } from './custom-fields.queries.ts'
import { ChoiceRows } from './custom-fields-choices.tsx'
import { ownFieldTexts } from './custom-fields.text.ts'

export type EditingField = { readonly entity: FieldEntity; readonly field?: CustomField }
type Draft = Pick<CustomField, 'type' | 'choices' | 'isRequired' | 'isFilter' | 'resultType' | 'defaultValue'> &
  Record<'key' | 'labelZh' | 'labelEn' | 'helpZh' | 'helpEn' | 'section' | 'formula' | 'validFrom' | 'validUntil', string> & {
    readonly position: number | null
  }

const draftOf = (field: CustomField | undefined): Draft => ({
  type: field?.type ?? 'text',
  choices: field?.choices ?? [],
  isRequired: field?.isRequired ?? false,
  isFilter: field?.isFilter ?? true,
  resultType: field?.resultType ?? 'number',
  defaultValue: field?.defaultValue ?? null,
  position: field?.position ?? null,
  key: field?.key ?? '',
  labelZh: field?.labelZh ?? '',
  labelEn: field?.labelEn ?? '',
  helpZh: field?.helpZh ?? '',
  helpEn: field?.helpEn ?? '',
  section: field?.section ?? '',
  formula: field?.formula ?? '',
  validFrom: field?.validFrom ?? '',
  validUntil: field?.validUntil ?? '',
})

const hasChoices = (type: CustomType) => type === 'choice' || type === 'multi_choice'

function bodyOf(draft: Draft) {
  const { key: _, position, ...rest } = draft
  const isFormula = draft.type === 'formula'
  const nothing = (text: string) => text.trim() || null
  return {
    ...rest,
    labelZh: draft.labelZh.trim() || draft.labelEn.trim(),
    labelEn: draft.labelEn.trim() || draft.labelZh.trim(),
    helpZh: nothing(draft.helpZh),
    helpEn: nothing(draft.helpEn),
    section: nothing(draft.section),
    validFrom: nothing(draft.validFrom),
    validUntil: nothing(draft.validUntil),
    choices: hasChoices(draft.type)
      ? draft.choices.map(one => ({ ...one, labelZh: one.labelZh || one.labelEn, labelEn: one.labelEn || one.labelZh }))
      : [],
    formula: isFormula ? draft.formula : null,
    resultType: isFormula ? draft.resultType : null,
    defaultValue: isFormula ? null : (draft.defaultValue as FieldInput),
    isRequired: isFormula ? false : draft.isRequired,
    ...(position === null ? {} : { position }),
  }
}

/** What would become of the values under another type, before it is saved. */
function Conversion({ field, type }: { readonly field: CustomField; readonly type: CustomType }) {
  const say = useText(ownFieldTexts)
  const { data } = useQuery(conversionQuery(field.fieldId, type))
  if (data === undefined || data.values === 0) return null
  return (
    <p role="status" className={data.isPossible ? 'lk-muted' : 'lk-field-error'}>
      {say('kept', { kept: data.values, good: data.kept })} {data.lost.length > 0 ? say('lost', { words: data.lost.join('、') }) : ''}
    </p>
  )
}

type PartGiven = { readonly draft: Draft; readonly set: (change: Partial<Draft>) => void; readonly error: unknown }

function FormulaPart({ draft, set, error, entity, own }: PartGiven & { readonly entity: FieldEntity; readonly own: string }) {
  const say = useText(ownFieldTexts)
  const { data } = useQuery(ownFieldsQuery)
  const names = (data?.rows ?? []).filter(row => row.entity === entity && row.key !== own && !row.isArchived).map(row => row.key)
  return (
    <>
      <Field
        label={say('formula')}
        required
        hint={say('formulaHint', { names: names.join(', ') || '-' })}
        error={refusedField(error, 'formula')}
      >
        <Input.TextArea rows={3} maxLength={2000} value={draft.formula} onChange={event => set({ formula: event.target.value })} />
      </Field>
      <Field label={say('resultType')} error={refusedField(error, 'resultType')}>
        <select
          className="lk-select"
          value={draft.resultType ?? 'number'}
          onChange={event => set({ resultType: resultTypes.find(one => one === event.target.value) ?? 'number' })}
        >
          {resultTypes.map(type => (
            <option key={type} value={type}>
              {say(`type_${type}`)}
            </option>
          ))}
        </select>
      </Field>
    </>
  )
}

type Line = 'labelZh' | 'labelEn' | 'helpZh' | 'helpEn' | 'section'
type LineGiven<N extends string> = PartGiven & { readonly name: N; readonly max?: number; readonly required?: boolean }

function TextLine({ name, max = 60, required = false, draft, set, error }: LineGiven<Line>) {
  const say = useText(ownFieldTexts)
  return (
    <Field label={say(name)} required={required} error={refusedField(error, name)}>
      <Input maxLength={max} value={draft[name]} onChange={event => set({ [name]: event.target.value })} />
    </Field>
  )
}

/** Where on the form the field stands, what is said beside it, and when it is asked for. */
function PlacePart({ draft, set, error }: PartGiven) {
  const say = useText(ownFieldTexts)
  const part = { draft, set, error }
  return (
    <>
      <TextLine name="section" {...part} />
      <TextLine name="helpZh" max={300} {...part} />
      <TextLine name="helpEn" max={300} {...part} />
      <Field label={say('position')} error={refusedField(error, 'position')}>
        <NumberInput min={0} max={10_000} precision={0} value={draft.position} onChange={position => set({ position })} />
      </Field>
      {(['validFrom', 'validUntil'] as const).map(name => (
        <Field key={name} label={say(name)} error={refusedField(error, name)}>
          <Input type="date" value={draft[name]} onChange={event => set({ [name]: event.target.value })} />
        </Field>
      ))}
    </>
  )
}

function UsePart({ draft, set }: PartGiven) {
  const say = useText(ownFieldTexts)
  return (
    <>
      {draft.type === 'formula' ? null : (
        <Checkbox checked={draft.isRequired} onChange={event => set({ isRequired: event.target.checked })}>
          {say('required')}
        </Checkbox>
      )}
      <Checkbox checked={draft.isFilter} onChange={event => set({ isFilter: event.target.checked })}>
        {say('inFilters')}
      </Checkbox>
    </>
  )
}

function Form({ editing: { entity, field }, onDone }: { readonly editing: EditingField; readonly onDone: () => void }) {
  const say = useText(ownFieldTexts)
  const { data } = useQuery(ownFieldsQuery)
  const [draft, setDraft] = useState(() => draftOf(field))
  const set = (change: Partial<Draft>) => setDraft(old => ({ ...old, ...change }))
  const saving = useMutation({
    mutationFn: () => (field ? changeField(field, bodyOf(draft)) : addField({ ...bodyOf(draft), entity, key: draft.key.trim() })),
    onSuccess: () => {
      toast('done', say('saved'))
      onDone()
    },
  })
  const { error } = saving
  const part = { draft, set, error }
  const types = field ? [field.type, ...convertibleTypes[field.type]] : customTypes
  const sample: CustomField | undefined =
    draft.type === 'formula' ? undefined : ({ ...field, ...draft, choices: draft.choices } as unknown as CustomField)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-form" noValidate onSubmit={submit}>
      <Refused error={error} />
      <TextLine name="labelZh" required {...part} />
      <TextLine name="labelEn" {...part} />
      <Field label={say('key')} required hint={say('keyHint')} error={refusedField(error, 'key')}>
        <Input disabled={field !== undefined} maxLength={40} value={draft.key} onChange={event => set({ key: event.target.value })} />
      </Field>
      <Field label={say('type')} error={refusedField(error, 'type')}>
        <select
          className="lk-select"
          value={draft.type}
          onChange={event => set({ type: types.find(one => one === event.target.value) ?? 'text', defaultValue: null })}
        >
          {types.map(type => (
            <option key={type} value={type}>
              {say(`type_${type}`)}
            </option>
          ))}
        </select>
      </Field>
      {field && field.type !== draft.type ? <Conversion field={field} type={draft.type} /> : null}
      {hasChoices(draft.type) ? (
        <ChoiceRows choices={draft.choices} known={(field?.choices ?? []).map(one => one.key)} onChange={choices => set({ choices })} />
      ) : null}
      {draft.type === 'formula' ? <FormulaPart {...part} entity={entity} own={draft.key} /> : null}
      {sample ? (
        <Field label={say('defaultValue')} error={refusedField(error, 'defaultValue')}>
          <CustomInput
            field={sample}
            value={draft.defaultValue}
            currency={data?.currency ?? 'CNY'}
            names={{}}
            onChange={value => set({ defaultValue: value as Draft['defaultValue'] })}
          />
        </Field>
      ) : null}
      <UsePart {...part} />
      <PlacePart {...part} />
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
        <Button onClick={onDone}>{say('cancel')}</Button>
      </div>
    </form>
  )
}

/** Makes a field, or changes one. */
export function FieldDrawer({ editing, onClose }: { readonly editing: EditingField | undefined; readonly onClose: () => void }) {
  const say = useText(ownFieldTexts)
  const title = editing?.field ? say('changeOf', { name: editing.field.labelZh }) : say('addField')
  return (
    <DrawerPage open={editing !== undefined} title={title} width={620} onClose={onClose}>
      {editing ? <Form editing={editing} onDone={onClose} /> : null}
    </DrawerPage>
  )
}
