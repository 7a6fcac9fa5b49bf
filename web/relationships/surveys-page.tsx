import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { Survey } from '#contract/relationships/survey.ts'
import { kindWords, stateWords } from '#core/relationships/survey-words.ts'
import { responseRate } from '#core/relationships/survey.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Field } from '#web/ui/field.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { SurveyTabs } from './survey-tabs.tsx'
import { createSurvey, surveysQuery, templatesQuery } from './survey.queries.ts'
import { surveyTexts } from './survey.text.ts'
import '#web/value/value.css'

function SurveyRow({ survey }: { readonly survey: Survey }) {
  const language = useLanguage()
  const at = language === 'en' ? 1 : 0
  const { surveyId, titleZh, titleEn, kind, state, invited, answered, endsOn } = survey
  const rate = responseRate(invited, answered)
  return (
    <tr>
      <th scope="row">
        <Link to={'/surveys/$surveyId' as '/'} params={{ surveyId } as never}>
          {at === 1 ? titleEn : titleZh}
        </Link>
      </th>
      <td>{kindWords[kind][at]}</td>
      <td>{stateWords[state][at]}</td>
      <td className="lk-end">{formatNumber(invited, language)}</td>
      <td className="lk-end">{formatNumber(answered, language)}</td>
      <td className="lk-end">{rate === undefined ? '—' : formatShare(rate, language)}</td>
      <td>{endsOn}</td>
    </tr>
  )
}

const heads = ['title', 'kind', 'state', 'invited', 'answered', 'rate', 'endsOn'] as const
const numbers: readonly string[] = ['invited', 'answered', 'rate']

function NewSurvey({ onClose }: { readonly onClose: () => void }) {
  const say = useText(surveyTexts)
  const at = useLanguage() === 'en' ? 1 : 0
  const navigate = useNavigate()
  const { data, error } = useQuery(templatesQuery)
  const [templateKey, setTemplateKey] = useState('relationship')
  const making = useMutation({
    mutationFn: () => createSurvey({ templateKey }),
    onSuccess: ({ surveyId }) => void navigate({ to: '/surveys/$surveyId' as '/', params: { surveyId } as never }),
  })
  return (
    <DrawerPage open title={say('newSurvey')} onClose={onClose}>
      <div className="lk-stack">
        <Refused error={error ?? making.error} />
        <Field label={say('template')}>
          <Select
            value={templateKey}
            options={(data?.rows ?? []).map(({ key, nameZh, nameEn }) => ({ value: key, label: at === 1 ? nameEn : nameZh }))}
            onChange={setTemplateKey}
          />
        </Field>
        <div className="lk-actions">
          <Button type="primary" loading={making.isPending} onClick={() => making.mutate()}>
            {say('create')}
          </Button>
        </div>
      </div>
    </DrawerPage>
  )
}

/** All surveys with how many were asked and answered. */
export function SurveysPage() {
  const say = useText(surveyTexts)
  const mayWrite = useMay()('customers.write')
  const [isNew, setIsNew] = useState(false)
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(surveysQuery)
  const rows = data?.pages.flatMap(page => page.rows)
  const make = mayWrite ? (
    <Button type="primary" onClick={() => setIsNew(true)}>
      {say('newSurvey')}
    </Button>
  ) : null
  return (
    <div className="lk-page">
      <PageHeader title={say('surveys')} lead={say('lead')} actions={rows && rows.length > 0 ? make : null} />
      <SurveyTabs />
      <Refused error={error} onAgain={() => void refetch()} />
      {rows === undefined ? (
        error ? null : (
          <Bones height={40} rows={5} />
        )
      ) : rows.length === 0 ? (
        <EmptyState title={say('none')} actions={make}>
          {say('noneWhy')}
        </EmptyState>
      ) : (
        <section className="lk-card" aria-label={say('list')}>
          <ScrollSideways label={say('list')}>
            <table className="lk-parts">
              <thead>
                <tr>
                  {heads.map(name => (
                    <th key={name} scope="col" className={numbers.includes(name) ? 'lk-end' : undefined}>
                      {say(name)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(survey => (
                  <SurveyRow key={survey.surveyId} survey={survey} />
                ))}
              </tbody>
            </table>
          </ScrollSideways>
          {hasNextPage ? <Button onClick={() => void fetchNextPage()}>{say('more')}</Button> : null}
        </section>
      )}
      {isNew ? <NewSurvey onClose={() => setIsNew(false)} /> : null}
    </div>
  )
}
