import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { PrivacySettings } from '#contract/dyads/privacy.ts'
import { retentionKinds } from '#core/dyads/retention.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { approve, keepPrivacySettings, privacySettingsQuery, retentionQuery } from './privacy.queries.ts'
import { privacyTexts } from './privacy.text.ts'

function SettingsForm({ found }: { readonly found: PrivacySettings }) {
  const say = useText(privacyTexts)
  const [draft, setDraft] = useState(found.settings)
  const set = (change: Partial<typeof draft>) => setDraft(old => ({ ...old, ...change }))
  const saving = useMutation({
    mutationFn: () => keepPrivacySettings({ version: found.version, settings: draft }),
    onSuccess: () => toast('done', say('saved')),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-card lk-stack" noValidate onSubmit={submit} aria-label={say('settings')}>
      <h2>{say('settings')}</h2>
      <Refused error={saving.error} />
      <div className="lk-toolbar">
        <Field label={say('deadlineDays')} required error={refusedField(saving.error, 'settings.deadlineDays')}>
          <NumberInput min={1} max={90} value={draft.deadlineDays} onChange={next => set({ deadlineDays: next ?? 15 })} />
        </Field>
        <Field label={say('maxPerWeek')}>
          <NumberInput min={1} max={100} value={draft.maxPerWeek} onChange={next => set({ maxPerWeek: next })} />
        </Field>
      </div>
      <Field label={say('consentText')} required error={refusedField(saving.error, 'settings.consentText')}>
        <Input.TextArea rows={3} maxLength={4000} value={draft.consentText} onChange={event => set({ consentText: event.target.value })} />
      </Field>
      <h3>{say('months')}</h3>
      <div className="lk-toolbar">
        {retentionKinds.map(kind => (
          <Field key={kind} label={say(kind)}>
            <NumberInput
              min={1}
              max={600}
              value={draft.months[kind] ?? null}
              onChange={next => set({ months: { ...draft.months, [kind]: next } })}
            />
          </Field>
        ))}
      </div>
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}

function Due() {
  const say = useText(privacyTexts)
  const zone = usePlace()?.tenant.timeZone
  const { data, error, refetch } = useQuery(retentionQuery)
  const [approving, setApproving] = useState(false)
  const count = data?.counts.reduce((sum, each) => sum + each.count, 0) ?? 0
  const erasing = useMutation({
    mutationFn: () => approve(data?.version ?? 0, count),
    onSuccess: () => {
      setApproving(false)
      toast('done', say('approved'))
    },
  })
  const told = (counts: Readonly<Record<string, number>>) =>
    retentionKinds.flatMap(kind => (counts[kind] === undefined ? [] : [`${say(kind)} ${counts[kind]}`])).join(' · ')
  return (
    <section className="lk-card lk-stack" aria-label={say('due')}>
      <div className="lk-card-title">
        <h2>{say('due')}</h2>
        {count > 0 ? (
          <Button danger onClick={() => setApproving(true)}>
            {say('approve')}
          </Button>
        ) : null}
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={2} /> : null}
      {data && count === 0 ? <p className="lk-muted">{say(data.counts.length === 0 ? 'dueEmpty' : 'dueNone')}</p> : null}
      <ul>
        {data?.counts
          .filter(each => each.count > 0)
          .map(each => (
            <li key={each.kind}>
              <strong>{`${say(each.kind)}: ${each.count}`}</strong>
              <div className="lk-muted">{`${say('examples')} ${each.names.join('、')}`}</div>
            </li>
          ))}
      </ul>
      {data && data.runs.length > 0 ? <h3>{say('runs')}</h3> : null}
      <ul>
        {data?.runs.map(run => (
          <li key={run.runId}>{`${formatInstant(run.createdAt, zone)} · ${run.authorName ?? '—'} · ${told(run.erased ?? run.planned)}`}</li>
        ))}
      </ul>
      {approving ? (
        <ConfirmDanger
          open
          title={say('approveTitle', { count })}
          verb={say('eraseVerb')}
          word={say('eraseWord')}
          busy={erasing.isPending}
          error={erasing.error}
          onConfirm={() => erasing.mutate()}
          onClose={() => setApproving(false)}
        >
          {say('approveEffect')}
        </ConfirmDanger>
      ) : null}
    </section>
  )
}

/** How long personal data is kept, and what is to go by that, seen before it goes. */
export function PrivacyRetention() {
  const { data, error, refetch } = useQuery(privacySettingsQuery)
  return (
    <div className="lk-stack">
      <Due />
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? <SettingsForm key={data.version} found={data} /> : error ? null : <Bones height={48} rows={4} />}
    </div>
  )
}
