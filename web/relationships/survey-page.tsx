import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Survey } from '#contract/relationships/survey.ts'
import type { SurveyState } from '#core/relationships/survey.ts'
import { kindWords, stateWords } from '#core/relationships/survey-words.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { SurveyEditor } from './survey-editor.tsx'
import { SurveyInvitations } from './survey-invitations.tsx'
import { SurveyInvite } from './survey-invite.tsx'
import { SurveyResultsCard } from './survey-results.tsx'
import { moveSurvey, removeSurvey, surveyQuery } from './survey.queries.ts'
import { surveyTexts } from './survey.text.ts'
import '#web/dyads/dyads.css'

type Given = { readonly survey: Survey }

const moves: Readonly<Record<SurveyState, readonly (readonly [to: SurveyState, text: 'start' | 'close' | 'goOn'])[]>> = {
  draft: [['running', 'start']],
  running: [['closed', 'close']],
  closed: [['running', 'goOn']],
  withdrawn: [],
}

function Ending({ survey }: Given) {
  const say = useText(surveyTexts)
  const navigate = useNavigate()
  const [isAsking, setIsAsking] = useState(false)
  const isDraft = survey.state === 'draft'
  const ending = useMutation({
    mutationFn: async () => {
      if (isDraft) await removeSurvey(survey.surveyId)
      else await moveSurvey(survey.surveyId, { to: 'withdrawn', version: survey.version })
    },
    onSuccess: () => {
      setIsAsking(false)
      if (isDraft) void navigate({ to: '/surveys' as '/' })
    },
  })
  if (!isDraft && survey.state !== 'running') return null
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>{say(isDraft ? 'remove' : 'withdraw')}</Button>
      <ConfirmDanger
        open={isAsking}
        title={say(isDraft ? 'remove' : 'withdrawAsk')}
        verb={say(isDraft ? 'remove' : 'withdraw')}
        busy={ending.isPending}
        error={ending.error}
        onConfirm={() => ending.mutate()}
        onClose={() => setIsAsking(false)}
      >
        {say(isDraft ? 'removeWhy' : 'withdrawWhy')}
      </ConfirmDanger>
    </>
  )
}

function Actions({ survey, onInvite }: Given & { readonly onInvite: () => void }) {
  const say = useText(surveyTexts)
  const moving = useMutation({ mutationFn: (to: SurveyState) => moveSurvey(survey.surveyId, { to, version: survey.version }) })
  return (
    <>
      {survey.mayManage ? <Ending survey={survey} /> : null}
      {(survey.mayManage && !(survey.isAnonymous && survey.state === 'closed') ? moves[survey.state] : []).map(([to, text]) => (
        <Button key={to} type={text === 'start' ? 'primary' : 'default'} loading={moving.isPending} onClick={() => moving.mutate(to)}>
          {say(text)}
        </Button>
      ))}
      {survey.state === 'running' ? (
        <Button type="primary" onClick={onInvite}>
          {say('invite')}
        </Button>
      ) : null}
      <Refused error={moving.error} />
    </>
  )
}

function Whole({ survey }: Given) {
  const say = useText(surveyTexts)
  const at = useLanguage() === 'en' ? 1 : 0
  const mayWrite = useMay()('customers.write')
  const [isInviting, setIsInviting] = useState(false)
  const { titleZh, titleEn, kind, state, isAnonymous, endsOn } = survey
  const lead = [kindWords[kind][at], stateWords[state][at], ...(isAnonymous ? [say('anonymous')] : []), `${say('endsOn')} ${endsOn}`]
  return (
    <>
      <PageHeader
        title={at === 1 ? titleEn : titleZh}
        lead={lead.join(' · ')}
        back={<Link to={'/surveys' as '/'}>{say('back')}</Link>}
        actions={mayWrite ? <Actions survey={survey} onInvite={() => setIsInviting(true)} /> : null}
      />
      {state === 'draft' ? null : (
        <>
          <SurveyResultsCard survey={survey} />
          <SurveyInvitations survey={survey} />
        </>
      )}
      {survey.mayManage ? <SurveyEditor key={survey.version} survey={survey} /> : null}
      {mayWrite && !survey.mayManage ? <p className="lk-muted">{say('notYours', { name: survey.authorName ?? '—' })}</p> : null}
      {isInviting ? <SurveyInvite survey={survey} onClose={() => setIsInviting(false)} /> : null}
    </>
  )
}

/** One survey: what came back, who was asked, and how it is made. */
export function SurveyPage() {
  const say = useText(surveyTexts)
  const { surveyId } = useParams({ strict: false }) as { surveyId: string }
  const { data, error, refetch } = useQuery(surveyQuery(surveyId))
  return (
    <div className="lk-page">
      {error && !data ? <PageHeader title={say('list')} back={<Link to={'/surveys' as '/'}>{say('back')}</Link>} /> : null}
      <Refused error={error} onAgain={() => void refetch()} />
      {data ? <Whole survey={data} /> : error ? null : <Bones height={64} rows={4} />}
    </div>
  )
}
