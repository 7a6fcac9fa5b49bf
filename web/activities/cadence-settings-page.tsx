import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { CadenceVersion } from '#contract/activities/cadence.ts'
import { type CadenceDays, cadenceGroups } from '#core/activities/cadence.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { cadenceSettingsQuery, saveCadence } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { TemplatesCard } from './templates-card.tsx'
import '#web/dyads/dyads.css'
import './activities.css'

function DaysForm({ now, mayManage }: { readonly now: CadenceVersion; readonly mayManage: boolean }) {
  const say = useText(activityTexts)
  const word = useText(customerWords)
  const [days, setDays] = useState<CadenceDays>(now.days)
  const [note, setNote] = useState('')
  const saving = useMutation({
    mutationFn: () => saveCadence({ version: now.version, days, note: note.trim() || null }),
    onSuccess: () => toast('done', say('cadenceSaved')),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <form className="lk-card lk-stack" noValidate onSubmit={submit} aria-label={say('rhythm')}>
      <h2>{say('rhythm')}</h2>
      <p className="lk-muted">{say('cadenceLead')}</p>
      <Refused error={saving.error} />
      <div className="lk-cadence-days">
        {cadenceGroups.map(group => (
          <Field
            key={group}
            label={group === 'supplier' ? say('supplier') : word(group)}
            error={refusedField(saving.error, `days.${group}`)}
          >
            <NumberInput
              min={1}
              max={3650}
              disabled={!mayManage}
              value={days[group]}
              onChange={next => setDays({ ...days, [group]: next })}
            />
          </Field>
        ))}
      </div>
      {mayManage ? (
        <>
          <Field label={say('versionNote')}>
            <Input maxLength={500} value={note} onChange={event => setNote(event.target.value)} />
          </Field>
          <div className="lk-actions">
            <Button type="primary" htmlType="submit" loading={saving.isPending}>
              {say('save')}
            </Button>
          </div>
        </>
      ) : null}
    </form>
  )
}

function Versions({ versions }: { readonly versions: readonly CadenceVersion[] }) {
  const say = useText(activityTexts)
  const word = useText(customerWords)
  const zone = usePlace()?.tenant.timeZone
  const daysOf = (version: CadenceVersion) =>
    cadenceGroups.map(group => `${group === 'supplier' ? say('supplier') : word(group)} ${version.days[group] ?? '—'}`).join('，')
  return (
    <details className="lk-card">
      <summary>{say('versions')}</summary>
      <ul className="lk-versions">
        {versions.map(version => (
          <li key={version.version}>
            <strong>{version.version === 0 ? say('defaults') : say('version', { version: version.version })}</strong>{' '}
            <span className="lk-muted">
              {[version.createdAt === null ? '' : formatInstant(version.createdAt, zone), version.authorName, version.note]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <p>{daysOf(version)}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** How often customers of each type and suppliers want to be heard of, and what entries begin with. */
export function CadenceSettingsPage() {
  const say = useText(activityTexts)
  const { data, error, refetch } = useQuery(cadenceSettingsQuery)
  return (
    <div className="lk-page">
      <PageHeader title={say('cadenceSettings')} back={<Link to="/settings">← {say('settings')}</Link>} />
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={240} /> : null}
      {data ? <DaysForm key={data.now.version} now={data.now} mayManage={data.mayManage} /> : null}
      {data ? <Versions versions={data.versions} /> : null}
      <TemplatesCard />
    </div>
  )
}
