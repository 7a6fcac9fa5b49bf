import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { ActivityTemplate } from '#contract/activities/activity.ts'
import { useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { keepTemplate, templatesQuery } from './activities.queries.ts'
import { activityTexts } from './activities.text.ts'
import { type TemplateFields, TemplateForm } from './template-form.tsx'
import { templateTexts } from './templates.text.ts'

const blank: TemplateFields = { kind: 'visit', name: '', direction: 'out', subject: '', content: '', minutes: null, nextDays: null }

/** The firm's templates; one that has none is offered the usual ones. */
export function TemplatesCard() {
  const say = useText(activityTexts)
  const sayTemplate = useText(templateTexts)
  const { data } = useQuery(templatesQuery)
  const [editing, setEditing] = useState<ActivityTemplate | 'new'>()
  const adding = useMutation({
    mutationFn: async () => {
      const usual = (['visit', 'call', 'meeting'] as const).map(kind => ({
        ...blank,
        kind,
        name: sayTemplate(`${kind}Name`),
        subject: sayTemplate(`${kind}Name`),
        content: sayTemplate(`${kind}Content`),
        minutes: kind === 'call' ? 15 : 60,
        nextDays: kind === 'call' ? 7 : 14,
      }))
      for (const template of usual) await keepTemplate(undefined, template)
    },
  })
  return (
    <section className="lk-card lk-stack" aria-label={say('templates')}>
      <div className="lk-card-title">
        <h2>{say('templates')}</h2>
        {data?.mayManage ? (
          <div className="lk-actions">
            {data.rows.length === 0 ? (
              <Button loading={adding.isPending} onClick={() => adding.mutate()}>
                {say('usualTemplates')}
              </Button>
            ) : null}
            <Button onClick={() => setEditing('new')}>{say('addTemplate')}</Button>
          </div>
        ) : null}
      </div>
      <p className="lk-muted">{say('templatesLead')}</p>
      <Refused error={adding.error} />
      <ul className="lk-versions">
        {(data?.rows ?? []).map(template => (
          <li key={template.templateId}>
            <button type="button" className="lk-moment-open" disabled={!data?.mayManage} onClick={() => setEditing(template)}>
              {say(template.kind)} · {template.name}
            </button>{' '}
            <span className="lk-muted">{template.subject}</span>
          </li>
        ))}
      </ul>
      {editing ? (
        <TemplateForm known={editing === 'new' ? undefined : editing} blank={blank} onClose={() => setEditing(undefined)} />
      ) : null}
    </section>
  )
}
