import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { Answer } from '#contract/endpoint.ts'
import { listSessions, revokeOtherSessions, revokeSession } from '#contract/platform/session.ts'
import { call } from '#web/platform/call.ts'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { deviceOf } from './device.ts'
import { entryTexts } from './entry.text.ts'

type Row = Answer<typeof listSessions>['rows'][number]
const key = ['my-sessions']

function useSessions() {
  const client = useQueryClient()
  const say = useText(entryTexts)
  const fresh = () => client.invalidateQueries({ queryKey: key })
  const sessions = useQuery({ queryKey: key, queryFn: ({ signal }) => call(listSessions, {}, { signal }) })
  const ending = useMutation({
    mutationFn: (sessionId: string) => call(revokeSession, { params: { sessionId } }),
    onSuccess: () => {
      toast('done', say('sessionEnded'))
      return fresh()
    },
  })
  const endingOthers = useMutation({
    mutationFn: () => call(revokeOtherSessions, {}),
    onSuccess: ({ ended }) => {
      toast('done', say('othersEnded', { count: ended }))
      return fresh()
    },
  })
  return { sessions, ending, endingOthers }
}

function SessionLine({ row, onEnd }: { readonly row: Row; readonly onEnd: () => void }) {
  const say = useText(entryTexts)
  const zone = usePlace()?.tenant.timeZone
  return (
    <li className="lk-session">
      <div>
        <strong>{deviceOf(row.userAgent) ?? say('unknownDevice')}</strong>
        {row.current ? <span className="lk-muted"> · {say('thisSession')}</span> : null}
        <div className="lk-muted">
          {say('lastSeen')} {formatInstant(row.seenAt, zone)} · {say('signedInAt')} {formatInstant(row.createdAt, zone)}
          {row.ipAddress ? ` · ${row.ipAddress}` : ''}
        </div>
      </div>
      {row.current ? null : (
        <Button danger size="small" onClick={onEnd}>
          {say('end')}
        </Button>
      )}
    </li>
  )
}

/** Where one is signed in; each place can be signed out from here. */
export function SessionsCard() {
  const say = useText(entryTexts)
  const { sessions, ending, endingOthers } = useSessions()
  const rows = sessions.data?.rows ?? []
  return (
    <section className="lk-card lk-stack" aria-labelledby="sessions">
      <div className="lk-head">
        <h2 id="sessions">{say('sessions')}</h2>
        {rows.length > 1 ? (
          <Button loading={endingOthers.isPending} onClick={() => endingOthers.mutate()}>
            {say('endOthers')}
          </Button>
        ) : null}
      </div>
      <Refused error={sessions.error ?? ending.error ?? endingOthers.error} />
      {sessions.isPending ? <Bones height={40} rows={2} /> : null}
      <ul>
        {rows.map(row => (
          <SessionLine key={row.sessionId} row={row} onEnd={() => ending.mutate(row.sessionId)} />
        ))}
      </ul>
    </section>
  )
}
