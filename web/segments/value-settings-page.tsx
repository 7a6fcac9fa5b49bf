import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Settings } from '#contract/value/settings.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { CostsForm } from '#web/value/costs-form.tsx'
import { CutsForm } from '#web/value/cuts-form.tsx'
import { type Draft, draftOf, isSame } from '#web/value/draft.ts'
import { RulesForm } from '#web/value/rules-form.tsx'
import { settingsTexts } from '#web/value/settings.text.ts'
import { problemsQuery, settingsQuery } from '#web/value/value.queries.ts'
import { WeightsForm } from '#web/value/weights-form.tsx'
import { DraftEffect, type Effect } from './draft-effect.tsx'
import { SaveSettingsForm } from './save-settings-form.tsx'
import { preview } from './segments.queries.ts'
import { SettingsVersions } from './settings-versions.tsx'
import '#web/value/value.css'
import './segments.css'

/** A value that follows another once it has stood still for a moment. */
function useSettled<T>(value: T, millis: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), millis)
    return () => clearTimeout(timer)
  }, [value, millis])
  return settled
}

/** What the server finds wrong with the draft, by field. */
function useProblems(draft: Draft) {
  const language = useLanguage()
  const settled = useSettled(draft, 300)
  const { data } = useQuery(problemsQuery(settled))
  const problems = data?.problems
  const wrong = useCallback(
    (field: string) => {
      const text = problems?.find(problem => problem.field === field)?.text
      return text && (language === 'en' ? text.en : text.zh)
    },
    [problems, language],
  )
  return { wrong, sound: problems?.length === 0 }
}

/** The effect of a draft, and whether the draft has changed since. A preview that is left is stopped. */
function usePreview(draft: Draft) {
  const [seen, setSeen] = useState<{ readonly draft: Draft; readonly effect: Effect }>()
  const running = useRef<AbortController>(undefined)
  const look = useMutation({
    mutationFn: async () => {
      running.current = new AbortController()
      return { draft, effect: await preview(draft, running.current.signal) }
    },
    onSuccess: setSeen,
  })
  useEffect(() => () => running.current?.abort(), [])
  return { look, effect: seen?.effect, stale: seen !== undefined && !isSame(seen.draft, draft) }
}

type FormGiven = { readonly settings: Settings; readonly defaults: Settings; readonly currency: string; readonly disabled: boolean }

function SettingsForm({ settings, defaults, currency, disabled }: FormGiven) {
  const say = useText(settingsTexts)
  const [draft, setDraft] = useState(() => draftOf(settings))
  const [saving, setSaving] = useState(false)
  const { wrong, sound } = useProblems(draft)
  const { look, effect, stale } = usePreview(draft)
  const onChange = useCallback((change: Partial<Draft>) => setDraft(old => ({ ...old, ...change })), [])
  const same = isSame(draft, draftOf(settings))
  const part = { draft, currency, disabled, wrong, onChange }
  return (
    <div className="lk-settings">
      <div className="lk-stack">
        {disabled ? <p className="lk-muted">{say('readOnly')}</p> : null}
        <CutsForm {...part} />
        <WeightsForm {...part} />
        <CostsForm {...part} />
        <RulesForm {...part} />
      </div>
      <aside className="lk-stack">
        {disabled ? null : (
          <div className="lk-card lk-stack lk-settings-acts">
            <div className="lk-actions">
              <Button
                type={effect && !stale ? 'default' : 'primary'}
                disabled={same || !sound}
                loading={look.isPending}
                onClick={() => look.mutate()}
              >
                {say('preview')}
              </Button>
              <Button type={effect && !stale ? 'primary' : 'default'} disabled={same || !sound} onClick={() => setSaving(true)}>
                {say('save')}
              </Button>
              <Button disabled={same} onClick={() => setDraft(draftOf(settings))}>
                {say('reset')}
              </Button>
              <Button disabled={isSame(draft, draftOf(defaults))} onClick={() => setDraft(draftOf(defaults))}>
                {say('toDefaults')}
              </Button>
            </div>
            <p className="lk-muted" aria-live="polite">
              {look.isPending ? say('previewing') : same ? say('unchanged') : stale ? say('stale') : null}
            </p>
            <Refused error={look.error} />
          </div>
        )}
        {effect && !same ? <DraftEffect effect={effect} /> : null}
        <SettingsVersions disabled={disabled} onUse={setDraft} />
      </aside>
      {saving ? (
        <SaveSettingsForm draft={draft} base={settings.version} onSaved={() => setSaving(false)} onClose={() => setSaving(false)} />
      ) : null}
    </div>
  )
}

function SettingsLink() {
  const say = useText(settingsTexts)
  return (
    <Link to={'/settings' as never} className="lk-back">
      {say('back')}
    </Link>
  )
}

/** The settings of value and types: a draft, its effect on the map before it is saved, and every version there was. */
export function ValueSettingsPage() {
  const say = useText(settingsTexts)
  const may = useMay()
  const { data, error, refetch } = useQuery(settingsQuery)
  return (
    <div className="lk-page">
      <PageHeader
        title={say('title')}
        back={<SettingsLink />}
        lead={`${say('lead')}${data ? ` ${say('version', { version: data.settings.version })}` : ''}`}
      />
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={120} rows={4} /> : null}
      {data ? (
        <SettingsForm
          key={data.settings.version}
          settings={data.settings}
          defaults={data.defaults}
          currency={data.currency}
          disabled={!may('settings.manage')}
        />
      ) : null}
    </div>
  )
}
