import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { changeMe, renewPassword, useSession } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { entryTexts } from './entry.text.ts'
import { passwordFault } from './new-password.ts'
import { SessionsCard } from './sessions-card.tsx'
import './account-page.css'

function ProfileCard() {
  const say = useText(entryTexts)
  const session = useSession()
  const [name, setName] = useState(session?.user.name ?? '')
  const saving = useMutation({ mutationFn: () => changeMe({ name: name.trim() }), onSuccess: () => toast('done', say('nameSaved')) })
  const place = session?.place
  return (
    <section className="lk-card lk-stack" aria-labelledby="profile">
      <h2 id="profile">{say('profile')}</h2>
      <Refused error={saving.error} />
      <dl className="lk-facts">
        <dt>{say('email')}</dt>
        <dd>{session?.user.email}</dd>
        {place ? (
          <>
            <dt>{say('role')}</dt>
            <dd>{say(place.role === 'administrator' ? 'administratorRole' : place.role)}</dd>
            <dt>{say('scope')}</dt>
            <dd>{say(place.scope)}</dd>
          </>
        ) : null}
      </dl>
      <form
        className="lk-form"
        onSubmit={event => {
          event.preventDefault()
          if (name.trim() !== '') saving.mutate()
        }}
      >
        <Field label={say('yourName')} error={name.trim() === '' ? say('fill') : refusedField(saving.error, 'name')}>
          <Input autoComplete="name" value={name} onChange={event => setName(event.target.value)} />
        </Field>
        <div>
          <Button htmlType="submit" loading={saving.isPending} disabled={name.trim() === session?.user.name}>
            {say('saveName')}
          </Button>
        </div>
      </form>
    </section>
  )
}

const blank = { current: '', next: '', repeated: '' }

function PasswordCard() {
  const say = useText(entryTexts)
  const [filled, setFilled] = useState(blank)
  const [tried, setTried] = useState(false)
  const fault = tried ? passwordFault(filled.next, filled.repeated) : undefined
  const changing = useMutation({
    mutationFn: () => renewPassword({ currentPassword: filled.current, newPassword: filled.next }),
    onSuccess: () => {
      setFilled(blank)
      setTried(false)
      toast('done', say('passwordChanged'))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (filled.current !== '' && passwordFault(filled.next, filled.repeated) === undefined) changing.mutate()
  }
  const control = (part: keyof typeof blank, autoComplete: string) => (
    <Input.Password
      autoComplete={autoComplete}
      value={filled[part]}
      onChange={event => setFilled({ ...filled, [part]: event.target.value })}
    />
  )
  const tooShort = typeof fault === 'object' ? say('passwordTooShort', { count: fault.missing }) : undefined
  return (
    <section className="lk-card lk-stack" aria-labelledby="password">
      <h2 id="password">{say('changePassword')}</h2>
      <p className="lk-muted">{say('passwordEffect')}</p>
      <form className="lk-form" noValidate onSubmit={submit}>
        <Refused error={changing.error} />
        <Field
          label={say('currentPassword')}
          error={tried && filled.current === '' ? say('fillPassword') : refusedField(changing.error, 'currentPassword')}
        >
          {control('current', 'current-password')}
        </Field>
        <Field label={say('nextPassword')} hint={say('newPasswordHint')} error={tooShort ?? refusedField(changing.error, 'newPassword')}>
          {control('next', 'new-password')}
        </Field>
        <Field label={say('repeatPassword')} error={fault === 'differ' ? say('passwordsDiffer') : undefined}>
          {control('repeated', 'new-password')}
        </Field>
        <div>
          <Button type="primary" htmlType="submit" loading={changing.isPending}>
            {say('changePassword')}
          </Button>
        </div>
      </form>
    </section>
  )
}

/** One's own account: name, password, and where one is signed in. */
export function AccountPage() {
  const say = useText(entryTexts)
  return (
    <div className="lk-page lk-account">
      <PageHeader title={say('account')} />
      <div className="lk-account-cards">
        <ProfileCard />
        <PasswordCard />
      </div>
      <SessionsCard />
    </div>
  )
}
