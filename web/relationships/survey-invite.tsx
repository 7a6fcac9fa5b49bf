import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import type { Answer } from '#contract/endpoint.ts'
import type { inviteToSurvey, Survey } from '#contract/relationships/survey.ts'
import { type SurveySide, surveySides } from '#core/relationships/survey.ts'
import { sideWords, skipWords } from '#core/relationships/survey-words.ts'
import { type CustomerType, customerTypes } from '#core/segments/grid.ts'
import { CustomersPicked } from './survey-customers.tsx'
import { useLanguage, useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { invite } from './survey.queries.ts'
import { surveyTexts } from './survey.text.ts'

type Invited = Answer<typeof inviteToSurvey>

function Trial({ found }: { readonly found: Invited }) {
  const say = useText(surveyTexts)
  const at = useLanguage() === 'en' ? 1 : 0
  return (
    <section className="lk-stack" aria-live="polite">
      <p>{say('would', { count: found.invited, skipped: found.skipped.length })}</p>
      {found.skipped.length > 0 ? (
        <details>
          <summary>{say('skipped')}</summary>
          <ul>
            {found.skipped.map(({ dyadId, customerName, personName, reason }, index) => (
              <li key={`${dyadId}-${index}`}>
                {[customerName, personName, skipWords[reason][at]].filter(each => each !== null).join(' · ')}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  )
}

/** Whom to ask: customers one by one or by type, their people and ours; shown before anybody is asked. */
export function SurveyInvite({ survey, onClose }: { readonly survey: Survey; readonly onClose: () => void }) {
  const say = useText(surveyTexts)
  const word = useText(customerWords)
  const at = useLanguage() === 'en' ? 1 : 0
  const offered = surveySides.filter(side => survey.questions.some(question => question.side === side))
  const [dyadIds, setDyadIds] = useState<string[]>([])
  const [types, setTypes] = useState<CustomerType[]>([])
  const [sides, setSides] = useState<SurveySide[]>([...offered])
  const [contacts, setContacts] = useState<'first' | 'all'>('first')
  const trying = useMutation({ mutationFn: () => invite(survey.surveyId, { dyadIds, types, sides, contacts, isTrial: true }) })
  const asking = useMutation({
    mutationFn: () => invite(survey.surveyId, { dyadIds, types, sides, contacts }),
    onSuccess: ({ invited }) => {
      toast('done', say('didInvite', { count: invited }))
      onClose()
    },
  })
  const changed =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      trying.reset()
      set(value)
    }
  const isReady = sides.length > 0 && (dyadIds.length > 0 || types.length > 0)
  return (
    <DrawerPage open title={say('inviteWho')} onClose={onClose}>
      <div className="lk-stack">
        <Refused error={trying.error ?? asking.error} />
        <p className="lk-muted">{say(survey.mailIsSet ? 'mailOn' : 'mailOff')}</p>
        <CustomersPicked dyadIds={dyadIds} onChange={changed(setDyadIds)} />
        <Field label={say('types')}>
          <Select
            mode="multiple"
            value={types}
            options={customerTypes.map(value => ({ value, label: word(value) }))}
            onChange={changed(setTypes)}
          />
        </Field>
        <div role="group" aria-label={say('sides')}>
          <Checkbox.Group
            value={sides}
            options={offered.map(value => ({ value, label: sideWords[value][at] }))}
            onChange={changed(setSides)}
          />
        </div>
        <Field label={say('contacts')}>
          <Select
            value={contacts}
            options={(['first', 'all'] as const).map(value => ({ value, label: say(value) }))}
            onChange={changed(setContacts)}
          />
        </Field>
        {trying.data ? <Trial found={trying.data} /> : null}
        <div className="lk-actions">
          {trying.data && trying.data.invited > 0 ? (
            <Button type="primary" loading={asking.isPending} onClick={() => asking.mutate()}>
              {say('send', { count: trying.data.invited })}
            </Button>
          ) : (
            <Button type="primary" disabled={!isReady} loading={trying.isPending} onClick={() => trying.mutate()}>
              {say('try')}
            </Button>
          )}
        </div>
      </div>
    </DrawerPage>
  )
}
