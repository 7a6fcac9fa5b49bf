import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { RecordButton } from '#web/activities/record-button.tsx'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { customerQuery } from '#web/dyads/dyads.queries.ts'
import { CompletenessLine, CustomerFacts } from '#web/dyads/profile-card.tsx'
import { useLanguage, useText } from '#web/platform/text.ts'
import { PlaceCard } from '#web/segments/place-card.tsx'
import { useAsOf } from '#web/ui/as-of.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { CustomerFigures, CustomerTags } from './customer-head.tsx'
import { homeTexts } from './home.text.ts'

type Given = { readonly dyadId: string; readonly onClose: () => void }

/** One customer from the right: figures, place and why, the facts; a second click makes it a page. */
export function CustomerDrawer({ dyadId, onClose }: Given) {
  const say = useText(homeTexts)
  const language = useLanguage()
  const { data, error, refetch } = useQuery(customerQuery(dyadId, useAsOf()))
  return (
    <DrawerPage
      open
      title={data ? nameIn(data, language) : ''}
      onClose={onClose}
      width={640}
      page={
        <Link to="/customers/$dyadId" params={{ dyadId }}>
          {say('openPage')}
        </Link>
      }
      actions={data?.mayWrite ? <RecordButton dyadId={dyadId} /> : null}
    >
      <div className="lk-stack">
        <Refused error={error} onAgain={() => void refetch()} />
        {data === undefined && !error ? <Bones height={32} rows={8} /> : null}
        {data ? (
          <>
            <CustomerTags customer={data} />
            <CustomerFigures customer={data} />
            <PlaceCard dyadId={data.dyadId} />
            <CompletenessLine completeness={data.completeness} />
            <CustomerFacts customer={data} />
          </>
        ) : null}
      </div>
    </DrawerPage>
  )
}
