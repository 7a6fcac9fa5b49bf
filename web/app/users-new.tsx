import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { createUser } from '#contract/platform/users.ts'
import { call } from '#web/platform/call.ts'
import type { Language } from '#web/platform/preferences.ts'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { adminTexts } from './admin.text.ts'
import { makePassword } from './users-first-password.ts'
import { lacksDepartment, PlaceFields, type PlaceFilled } from './users-place-fields.tsx'
import { Secret } from './users-secret.tsx'
import { usersTexts } from './users-words.text.ts'

type Filled = PlaceFilled & { readonly name: string; readonly email: string; readonly language: Language }

const blank: Filled = { name: '', email: '', language: 'zh-CN', role: 'account_manager', scope: 'own', departmentId: '', title: '' }
const looksLikeEmail = (text: string) => /^\S+@[^\s@]+\.[^\s@]+$/.test(text.trim())

function useMaking() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ departmentId, title, name, email, ...rest }: Filled) => {
      const password = makePassword()
      const place = { departmentId: departmentId || null, title: title.trim() || null }
      const user = await call(createUser, { body: { ...rest, ...place, name: name.trim(), email: email.trim(), password } })
      return { user, password }
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['users'] })
      await client.invalidateQueries({ queryKey: ['people'] })
      await client.invalidateQueries({ queryKey: ['departments'] })
    },
  })
}

type FormGiven = { readonly making: ReturnType<typeof useMaking>; readonly onClose: () => void }

function NewUserForm({ making, onClose }: FormGiven) {
  const say = useText(usersTexts)
  const sayAdmin = useText(adminTexts)
  const [filled, setFilled] = useState(blank)
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Filled>) => setFilled(old => ({ ...old, ...change }))
  const nameless = filled.name.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!nameless && looksLikeEmail(filled.email) && !lacksDepartment(filled)) making.mutate(filled)
  }
  const badEmail = tried && !looksLikeEmail(filled.email) ? say('fillEmail') : refusedField(making.error, 'email')
  return (
    <form className="lk-form" noValidate onSubmit={submit}>
      <Refused error={making.error} />
      <Field label={say('name')} required error={tried && nameless ? say('fillName') : refusedField(making.error, 'name')}>
        <Input autoFocus maxLength={100} autoComplete="off" value={filled.name} onChange={event => set({ name: event.target.value })} />
      </Field>
      <Field label={say('email')} required hint={say('emailHint')} error={badEmail}>
        <Input
          type="email"
          maxLength={254}
          autoComplete="off"
          value={filled.email}
          onChange={event => set({ email: event.target.value })}
        />
      </Field>
      <PlaceFields filled={filled} set={set} error={making.error} tried={tried} />
      <Field label={say('language')}>
        <select className="lk-select" value={filled.language} onChange={event => set({ language: event.target.value as Language })}>
          <option value="zh-CN" lang="zh-CN">
            中文
          </option>
          <option value="en" lang="en">
            English
          </option>
        </select>
      </Field>
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" loading={making.isPending}>
          {say('make')}
        </Button>
        <Button onClick={onClose}>{sayAdmin('cancel')}</Button>
      </div>
    </form>
  )
}

/** Adds a person; their first password is made here and shown once. */
export function NewUserDrawer({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useText(usersTexts)
  const making = useMaking()
  const close = () => {
    making.reset()
    onClose()
  }
  const made = making.data
  return (
    <DrawerPage open={open} title={made ? say('made') : say('add')} width={560} onClose={close}>
      {made ? (
        <Secret label={say('firstPassword')} email={made.user.email} password={made.password} note={say('keepsPassword')} onDone={close} />
      ) : (
        <NewUserForm making={making} onClose={close} />
      )}
    </DrawerPage>
  )
}
