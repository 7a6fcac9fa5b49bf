import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { resetPassword, updateUser, type User } from '#contract/platform/users.ts'
import { call } from '#web/platform/call.ts'
import { useMay, useSession } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { adminTexts } from './admin.text.ts'
import { makePassword } from './users-first-password.ts'
import { lacksDepartment, PlaceFields, type PlaceFilled } from './users-place-fields.tsx'
import { Secret } from './users-secret.tsx'
import { usersTexts } from './users-words.text.ts'

type Change = { readonly user: User; readonly disabled?: boolean; readonly place?: PlaceFilled }

const bodyOf = ({ user, disabled, place }: Change) => ({
  version: user.version,
  ...(disabled === undefined ? {} : { disabled }),
  ...(place ? { ...place, departmentId: place.departmentId || null, title: place.title.trim() || null } : {}),
})

/** Writes a change, and fetches anew what shows people: the person's own rights too, as it may be oneself. */
function useChange(onSuccess: (after: User) => void) {
  const client = useQueryClient()
  const fresh = () =>
    Promise.all([['users'], ['people'], ['departments'], ['session']].map(queryKey => client.invalidateQueries({ queryKey })))
  return useMutation({
    mutationFn: (change: Change) => call(updateUser, { params: { userId: change.user.userId }, body: bodyOf(change) }),
    onSuccess: async after => {
      onSuccess(after)
      await fresh()
    },
    onError: fresh,
  })
}

function PlaceForm({ user, onDone }: { readonly user: User; readonly onDone: () => void }) {
  const say = useText(usersTexts)
  const sayAdmin = useText(adminTexts)
  const start: PlaceFilled = { role: user.role, scope: user.scope, departmentId: user.departmentId ?? '', title: user.title ?? '' }
  const [filled, setFilled] = useState(start)
  const [tried, setTried] = useState(false)
  const saving = useChange(({ name }) => {
    toast('done', say('saved', { name }))
    onDone()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!lacksDepartment(filled)) saving.mutate({ user, place: filled })
  }
  const same = JSON.stringify(filled) === JSON.stringify(start)
  return (
    <form className="lk-form" noValidate onSubmit={submit}>
      <Refused error={saving.error} />
      <PlaceFields filled={filled} set={change => setFilled(old => ({ ...old, ...change }))} error={saving.error} tried={tried} />
      <div>
        <Button type="primary" htmlType="submit" disabled={same} loading={saving.isPending}>
          {sayAdmin('save')}
        </Button>
      </div>
    </form>
  )
}

/** Barring and letting in again; the one undoes the other. */
function BarButton({ user }: { readonly user: User }) {
  const say = useText(usersTexts)
  const [asked, setAsked] = useState(false)
  const told = ({ name, disabled }: User) => say(disabled ? 'barDone' : 'restored', { name })
  const back = useChange(after => toast('done', told(after)))
  const change = useChange(after => {
    setAsked(false)
    const undo = { label: say('undo'), run: () => back.mutate({ user: after, disabled: !after.disabled }) }
    toast('done', told(after), { undo })
  })
  if (user.disabled)
    return (
      <Button loading={change.isPending} onClick={() => change.mutate({ user, disabled: false })}>
        {say('restore')}
      </Button>
    )
  return (
    <>
      <Button danger onClick={() => setAsked(true)}>
        {say('bar')}
      </Button>
      <ConfirmDanger
        open={asked}
        title={say('barTitle', { name: user.name })}
        verb={say('bar')}
        busy={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate({ user, disabled: true })}
        onClose={() => setAsked(false)}
      >
        {say('barEffect')}
      </ConfirmDanger>
    </>
  )
}

function ResetButton({ user, onMade }: { readonly user: User; readonly onMade: (password: string) => void }) {
  const say = useText(usersTexts)
  const [asked, setAsked] = useState(false)
  const resetting = useMutation({
    mutationFn: async () => {
      const newPassword = makePassword()
      await call(resetPassword, { params: { userId: user.userId }, body: { newPassword } })
      return newPassword
    },
    onSuccess: password => {
      setAsked(false)
      onMade(password)
    },
  })
  return (
    <>
      <Button onClick={() => setAsked(true)}>{say('resetPassword')}</Button>
      <ConfirmDanger
        open={asked}
        title={say('resetTitle', { name: user.name })}
        verb={say('resetPassword')}
        busy={resetting.isPending}
        error={resetting.error}
        onConfirm={() => resetting.mutate()}
        onClose={() => setAsked(false)}
      >
        {say('resetEffect')}
      </ConfirmDanger>
    </>
  )
}

function Details({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const say = useText(usersTexts)
  const own = useSession()?.user.userId === user.userId
  const [password, setPassword] = useState<string>()
  const assigns = useMay()('customers.assign')
  if (password !== undefined) return <Secret label={say('newPassword')} email={user.email} password={password} onDone={onClose} />
  return (
    <div className="lk-stack">
      <p>
        <span className="lk-admin-state" data-tone={user.disabled ? 'bad' : 'good'}>
          {say(user.disabled ? 'barred' : 'active')}
        </span>{' '}
        <span className="lk-muted">{user.email}</span>
      </p>
      <PlaceForm key={`${user.userId} ${user.version}`} user={user} onDone={onClose} />
      {own ? null : (
        <div className="lk-actions">
          <ResetButton user={user} onMade={setPassword} />
          <BarButton user={user} />
        </div>
      )}
      {assigns ? (
        <Link to="/handover" search={{ from: user.userId }}>
          {say('handOver')}
        </Link>
      ) : null}
    </div>
  )
}

/** One person: what they may do and see, a new password, and barring them. */
export function UserDrawer({ user, onClose }: { readonly user: User | undefined; readonly onClose: () => void }) {
  return (
    <DrawerPage open={user !== undefined} title={user?.name ?? ''} width={560} onClose={onClose}>
      {user ? <Details user={user} onClose={onClose} /> : null}
    </DrawerPage>
  )
}
