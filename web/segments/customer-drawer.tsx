import { lazy, Suspense } from 'react'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { CustomersLink } from './customers-link.tsx'
import { segmentTexts } from './segments.text.ts'

const PlaceCard = lazy(async () => ({ default: (await import('./place-card.tsx')).PlaceCard }))
const ValueCard = lazy(async () => ({ default: (await import('#web/value/value-card.tsx')).ValueCard }))

type Given = { readonly dyadId: string; readonly name: string; readonly onClose: () => void }

/** A customer from the right: where it stands and why, and what it brings; a second click leads to its page. */
export function CustomerDrawer({ dyadId, name, onClose }: Given) {
  const say = useText(segmentTexts)
  return (
    <DrawerPage open title={name} onClose={onClose} width={720} page={<CustomersLink dyadId={dyadId}>{say('openCustomer')}</CustomersLink>}>
      <div className="lk-stack">
        <Suspense fallback={<Bones height={40} rows={8} />}>
          <PlaceCard dyadId={dyadId} />
          <ValueCard dyadId={dyadId} />
        </Suspense>
      </div>
    </DrawerPage>
  )
}
