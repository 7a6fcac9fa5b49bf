import { useMutation } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { enter } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { EntryFrame } from './entry-frame.tsx'
import { entryTexts } from './entry.text.ts'

/** Signs in and goes to where one was on the way to. */
function useSignIn() {
  const router = useRouter()
  const { next } = useSearch({ from: '/login' })
  const signing = useMutation({
    mutationFn: enter,
    onSuccess: async () => {
      await router.invalidate()
      router.history.push(next ?? '/')
    },
  })
  return { signing, next }
}

export function LoginPage() {
  const say = useText(entryTexts)
  const { signing, next } = useSignIn()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (email.trim() !== '' && password !== '') signing.mutate({ email: email.trim(), password })
  }
  return (
    <EntryFrame>
      <PageHeader title={say('signInTo')} lead={next === undefined ? undefined : say('returning')} />
      <form className="lk-form" noValidate onSubmit={submit}>
        <Refused error={signing.error} />
        <Field label={say('email')} error={tried && email.trim() === '' ? say('fillEmail') : refusedField(signing.error, 'email')}>
          <Input
            size="large"
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            onChange={event => setEmail(event.target.value)}
          />
        </Field>
        <Field label={say('password')} error={tried && password === '' ? say('fillPassword') : refusedField(signing.error, 'password')}>
          <Input.Password
            size="large"
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={event => setPassword(event.target.value)}
          />
        </Field>
        <Button type="primary" size="large" htmlType="submit" block loading={signing.isPending}>
          {say('signIn')}
        </Button>
        <p className="lk-muted">{say('forgot')}</p>
      </form>
    </EntryFrame>
  )
}
