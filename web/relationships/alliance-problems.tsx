import type { JointProblem } from '#contract/relationships/alliance.ts'
import { KeptCard } from '#web/dyads/kept-card.tsx'
import { useText } from '#web/platform/text.ts'
import { problemCalls } from './alliance.queries.ts'
import { allianceTexts } from './alliance.text.ts'
import { usePeople } from './alliance-form.tsx'
import { today } from './bond-words.ts'
import '#web/dyads/records.css'

type Deed = { readonly label: string; readonly action: string | null; readonly due: string | null; readonly done: string | null }

function DeedLine({ label, action, due, done }: Deed) {
  const say = useText(allianceTexts)
  if (action === null) return null
  const isLate = done === null && due !== null && due < today()
  return (
    <span>
      {label}: {action} · {done === null ? `${say('dueOn')} ${due ?? '—'}` : `${say('doneOn')} ${done}`}
      {isLate ? <span className="lk-record-late"> {say('late')}</span> : null}
    </span>
  )
}

function ProblemLines({ row }: { readonly row: JointProblem }) {
  const say = useText(allianceTexts)
  return (
    <>
      <strong>{row.title}</strong>
      <span className="lk-muted">
        {`${say('foundOn')} ${row.foundOn}`}
        {row.closedOn ? ` · ${say('closedOn')} ${row.closedOn}` : ''}
      </span>
      {row.issue ? <span>{row.issue}</span> : null}
      <DeedLine label={say('ourAction')} action={row.ourAction} due={row.ourDue} done={row.ourDone} />
      <DeedLine label={say('theirAction')} action={row.theirAction} due={row.theirDue} done={row.theirDone} />
      {row.outcome ? (
        <span>
          {say('outcome')}
          {say('colon')}
          {row.outcome}
        </span>
      ) : null}
    </>
  )
}

type Given = { readonly dyadId: string; readonly mayWrite: boolean; readonly allianceId?: string }

/** The problems that both sides solve, of one alliance or of the whole customer. */
export function JointProblems({ dyadId, mayWrite, allianceId }: Given) {
  const say = useText(allianceTexts)
  const people = usePeople()
  return (
    <KeptCard<JointProblem>
      title={say('problems')}
      empty={{ title: say('noProblems'), lead: say('problemLead') }}
      verbs={{ add: say('addProblem'), edit: say('editProblem') }}
      query={problemCalls.query(dyadId, allianceId, row => allianceId === undefined || row.allianceId === allianceId)}
      mayWrite={mayWrite}
      idOf={row => row.problemId}
      nameOf={row => row.title}
      show={row => <ProblemLines row={row} />}
      fields={() => [
        { name: 'title', label: say('problem'), required: true },
        { name: 'issue', label: say('issue'), kind: 'area' },
        { name: 'foundOn', label: say('foundOn'), kind: 'day', required: true },
        { name: 'ourAction', label: say('ourAction'), kind: 'area' },
        { name: 'ourOwnerId', label: say('ourOwner'), kind: 'choice', options: people },
        { name: 'ourDue', label: say('ourDue'), kind: 'day' },
        { name: 'ourDone', label: say('ourDone'), kind: 'day' },
        { name: 'theirAction', label: say('theirAction'), kind: 'area' },
        { name: 'theirPerson', label: say('person') },
        { name: 'theirDue', label: say('theirDue'), kind: 'day' },
        { name: 'theirDone', label: say('theirDone'), kind: 'day' },
        { name: 'outcome', label: say('outcome'), kind: 'area' },
        { name: 'closedOn', label: say('closedOn'), kind: 'day' },
      ]}
      draftOf={row => ({
        title: row?.title ?? '',
        issue: row?.issue ?? '',
        foundOn: row?.foundOn ?? today(),
        ourAction: row?.ourAction ?? '',
        ourOwnerId: row?.ourOwnerId ?? '',
        ourDue: row?.ourDue ?? '',
        ourDone: row?.ourDone ?? '',
        theirAction: row?.theirAction ?? '',
        theirPerson: row?.theirPerson ?? '',
        theirDue: row?.theirDue ?? '',
        theirDone: row?.theirDone ?? '',
        outcome: row?.outcome ?? '',
        closedOn: row?.closedOn ?? '',
      })}
      save={(row, draft) =>
        problemCalls.save(dyadId, row, { ...draft, ...(row === undefined && allianceId !== undefined ? { allianceId } : {}) })
      }
      drop={row => problemCalls.drop(dyadId, row)}
    />
  )
}
