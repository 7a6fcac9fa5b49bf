import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { Invitation, Survey } from '#contract/relationships/survey.ts'
import { sideWords } from '#core/relationships/survey-words.ts'
import { formatInstant } from '#web/platform/format.ts'
import { useMay } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { toast } from '#web/ui/toast.ts'
import { invitationsQuery, linkOf, remind, saveLinks, takeBack } from './survey.queries.ts'
import { surveyTexts } from './survey.text.ts'
import '#web/value/value.css'

type RowGiven = { readonly surveyId: string; readonly row: Invitation }

function Row({ surveyId, row }: RowGiven) {
  const say = useText(surveyTexts)
  const at = useLanguage() === 'en' ? 1 : 0
  const { invitationId, dyadId, customerName, customerNameEn, side, personName, state, sentAt, sendError, mayWrite } = row
  const copying = useMutation({
    mutationFn: () => linkOf(surveyId, invitationId),
    onSuccess: async ({ path }) => {
      await navigator.clipboard.writeText(location.origin + path)
      toast('done', say('copied'))
    },
  })
  const taking = useMutation({ mutationFn: () => takeBack(surveyId, invitationId) })
  const mail = sendError ? say('notSent') : sentAt ? `${say('sent')} ${formatInstant(sentAt)}` : ''
  return (
    <tr>
      <th scope="row">
        <Link to="/customers/$dyadId" params={{ dyadId }} search={{ tab: 'relationship' }}>
          {at === 1 ? (customerNameEn ?? customerName) : customerName}
        </Link>
      </th>
      <td>{sideWords[side][at]}</td>
      <td>{personName ?? '—'}</td>
      <td>{say(state)}</td>
      <td className="lk-muted">{mail}</td>
      <td>
        {state === 'open' && mayWrite ? (
          <div className="lk-actions">
            <Button size="small" loading={copying.isPending} onClick={() => copying.mutate()}>
              {say('copy')}
            </Button>
            <Button size="small" loading={taking.isPending} onClick={() => taking.mutate()}>
              {say('take')}
            </Button>
          </div>
        ) : null}
        <Refused error={copying.error ?? taking.error} />
      </td>
    </tr>
  )
}

function Ways({ survey }: { readonly survey: Survey }) {
  const say = useText(surveyTexts)
  const saving = useMutation({ mutationFn: () => saveLinks(survey.surveyId) })
  const reminding = useMutation({
    mutationFn: () => remind(survey.surveyId),
    onSuccess: ({ reminded }) => toast('done', say('reminded', { count: reminded })),
  })
  return (
    <>
      <div className="lk-actions">
        <Button loading={saving.isPending} onClick={() => saving.mutate()}>
          {say('links')}
        </Button>
        {survey.mailIsSet && survey.mayManage ? (
          <Button loading={reminding.isPending} onClick={() => reminding.mutate()}>
            {say('remind')}
          </Button>
        ) : null}
      </div>
      <Refused error={saving.error ?? reminding.error} />
    </>
  )
}

/** Who was asked and has answered, with the links of those who have not. */
export function SurveyInvitations({ survey }: { readonly survey: Survey }) {
  const say = useText(surveyTexts)
  const mayWrite = useMay()('customers.write')
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery(invitationsQuery(survey.surveyId))
  const rows = data?.pages.flatMap(page => page.rows)
  return (
    <section className="lk-card lk-stack" aria-label={say('invitations')}>
      <h2>{say('invitations')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      {rows === undefined && !error ? <Bones height={32} rows={3} /> : null}
      {rows?.length === 0 ? <p className="lk-muted">{say('noInvitations')}</p> : null}
      {rows && rows.length > 0 ? (
        <>
          {mayWrite && survey.state === 'running' ? <Ways survey={survey} /> : null}
          <ScrollSideways label={say('invitations')}>
            <table className="lk-parts">
              <thead>
                <tr>
                  <th scope="col">{say('customer')}</th>
                  <th scope="col">{say('side')}</th>
                  <th scope="col">{say('person')}</th>
                  <th scope="col">{say('state')}</th>
                  <td />
                  <td />
                </tr>
              </thead>
              <tbody>
                {rows.map(row => (
                  <Row key={row.invitationId} surveyId={survey.surveyId} row={row} />
                ))}
              </tbody>
            </table>
          </ScrollSideways>
        </>
      ) : null}
      {hasNextPage ? <Button onClick={() => void fetchNextPage()}>{say('more')}</Button> : null}
    </section>
  )
}
