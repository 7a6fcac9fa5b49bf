import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { AllianceWhole } from '#contract/relationships/alliance-list.ts'
import {
  allianceModeMeanings,
  allianceModeWords,
  allianceStateWords,
  allianceSubModeMeanings,
  allianceSubModeWords,
} from '#core/relationships/alliance-words.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { allianceQuery } from './alliance.queries.ts'
import { allianceTexts } from './alliance.text.ts'
import { CustomerLink } from './alliance-columns.tsx'
import { AllianceEffectCard, Conditions } from './alliance-effect.tsx'
import { AllianceForm } from './alliance-form.tsx'
import { AllianceItems, AllianceMeasures, AllianceMilestones, AllianceReviews } from './alliance-parts.tsx'
import { JointProblems } from './alliance-problems.tsx'
import { useWords } from './bond-words.ts'
import '#web/dyads/dyads.css'
import './alliance.css'

function Plan({ alliance }: { readonly alliance: AllianceWhole }) {
  const say = useText(allianceTexts)
  const { told } = useWords()
  const money = (minor: number | null) => (minor === null ? null : <Money minor={minor} />)
  const { subMode, mode } = alliance
  const facts = [
    [say('customer'), <CustomerLink key="customer" {...alliance} />],
    [say('state'), told(allianceStateWords, alliance.state)],
    [say('mode'), `${told(allianceModeWords, mode)}${say('colon')}${told(allianceModeMeanings, mode)}`],
    [say('way'), `${told(allianceSubModeWords, subMode)}${say('colon')}${told(allianceSubModeMeanings, subMode)}`],
    [say('goal'), alliance.goal],
    [say('scope'), alliance.scope],
    [say('theirGain'), alliance.theirGain],
    [say('gainMinor', { currency: '' }), money(alliance.theirGainMinor)],
    [say('costMinor', { currency: '' }), money(alliance.theirCostMinor)],
    [say('ourCostMinor', { currency: '' }), money(alliance.ourCostMinor)],
    [say('ourMembers'), alliance.ourMembers],
    [say('theirMembers'), alliance.theirMembers],
    [say('startsOn'), alliance.startsOn],
    [say('endsOn'), alliance.endsOn],
    [say('nextReviewOn'), alliance.nextReviewOn],
    [say('owner'), alliance.ownerName],
    [say('despite'), alliance.despite],
    [say('result'), alliance.result],
  ] as const
  return (
    <section className="lk-card lk-stack" aria-label={say('plan')}>
      <h2>{say('plan')}</h2>
      <dl className="lk-alliance-facts">
        {facts
          .filter(([, said]) => said !== null && said !== '')
          .map(([label, said]) => (
            <div key={label}>
              <dt>{label.replace(/\s*[（(][)）]$/, '')}</dt>
              <dd>{said}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

function Whole({ alliance }: { readonly alliance: AllianceWhole }) {
  const say = useText(allianceTexts)
  const [isEditing, setEditing] = useState(false)
  const { dyadId, allianceId, mayWrite } = alliance
  const part = { dyadId, allianceId, mayWrite }
  const edit = mayWrite ? <Button onClick={() => setEditing(true)}>{say('edit')}</Button> : null
  return (
    <>
      <PageHeader title={alliance.title} actions={edit} back={<Link to={'/alliances' as never}>{say('back')}</Link>} />
      <div className="lk-alliance-two">
        <div className="lk-alliance-column">
          <Plan alliance={alliance} />
          <Conditions findings={alliance.findings} />
          <AllianceEffectCard effect={alliance.effect} />
        </div>
        <div className="lk-alliance-column">
          <AllianceMeasures {...part} />
          <AllianceMilestones {...part} />
          <AllianceReviews {...part} />
          <AllianceItems {...part} />
          <JointProblems {...part} />
        </div>
      </div>
      {isEditing ? (
        <AllianceForm dyadId={dyadId} alliance={{ ...alliance, authorName: null, createdAt: '' }} onClose={() => setEditing(false)} />
      ) : null}
    </>
  )
}

/** One alliance: its plan, its condition, what both sides do and found, what the facts show. */
export function AlliancePage() {
  const { allianceId } = useParams({ strict: false }) as { readonly allianceId: string }
  const { data, error, refetch } = useQuery(allianceQuery(allianceId))
  return (
    <div className="lk-page">
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={56} rows={4} /> : null}
      {data ? <Whole alliance={data} /> : null}
    </div>
  )
}
