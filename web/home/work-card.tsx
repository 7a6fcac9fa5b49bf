import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { updateTask } from '#contract/activities/task.ts'
import type { WorkItem } from '#contract/home.ts'
import { typeWords } from '#core/segments/words.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { call } from '#web/platform/call.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { Money } from '#web/ui/money.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { workQuery } from './home.queries.ts'
import { workTexts } from './work.text.ts'
import './home.css'

const ActivityForm = lazy(async () => ({ default: (await import('#web/activities/activity-form.tsx')).ActivityForm }))

const steps = [10, 30, 100, 200]

/** Why it is on the list, in a sentence. */
function useReason(): (item: WorkItem) => string {
  const say = useText(workTexts)
  const language = useLanguage()
  const word = (type: WorkItem['type']) => (type === null ? undefined : typeWords[type][language === 'en' ? 1 : 0])
  return ({ kind, title, on, days, type, fromType, play }) => {
    const figures = { title: title ?? '', on: on ?? '', days: say('day', { count: Math.max(1, days ?? 0) }) }
    if (kind === 'task') {
      const when = days === null || days <= 0 ? say('taskToday') : say('taskLate', figures)
      return play === null ? when : say('taskOfPlay', { play: language === 'en' ? play.en : play.zh, when })
    }
    if (kind === 'warning') return on === null ? say('warningOpen') : say('warning', figures)
    if (kind !== 'fallen') return say(kind, figures)
    const [from, to] = [word(fromType), word(type)]
    return from && to ? say('fallen', { ...figures, from, to }) : say('fallenOpen', figures)
  }
}

function TaskDone({ item }: { readonly item: WorkItem }) {
  const say = useText(workTexts)
  const client = useQueryClient()
  const finishing = useMutation({
    mutationFn: () => call(updateTask, { params: { taskId: item.id }, body: { state: 'done', version: item.version ?? 0 } }),
    onSuccess: () => Promise.all(['home', 'activities'].map(key => client.invalidateQueries({ queryKey: [key] }))),
  })
  return (
    <>
      <Button
        size="small"
        loading={finishing.isPending}
        aria-label={say('doneOf', { title: item.title ?? '' })}
        onClick={() => finishing.mutate()}
      >
        {say('done')}
      </Button>
      <Refused error={finishing.error} />
    </>
  )
}

type RowGiven = { readonly item: WorkItem; readonly onRecord: (dyadId: string) => void }

/** What can be done about it at once: tick a task off, write down the contact, open the concern. */
function Act({ item, onRecord }: RowGiven) {
  const say = useText(workTexts)
  const { kind, dyadId, title } = item
  const name = item.customer ?? ''
  if (kind === 'task') return <TaskDone item={item} />
  if (dyadId === null) return null
  if (kind === 'concern_unanswered' || kind === 'concern_overdue')
    return (
      <Link
        to="/customers/$dyadId"
        params={{ dyadId }}
        search={{ tab: 'service' }}
        aria-label={say('answerOf', { name, title: title ?? '' })}
      >
        {say('answer')}
      </Link>
    )
  if (kind === 'decline_cause' || kind === 'decline_decision')
    return (
      <Link to={'/decline' as never} search={{ open: `${dyadId}:${item.id}` } as never} aria-label={say('caseOf', { name })}>
        {say('answer')}
      </Link>
    )
  return (
    <Button size="small" aria-label={say('recordOf', { name })} onClick={() => onRecord(dyadId)}>
      {say('record')}
    </Button>
  )
}

function Row({ item, onRecord }: RowGiven) {
  const say = useText(workTexts)
  const language = useLanguage()
  const reason = useReason()(item)
  const { dyadId, customer } = item
  const isTask = item.kind === 'task'
  return (
    <li className="lk-work-row">
      <div className="lk-work-words">
        {isTask ? <strong>{item.title}</strong> : null}
        {dyadId !== null && customer !== null ? (
          <Link to="/customers/$dyadId" params={{ dyadId }}>
            {nameIn({ name: customer, nameEn: item.customerEn }, language)}
          </Link>
        ) : null}
        <small>
          {item.type ? <TypeTag type={item.type} plain /> : null} {reason}
        </small>
      </div>
      {item.stakeMinor === null ? (
        <span />
      ) : (
        <span title={say('stake')}>
          <Money minor={item.stakeMinor} short />
        </span>
      )}
      <Act item={item} onRecord={onRecord} />
    </li>
  )
}

type Whose = 'mine' | 'seen'

/** Today's work: each thing with its reason, the money at stake, and what can be done about it with one click. */
export function WorkCard() {
  const say = useText(workTexts)
  const [whose, setWhose] = useState<Whose>()
  const [step, setStep] = useState(0)
  const [recorded, setRecorded] = useState<string>()
  const { data, error, refetch } = useQuery(workQuery(whose, steps[step] ?? 200))
  return (
    <section className="lk-card lk-stack" aria-label={say('work')}>
      <div className="lk-card-head">
        <div>
          <h2>{say('work')}</h2>
          <p className="lk-muted">{say('lead')}</p>
        </div>
        <Segmented
          size="small"
          aria-label={say('whose')}
          value={whose ?? data?.whose ?? 'mine'}
          options={(['mine', 'seen'] as const).map(value => ({ value, label: say(value) }))}
          onChange={value => setWhose(value)}
        />
      </div>
      <Refused error={error} onAgain={() => void refetch()} />
      {data === undefined && !error ? <Bones height={40} rows={5} /> : null}
      {data?.rows.length === 0 ? <p>{say(data.whose === 'mine' ? 'noneMine' : 'none')}</p> : null}
      <ul className="lk-work">
        {data?.rows.map(item => (
          <Row key={`${item.kind} ${item.id}`} item={item} onRecord={setRecorded} />
        ))}
      </ul>
      {data?.more && step < steps.length - 1 ? (
        <Button type="link" onClick={() => setStep(step + 1)}>
          {say('more')}
        </Button>
      ) : null}
      {recorded ? (
        <Suspense fallback={null}>
          <ActivityForm dyadId={recorded} onClose={() => setRecorded(undefined)} />
        </Suspense>
      ) : null}
    </section>
  )
}
