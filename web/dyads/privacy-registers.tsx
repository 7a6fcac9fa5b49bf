import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { formatInstant } from '#web/platform/format.ts'
import { usePlace } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { useHistoryWords } from './history-words.ts'
import { overviewQuery, registerQuery } from './privacy.queries.ts'
import { privacyTexts } from './privacy.text.ts'

const channels = ['phone', 'email', 'wechat', 'sms', 'mail', 'visit', 'personal'] as const

/** How many contacts have which consent, by channel. */
export function ConsentOverview() {
  const say = useText(privacyTexts)
  const { data, error, refetch } = useQuery(overviewQuery)
  const of = (channel: string) => data?.channels.find(each => each.channel === channel)
  return (
    <section className="lk-card lk-stack" aria-label={say('overview')}>
      <h2>{say('overview')}</h2>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={4} /> : null}
      {data ? (
        <>
          <p>{`${say('contacts')} ${data.contacts} · ${say('unknown')} ${data.unknown} · ${say('restricted')} ${data.restricted}`}</p>
          <div className="lk-admin-scroll">
            <table className="lk-admin-table">
              <thead>
                <tr>
                  <th scope="col">{say('channel')}</th>
                  {(['given', 'withdrawn', 'blocked'] as const).map(name => (
                    <th key={name} scope="col" className="lk-end">
                      {say(name)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {channels.map(channel => (
                  <tr key={channel}>
                    <th scope="row">{say(channel)}</th>
                    {(['given', 'withdrawn', 'blocked'] as const).map(name => (
                      <td key={name} className="lk-end">
                        {of(channel)?.[name] ?? 0}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </section>
  )
}

/** Every list that left as a file. */
export function ExportRegister() {
  const say = useText(privacyTexts)
  const { entity } = useHistoryWords()
  const zone = usePlace()?.tenant.timeZone
  const list = useInfiniteQuery(registerQuery)
  const rows = list.data?.pages.flatMap(page => page.rows)
  return (
    <section className="lk-card lk-stack" aria-label={say('exports')}>
      <h2>{say('exports')}</h2>
      <Refused error={list.error} onAgain={() => void list.refetch()} />
      {rows === undefined && !list.error ? <Bones height={24} rows={4} /> : null}
      {rows?.length === 0 ? <EmptyState title={say('noExports')} /> : null}
      {rows && rows.length > 0 ? (
        <div className="lk-admin-scroll">
          <table className="lk-admin-table">
            <thead>
              <tr>
                <th scope="col">{say('when')}</th>
                <th scope="col">{say('who')}</th>
                <th scope="col">{say('list')}</th>
                <th scope="col" className="lk-end">
                  {say('rows')}
                </th>
                <th scope="col" className="lk-wide">
                  {say('filter')}
                </th>
                <th scope="col" className="lk-wide">
                  {say('hash')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => (
                <tr key={row.auditId}>
                  <td>{formatInstant(row.at, zone)}</td>
                  <td>{row.userName ?? '—'}</td>
                  <td>{entity(row.entity)}</td>
                  <td className="lk-end">{row.rows ?? '—'}</td>
                  <td className="lk-wide lk-break">{row.filter === null ? '—' : JSON.stringify(row.filter)}</td>
                  <td className="lk-wide lk-break">{row.fileHash?.slice(0, 16) ?? '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {list.hasNextPage ? (
        <div>
          <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {say('more')}
          </Button>
        </div>
      ) : null}
    </section>
  )
}
