import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Play, PlayBody } from '#contract/strategy/play.ts'
import type { StartCondition } from '#core/strategy/start-condition.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { addPlay, revisePlay } from './play.queries.ts'
import { playTexts } from './play.text.ts'
import { EffectFields, NameFields, PlaceFields } from './play-form-fields.tsx'
import { StartFields } from './play-form-start.tsx'
import { StepFields } from './play-form-steps.tsx'
import { usePlayWords } from './use-play-words.ts'
import './play.css'

const blank: PlayBody = {
  name: { zh: '', en: '' },
  about: { zh: '', en: '' },
  kind: 'motivator',
  strategyGroup: 'retain',
  customerTypes: [],
  bondLevel: null,
  care: null,
  moneyMinor: 0,
  hours: 0,
  restDays: 180,
  startCondition: { all: [] },
  steps: [{ title: { zh: '', en: '' }, afterDays: 0, role: 'owner', kind: 'call' }],
  effect: {
    measure: 'share',
    mean: 0.03,
    sd: 0.03,
    horizonMonths: 12,
    source: 'assumption',
    evidence: { zh: '假设，尚未在本企业测得。', en: 'Assumption, not yet measured here.' },
  },
  holdoutShare: 0.1,
}

/** What a person writes of a play, out of all that is kept of it. */
function bodyOf(play: Play): PlayBody {
  const {
    name,
    about,
    kind,
    strategyGroup,
    customerTypes,
    bondLevel,
    care,
    moneyMinor,
    hours,
    restDays,
    startCondition,
    steps,
    effect,
    holdoutShare,
  } = play
  return {
    name,
    about,
    kind,
    strategyGroup,
    customerTypes,
    bondLevel,
    care,
    moneyMinor,
    hours,
    restDays,
    startCondition,
    steps,
    effect,
    holdoutShare,
  }
}

export type PartGiven = { readonly body: PlayBody; readonly set: (change: Partial<PlayBody>) => void; readonly error: unknown }

type Given = { readonly known: Play | undefined; readonly onClose: () => void }

/** Writes a play: a new one, or the next version of one that is there. */
export function PlayForm({ known, onClose }: Given) {
  const say = useText(playTexts)
  const { inOwn } = usePlayWords()
  const [body, setBody] = useState<PlayBody>(() => (known === undefined ? blank : bodyOf(known)))
  const [note, setNote] = useState('')
  const set = (change: Partial<PlayBody>) => setBody(old => ({ ...old, ...change }))
  const saving = useMutation({
    mutationFn: () => {
      const sent = { ...body, note: note.trim() || null }
      return known === undefined ? addPlay(sent) : revisePlay(known.playId, known.version, sent)
    },
    onSuccess: ({ version }) => {
      toast('done', known === undefined ? say('created') : say('saved', { version }))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  const form = useRef<HTMLFormElement>(null)
  // The form is long: the first field that is wrong is shown, wherever the reader stands.
  useEffect(() => {
    if (saving.error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [saving.error])
  const part = { body, set, error: saving.error }
  return (
    <DrawerPage open width={720} title={known === undefined ? say('add') : `${say('edit')} · ${inOwn(known.name)}`} onClose={onClose}>
      <form ref={form} className="lk-form" noValidate onSubmit={submit}>
        <NameFields {...part} />
        <PlaceFields {...part} />
        <StartFields
          condition={body.startCondition as StartCondition}
          onChange={startCondition => set({ startCondition: startCondition as PlayBody['startCondition'] })}
          error={saving.error}
        />
        <StepFields {...part} />
        <EffectFields {...part} />
        {known === undefined ? null : (
          <Field label={say('versionNote')} error={refusedField(saving.error, 'note')}>
            <Input value={note} maxLength={500} onChange={event => setNote(event.target.value)} />
          </Field>
        )}
        <Refused error={saving.error} />
        <div className="lk-actions">
          <Button type="primary" htmlType="submit" loading={saving.isPending}>
            {say(known === undefined ? 'create' : 'saveVersion')}
          </Button>
        </div>
      </form>
    </DrawerPage>
  )
}
