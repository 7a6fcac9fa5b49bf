import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { PersonRequest } from '#contract/dyads/privacy.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { fetchPerson, requestsQuery } from './privacy.queries.ts'
import { privacyTexts } from './privacy.text.ts'

const RequestForm = lazy(async () => ({ default: (await import('./privacy-request-form.tsx')).RequestForm }))
const RequestDrawer = lazy(async () => ({ default: (await import('./privacy-request-drawer.tsx')).RequestDrawer }))

function Row({ request, onOpen }: { readonly request: PersonRequest; readonly onOpen: () => void }) {
  const say = useText(privacyTexts)
  const { name, customer, kind, state, receivedOn, dueOn, isOverdue, ownerName } = request
  return (
    <tr>
      <td>
        <button type="button" className="lk-link" onClick={onOpen}>
          {name}
        </button>
        {customer ? <div className="lk-muted">{customer}</div> : null}
      </td>
      <td>{say(kind)}</td>
      <td className="lk-wide">{receivedOn}</td>
      <td>
        {dueOn}
        {isOverdue ? <div className="lk-late">{say('overdue')}</div> : null}
      </td>
      <td>{say(state)}</td>
      <td className="lk-wide">{ownerName ?? '—'}</td>
    </tr>
  )
}

function Table({ rows, onOpen }: { readonly rows: readonly PersonRequest[]; readonly onOpen: (request: PersonRequest) => void }) {
  const say = useText(privacyTexts)
  return (
    <div className="lk-admin-scroll">
      <table className="lk-admin-table">
        <thead>
          <tr>
            <th scope="col">{say('person')}</th>
            <th scope="col">{say('kind')}</th>
            <th scope="col" className="lk-wide">
              {say('receivedOn')}
            </th>
            <th scope="col">{say('dueOn')}</th>
            <th scope="col">{say('state')}</th>
            <th scope="col" className="lk-wide">
              {say('owner')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(request => (
            <Row key={request.requestId} request={request} onOpen={() => onOpen(request)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What people ask about their data, the most pressing first. */
export function PrivacyRequests() {
  const say = useText(privacyTexts)
  const { data, error, refetch } = useQuery(requestsQuery)
  const [adding, setAdding] = useState(false)
  const [opened, setOpened] = useState<string>()
  const fetching = useMutation({ mutationFn: fetchPerson })
  const request = data?.rows.find(({ requestId }) => requestId === opened)
  const add = (
    <Button type="primary" onClick={() => setAdding(true)}>
      {say('addRequest')}
    </Button>
  )
  return (
    <section className="lk-card lk-stack" aria-label={say('requests')}>
      <div className="lk-card-title">
        <h2>{say('requests')}</h2>
        {data && data.rows.length > 0 ? add : null}
      </div>
      <Refused error={error ?? fetching.error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={3} /> : null}
      {data?.rows.length === 0 ? (
        <EmptyState title={say('noRequests')} actions={add}>
          {say('noRequestsLead')}
        </EmptyState>
      ) : null}
      {data && data.rows.length > 0 ? <Table rows={data.rows} onOpen={row => setOpened(row.requestId)} /> : null}
      <Suspense fallback={null}>
        {adding ? <RequestForm onClose={() => setAdding(false)} /> : null}
        {request ? (
          <RequestDrawer
            key={`${request.requestId} ${request.version}`}
            request={request}
            onFetch={() => fetching.mutate(request.requestId)}
            onClose={() => setOpened(undefined)}
          />
        ) : null}
      </Suspense>
    </section>
  )
}
