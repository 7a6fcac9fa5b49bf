import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { PageHeader } from '#web/ui/page-header.tsx'
import { CompletenessCard } from './completeness-card.tsx'
import { ImportLink } from './import-link.tsx'
import { ImportsList } from './imports-list.tsx'
import { intakeTexts } from './intake.text.ts'

/** Where data come in: how complete the records are, and every import. */
export function DataPage() {
  const say = useText(intakeTexts)
  const may = useMay()
  const manages = may('imports.manage')
  return (
    <div className="lk-page">
      <PageHeader title={say('data')} lead={say('dataLead')} actions={manages ? <ImportLink /> : null} />
      {may('customers.read') ? <CompletenessCard /> : null}
      {manages ? <ImportsList /> : <p className="lk-card lk-muted">{say('mayNot')}</p>}
    </div>
  )
}
