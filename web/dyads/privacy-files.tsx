import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PersonRequest, PersonText } from '#contract/dyads/privacy.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { useHistoryWords } from './history-words.ts'
import { personFilesQuery } from './privacy.queries.ts'
import { privacyTexts } from './privacy.text.ts'

/** Entries of registers that name the person. */
function Texts({ texts }: { readonly texts: readonly PersonText[] }) {
  const say = useText(privacyTexts)
  const { entity: entityWord } = useHistoryWords()
  if (texts.length === 0) return null
  return (
    <>
      <h3>{say('texts')}</h3>
      <p className="lk-muted">{say('textsLead')}</p>
      <ul className="lk-plain-list">
        {texts.map(({ entity, recordId, dyadId, customer, isSupplier, title }) => (
          <li key={recordId}>
            <strong>
              {isSupplier ? (
                <Link to="/suppliers/$supplyDyadId" params={{ supplyDyadId: dyadId }}>
                  {title}
                </Link>
              ) : (
                <Link to="/customers/$dyadId" params={{ dyadId }} search={{ tab: 'relationship' }}>
                  {title}
                </Link>
              )}
            </strong>{' '}
            <span className="lk-muted">{`${customer} · ${entityWord(entity)}`}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Attached files in which the person may stand: somebody opens them and decides. */
export function PersonFiles({ request }: { readonly request: PersonRequest }) {
  const say = useText(privacyTexts)
  const isErasing = request.kind === 'erase' && request.state === 'open'
  const { data, error, refetch } = useQuery({ ...personFilesQuery(request.requestId), enabled: isErasing })
  if (!isErasing) return null
  return (
    <section className="lk-stack" aria-label={say('files')}>
      <h3>{say('files')}</h3>
      <p className="lk-muted">{say('filesLead')}</p>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={24} rows={2} /> : null}
      {data?.rows.length === 0 ? <p>{say('noFiles')}</p> : null}
      <ul className="lk-plain-list">
        {data?.rows.map(({ attachmentId, dyadId, customer, isSupplier, name, why }) => (
          <li key={attachmentId}>
            <strong>
              {isSupplier ? (
                <Link to="/suppliers/$supplyDyadId" params={{ supplyDyadId: dyadId }}>
                  {name}
                </Link>
              ) : (
                <Link to="/customers/$dyadId" params={{ dyadId }} search={{ tab: 'files' }}>
                  {name}
                </Link>
              )}
            </strong>{' '}
            <span className="lk-muted">{`${customer} · ${say(`file_${why}`)}`}</span>
          </li>
        ))}
      </ul>
      <Texts texts={data?.texts ?? []} />
      {data?.isCut ? <p className="lk-muted">{say('filesCut')}</p> : null}
    </section>
  )
}
