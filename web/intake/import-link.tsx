import { UploadOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useText } from '#web/platform/text.ts'
import { intakeTexts } from './intake.text.ts'

/** The way to a new import: a link that looks like the button it is. */
export function ImportLink({ primary = true }: { readonly primary?: boolean }) {
  const say = useText(intakeTexts)
  const navigate = useNavigate()
  return (
    <Button
      type={primary ? 'primary' : 'default'}
      icon={<UploadOutlined aria-hidden="true" />}
      href="/data/new"
      onClick={event => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        void navigate({ to: '/data/new' })
      }}
    >
      {say('importFiles')}
    </Button>
  )
}
