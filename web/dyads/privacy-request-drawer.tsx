import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { PersonRequest } from '#contract/dyads/privacy.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { PersonFiles } from './privacy-files.tsx'
import { changeRequest, erase } from './privacy.queries.ts'
import { privacyTexts } from './privacy.text.ts'

type Given = { readonly request: PersonRequest; readonly onFetch: () => void; readonly onClose: () => void }
type Change = Omit<Parameters<typeof changeRequest>[1], 'version'>

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())

function Facts({ request }: { readonly request: PersonRequest }) {
  const say = useText(privacyTexts)
  const facts = [
    [say('kind'), say(request.kind)],
    [say('receivedOn'), `${request.receivedOn} · ${request.receivedBy}`],
    [say('dueOn'), request.isOverdue ? `${request.dueOn} · ${say('overdue')}` : request.dueOn],
    [say('details'), request.details],
    [say('identity'), [request.identityCheckedOn, request.identityNote].filter(Boolean).join(' · ')],
    [say('result'), request.result],
  ] as const
  return (
    <>
      <dl className="lk-facts">
        {facts.flatMap(([name, text]) => (text ? [<dt key={name}>{name}</dt>, <dd key={`${name} text`}>{text}</dd>] : []))}
      </dl>
      <PersonFiles request={request} />
    </>
  )
}

function Erase({ request, onClose }: { readonly request: PersonRequest; readonly onClose: () => void }) {
  const say = useText(privacyTexts)
  const erasing = useMutation({ mutationFn: () => erase(request.requestId, request.version), onSuccess: onClose })
  return (
    <ConfirmDanger
      open
      title={say('eraseTitle', { name: request.name })}
      verb={say('eraseVerb')}
      word={say('eraseWord')}
      busy={erasing.isPending}
      error={erasing.error}
      onConfirm={() => erasing.mutate()}
      onClose={onClose}
    >
      {say('eraseEffect')}
    </ConfirmDanger>
  )
}

/** One request: check who asks, note what is done, give the copy or erase, and close it. */
export function RequestDrawer({ request, onFetch, onClose }: Given) {
  const say = useText(privacyTexts)
  const zone = usePlace()?.tenant.timeZone
  const [identityNote, setIdentityNote] = useState('')
  const [step, setStep] = useState('')
  const [result, setResult] = useState('')
  const [erasing, setErasing] = useState(false)
  const changing = useMutation({
    mutationFn: (change: Change) => changeRequest(request.requestId, { ...change, version: request.version }),
  })
  const isOpen = request.state === 'open'
  const isChecked = request.identityCheckedOn !== null
  return (
    <DrawerPage open title={`${request.name} · ${say(request.state)}`} onClose={onClose}>
      <div className="lk-stack">
        <Refused error={changing.error} />
        <Facts request={request} />
        {request.steps.length > 0 ? <h3>{say('steps')}</h3> : null}
        <ul className="lk-plain-list">
          {request.steps.map(each => (
            <li key={each.at}>
              <span className="lk-muted">{`${formatInstant(each.at, zone)} · ${each.name ?? ''}`}</span> {each.text}
            </li>
          ))}
        </ul>
        {isOpen && !isChecked ? (
          <>
            <Field label={say('identityNote')}>
              <Input maxLength={1000} value={identityNote} onChange={event => setIdentityNote(event.target.value)} />
            </Field>
            <Button onClick={() => changing.mutate({ identityCheckedOn: today(), identityNote: identityNote.trim() || null })}>
              {say('checkIdentity')}
            </Button>
          </>
        ) : null}
        {isChecked && !request.isErased ? <Button onClick={onFetch}>{say('download')}</Button> : null}
        {isOpen ? (
          <>
            <Field label={say('step')}>
              <Input maxLength={1000} value={step} onChange={event => setStep(event.target.value)} />
            </Field>
            <Button disabled={step.trim() === ''} onClick={() => changing.mutate({ step: step.trim() })}>
              {say('addStep')}
            </Button>
            <Field label={say('result')} error={refusedField(changing.error, 'result')}>
              <Input.TextArea rows={2} maxLength={4000} value={result} onChange={event => setResult(event.target.value)} />
            </Field>
            <div className="lk-actions">
              {request.kind === 'erase' ? (
                <Button danger disabled={!isChecked} onClick={() => setErasing(true)}>
                  {say('erasePerson')}
                </Button>
              ) : (
                <Button
                  type="primary"
                  disabled={!isChecked}
                  onClick={() => changing.mutate({ state: 'done', result: result.trim() || null })}
                >
                  {say('close')}
                </Button>
              )}
              <Button onClick={() => changing.mutate({ state: 'refused', result: result.trim() || null })}>{say('refuse')}</Button>
            </div>
          </>
        ) : null}
        {erasing ? <Erase request={request} onClose={() => setErasing(false)} /> : null}
      </div>
    </DrawerPage>
  )
}
