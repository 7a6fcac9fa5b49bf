import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { SurveyTemplate } from '#contract/relationships/survey-template.ts'
import { kindWords } from '#core/relationships/survey-words.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { SurveyQuestionsEditor } from './survey-questions.tsx'
import { SurveyTabs } from './survey-tabs.tsx'
import { removeTemplate, saveTemplate, templatesQuery } from './survey.queries.ts'
import { surveyTexts } from './survey.text.ts'
import '#web/dyads/dyads.css'

const newKey = () => `own-${crypto.randomUUID()}`

const blank = (): SurveyTemplate => ({ key: newKey(), version: 0, kind: 'other', nameZh: '', nameEn: '', questions: [], isOwn: true })

function TemplateForm({ template, onClose }: { readonly template: SurveyTemplate; readonly onClose: () => void }) {
  const say = useText(surveyTexts)
  const [draft, setDraft] = useState(template)
  const { key, kind, nameZh, nameEn, questions, version } = draft
  const saving = useMutation({ mutationFn: () => saveTemplate(key, { kind, nameZh, nameEn, questions, version }), onSuccess: onClose })
  return (
    <DrawerPage open title={say('editTemplate')} onClose={onClose} width={720}>
      <div className="lk-stack">
        <Refused error={saving.error} />
        <Field label={say('nameZh')} required error={refusedField(saving.error, 'nameZh')}>
          <Input maxLength={120} value={nameZh} onChange={event => setDraft({ ...draft, nameZh: event.target.value })} />
        </Field>
        <Field label={say('nameEn')} required error={refusedField(saving.error, 'nameEn')}>
          <Input maxLength={120} value={nameEn} onChange={event => setDraft({ ...draft, nameEn: event.target.value })} />
        </Field>
        <SurveyQuestionsEditor
          questions={questions}
          error={saving.error}
          isFixed={false}
          onChange={next => setDraft({ ...draft, questions: next })}
        />
        <div className="lk-actions">
          <Button type="primary" loading={saving.isPending} onClick={() => saving.mutate()}>
            {say('save')}
          </Button>
        </div>
      </div>
    </DrawerPage>
  )
}

function TemplateCard({ template, onEdit }: { readonly template: SurveyTemplate; readonly onEdit: () => void }) {
  const say = useText(surveyTexts)
  const at = useLanguage() === 'en' ? 1 : 0
  const mayChange = useMay()('settings.manage')
  const { key, kind, nameZh, nameEn, questions, version, isOwn } = template
  const removing = useMutation({ mutationFn: () => removeTemplate(key) })
  return (
    <section className="lk-card lk-stack" aria-label={at === 1 ? nameEn : nameZh}>
      <div className="lk-card-title">
        <h2>{at === 1 ? nameEn : nameZh}</h2>
        <span className="lk-muted">
          {[kindWords[kind][at], version === 0 ? say('asBrought') : say('templateVersion', { version })].join(' · ')}
        </span>
      </div>
      <details>
        <summary>{`${say('questions')} (${questions.length})`}</summary>
        <ol>
          {questions.map(question => (
            <li key={question.id}>{at === 1 ? question.textEn : question.textZh}</li>
          ))}
        </ol>
      </details>
      <Refused error={removing.error} />
      {mayChange ? (
        <div className="lk-actions">
          <Button onClick={onEdit}>{say('editTemplate')}</Button>
          {version > 0 ? (
            <Button loading={removing.isPending} onClick={() => removing.mutate()}>
              {say(isOwn ? 'dropTemplate' : 'resetTemplate')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </section>
  )
}

/** The templates that surveys begin with. */
export function SurveyTemplatesPage() {
  const say = useText(surveyTexts)
  const mayChange = useMay()('settings.manage')
  const { data, error, refetch } = useQuery(templatesQuery)
  const [editing, setEditing] = useState<SurveyTemplate>()
  const make = mayChange ? <Button onClick={() => setEditing(blank())}>{say('newTemplate')}</Button> : null
  return (
    <div className="lk-page">
      <PageHeader title={say('templates')} lead={say('templatesLead')} actions={make} />
      <SurveyTabs />
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? (
        data.rows.map(template => <TemplateCard key={template.key} template={template} onEdit={() => setEditing(template)} />)
      ) : error ? null : (
        <Bones height={64} rows={4} />
      )}
      {editing ? <TemplateForm template={editing} onClose={() => setEditing(undefined)} /> : null}
    </div>
  )
}
