import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { SurveyAlert } from '#contract/relationships/survey-quality.ts'
import { dimensionWords } from '#core/relationships/survey-words.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Field } from '#web/ui/field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { qualityTexts } from './survey-quality.text.ts'
import { SurveyTabs } from './survey-tabs.tsx'
import { alertsQuery, lookInto } from './survey.queries.ts'
import { surveyTexts } from './survey.text.ts'
import '#web/value/value.css'

function LookInto({ alert, onClose }: { readonly alert: SurveyAlert; readonly onClose: () => void }) {
  const say = useText(surveyTexts)
  const [note, setNote] = useState(alert.note ?? '')
  const saving = useMutation({ mutationFn: () => lookInto(alert.dyadId, alert.alertId, note), onSuccess: onClose })
  return (
    <DrawerPage open title={say('lookInto')} onClose={onClose}>
      <div className="lk-stack">
        <Refused error={saving.error} />
        <Field label={say('lookedNote')} required>
          <Input.TextArea rows={4} maxLength={2000} value={note} onChange={event => setNote(event.target.value)} />
        </Field>
        <div className="lk-actions">
          <Button type="primary" disabled={note.trim() === ''} loading={saving.isPending} onClick={() => saving.mutate()}>
            {say('save')}
          </Button>
        </div>
      </div>
    </DrawerPage>
  )
}

function AlertRow({ alert, onLook }: { readonly alert: SurveyAlert; readonly onLook: () => void }) {
  const say = useText(surveyTexts)
  const word = useText(qualityTexts)
  const language = useLanguage()
  const at = language === 'en' ? 1 : 0
  const { dyadId, customerName, customerNameEn, dimension, perceived, measured, answers, events, openedOn, note, mayWrite } = alert
  return (
    <tr>
      <th scope="row">
        <Link to="/customers/$dyadId" params={{ dyadId }} search={{ tab: 'relationship' }}>
          {at === 1 ? (customerNameEn ?? customerName) : customerName}
        </Link>
      </th>
      <td>{dimensionWords[dimension][at]}</td>
      <td className="lk-end">
        {formatNumber(perceived, language)} <span className="lk-muted">({formatNumber(answers, language)})</span>
      </td>
      <td className="lk-end">
        {formatNumber(measured, language)} <span className="lk-muted">({formatNumber(events, language)})</span>
      </td>
      <td>{word(perceived < measured ? 'felt_worse' : 'felt_better')}</td>
      <td>{openedOn}</td>
      <td>
        {note}
        {mayWrite ? (
          <Button size="small" onClick={onLook}>
            {say('lookInto')}
          </Button>
        ) : null}
      </td>
    </tr>
  )
}

/** Where what customers feel and what is counted disagree. */
export function SurveyAlertsPage() {
  const say = useText(surveyTexts)
  const [looking, setLooking] = useState<SurveyAlert>()
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(alertsQuery)
  const rows = data?.pages.flatMap(page => page.rows)
  return (
    <div className="lk-page">
      <PageHeader title={say('disagreements')} lead={say('alertsLead')} />
      <SurveyTabs />
      <Refused error={error} onAgain={() => void refetch()} />
      {rows === undefined && !error ? <Bones height={40} rows={4} /> : null}
      {rows?.length === 0 ? (
        <EmptyState title={say('noAlerts')} actions={<Link to={'/surveys' as '/'}>{say('toSurveys')}</Link>}>
          {say('noAlertsWhy')}
        </EmptyState>
      ) : null}
      {rows && rows.length > 0 ? (
        <section className="lk-card" aria-label={say('disagreements')}>
          <ScrollSideways label={say('disagreements')}>
            <table className="lk-parts">
              <thead>
                <tr>
                  <th scope="col">{say('customer')}</th>
                  <th scope="col">{say('dimension')}</th>
                  <th scope="col" className="lk-end">
                    {say('perceived')}
                  </th>
                  <th scope="col" className="lk-end">
                    {say('measured')}
                  </th>
                  <th scope="col">{say('verdict')}</th>
                  <th scope="col">{say('since')}</th>
                  <th scope="col">{say('looked')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(alert => (
                  <AlertRow key={alert.alertId} alert={alert} onLook={() => setLooking(alert)} />
                ))}
              </tbody>
            </table>
          </ScrollSideways>
          {hasNextPage ? <Button onClick={() => void fetchNextPage()}>{say('more')}</Button> : null}
        </section>
      ) : null}
      {looking ? <LookInto alert={looking} onClose={() => setLooking(undefined)} /> : null}
    </div>
  )
}
