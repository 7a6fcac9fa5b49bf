import { Button } from 'antd'
import { useText } from '#web/platform/text.ts'
import { toast } from '#web/ui/toast.ts'
import { usersTexts } from './users-words.text.ts'

type Given = {
  readonly label: string
  readonly email: string
  readonly password: string
  readonly note?: string
  readonly onDone: () => void
}

/** A password that was just made, shown this once. */
export function Secret({ label, email, password, note, onDone }: Given) {
  const say = useText(usersTexts)
  const copy = () => void navigator.clipboard.writeText(password).then(() => toast('done', say('copied')))
  return (
    <div className="lk-stack" role="status">
      <div className="lk-admin-secret">
        <dl className="lk-facts">
          <dt>{say('email')}</dt>
          <dd>{email}</dd>
          <dt>{label}</dt>
          <dd>
            <code>{password}</code>
          </dd>
        </dl>
        <p>{say('onceOnly')}</p>
      </div>
      {note ? <p className="lk-muted">{note}</p> : null}
      <div className="lk-actions">
        <Button type="primary" onClick={onDone}>
          {say('finish')}
        </Button>
        {/* A browser lends its clipboard on secure addresses and loopback alone; elsewhere one click selects the password. */}
        {window.isSecureContext ? <Button onClick={copy}>{say('copy')}</Button> : null}
      </div>
    </div>
  )
}
