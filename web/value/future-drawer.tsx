import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ModelInUse } from '#contract/value/future.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { forecastQuery } from './future.queries.ts'
import { futureTexts } from './future.text.ts'
import { ModelParameters } from './future-parameters.tsx'
import { ModelFacts } from './future-words.tsx'
import './future.css'

/** How a customer's future was reckoned: the model of the book, why this one, its parameters, and where it was tested. */
export function FutureDrawer({ model, onClose }: { readonly model: ModelInUse; readonly onClose: () => void }) {
  const say = useText(futureTexts)
  const may = useMay()
  const { data, error } = useQuery({ ...forecastQuery, enabled: may('values.read') })
  const page = (
    <Link to={'/forecast' as '/'} className="lk-no-print">
      {say('howGood')}
    </Link>
  )
  return (
    <DrawerPage open title={say('reckoned')} onClose={onClose} page={page} width={560}>
      <div className="lk-stack">
        <p className="lk-muted">{say('whoseFigures')}</p>
        <ModelFacts model={model} />
        <Refused error={error} />
        {data === undefined && !error ? <Bones height={24} rows={5} /> : null}
        {data?.forecast ? <ModelParameters forecast={data.forecast} /> : null}
      </div>
    </DrawerPage>
  )
}
