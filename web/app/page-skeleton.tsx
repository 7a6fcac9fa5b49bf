import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { appTexts } from './app.text.ts'

/** The outline of a page while its code or data is on the way: title, the one figure, the list. */
export function PageSkeleton() {
  const say = useText(appTexts)
  return (
    <div className="lk-page" aria-busy="true" aria-label={say('loading')}>
      <Bones height={32} width="30%" />
      <Bones height={240} />
      <Bones rows={6} height={20} />
    </div>
  )
}
