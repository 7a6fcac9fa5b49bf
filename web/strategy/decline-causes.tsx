import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { CauseFinding, DeclineSeen, DeclineWhole } from '#contract/strategy/decline.ts'
import { type Cause, causeNatureOf, causes } from '#core/service/concern.ts'
import { causeWords } from '#core/service/words.ts'
import { causeNatureWords, lossTypeWords } from '#core/strategy/decline-words.ts'
import { type LossType, lossTypeOf, lossTypes } from '#core/strategy/win-back.ts'
import { formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { chooseCause } from './decline.queries.ts'
import { declineTexts } from './decline.text.ts'
import { DeclineFinding } from './decline-finding.tsx'
import { usePlayWords } from './use-play-words.ts'

type SeenGiven = { readonly found: DeclineWhole; readonly seen: DeclineSeen; readonly isNow: boolean }

/** Each possible cause with its evidence beside it, the likeliest first; those without are named, not hidden. */
function Seen({ found, seen, isNow }: SeenGiven) {
  const say = useText(declineTexts)
  const { told, language } = usePlayWords()
  const spoken = seen.causes.filter(({ score }) => score !== null && score > 0)
  const silent = seen.causes.filter(({ score }) => score === null || score <= 0)
  const words = ({ cause }: CauseFinding) => told(causeWords[cause])
  return (
    <>
      <p className="lk-muted">{say('windows', { turned: seen.turnedOn, from: seen.from, until: seen.until })}</p>
      {spoken.length === 0 ? <p>{say('noEvidence')}</p> : null}
      <ul>
        {spoken.map(finding => (
          <li key={finding.cause} className="lk-decline-cause">
            <div className="lk-decline-head">
              <strong>{words(finding)}</strong>
              <span>{say('strength', { share: formatShare(finding.score ?? 0, language) })}</span>
            </div>
            <meter className="lk-decline-meter" min={0} max={1} value={finding.score ?? 0} aria-label={words(finding)} />
            {finding.evidence.map(evidence => (
              <DeclineFinding key={evidence.kind} at={found} evidence={evidence} opens={isNow} />
            ))}
          </li>
        ))}
      </ul>
      <details className="lk-play-more">
        <summary>{say('noEvidenceCauses', { count: silent.length })}</summary>
        <p>{silent.map(words).join(language === 'en' ? ', ' : '、')}</p>
      </details>
    </>
  )
}

function Choose({ found }: { readonly found: DeclineWhole }) {
  const say = useText(declineTexts)
  const { told, options } = usePlayWords()
  const [cause, setCause] = useState<Cause | undefined>(found.cause ?? undefined)
  const [loss, setLoss] = useState<LossType | undefined>(found.lossType ?? undefined)
  const [isRemedied, setRemedied] = useState(found.isRemedied)
  const [isByPrice, setByPrice] = useState(found.isByPrice)
  const [competitor, setCompetitor] = useState(found.competitor ?? '')
  const [note, setNote] = useState(found.causeNote ?? '')
  const choosing = useMutation({
    mutationFn: () => {
      const lossType = loss === undefined ? {} : { lossType: loss }
      const body = {
        cause: cause as Cause,
        ...lossType,
        isRemedied,
        isByPrice,
        competitor: competitor.trim() || null,
        note: note.trim() || null,
      }
      return chooseCause(found, { ...body, version: found.version })
    },
    onSuccess: () => toast('done', say('chosen')),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (cause !== undefined) choosing.mutate()
  }
  const pick = (next: Cause) => {
    setCause(next)
    setLoss(lossTypeOf(next))
    setByPrice(next === 'price_perception')
  }
  return (
    <form className="lk-form" noValidate onSubmit={submit} aria-label={say('choose')}>
      <div className="lk-play-pair">
        <Field label={say('cause')} required hint={cause ? told(causeNatureWords[causeNatureOf(cause)]) : undefined}>
          <Select showSearch={{ optionFilterProp: 'label' }} value={cause ?? null} options={options(causeWords, causes)} onChange={pick} />
        </Field>
        <Field label={say('lossType')}>
          <Select value={loss ?? null} options={options(lossTypeWords, lossTypes)} onChange={setLoss} />
        </Field>
      </div>
      {loss === 'fault' ? (
        <Checkbox checked={isRemedied} onChange={event => setRemedied(event.target.checked)}>
          {say('isRemedied')}
        </Checkbox>
      ) : null}
      {loss === 'competitive' ? (
        <Checkbox checked={isByPrice} onChange={event => setByPrice(event.target.checked)}>
          {say('isByPrice')}
        </Checkbox>
      ) : null}
      <Field label={say('competitor')} error={refusedField(choosing.error, 'competitor')}>
        <Input value={competitor} maxLength={200} onChange={event => setCompetitor(event.target.value)} />
      </Field>
      <Field label={say('causeNote')} error={refusedField(choosing.error, 'note')}>
        <Input.TextArea rows={2} maxLength={2000} value={note} onChange={event => setNote(event.target.value)} />
      </Field>
      <Refused error={choosing.error} />
      <div className="lk-actions">
        <Button type="primary" htmlType="submit" disabled={cause === undefined} loading={choosing.isPending}>
          {say('choose')}
        </Button>
      </div>
    </form>
  )
}

/** Why: the evidence, and the cause that a person chose. */
export function DeclineCauses({ found }: { readonly found: DeclineWhole }) {
  const say = useText(declineTexts)
  const { told } = usePlayWords()
  const isOpen = found.state === 'open' || found.state === 'deciding'
  return (
    <section aria-label={say('step2')}>
      <h3>{say('step2')}</h3>
      {found.cause !== null && found.causeNature !== null && found.lossType !== null ? (
        <p>
          <strong>{told(causeWords[found.cause])}</strong> · {told(causeNatureWords[found.causeNature])} ·{' '}
          {told(lossTypeWords[found.lossType])}
          {found.competitor ? ` · ${found.competitor}` : ''}
          <br />
          <small className="lk-muted">
            {say('chosenBy', { name: found.causeByName ?? '—', day: found.causeOn ?? '—' })}
            {found.causeNote ? ` · ${found.causeNote}` : ''}
          </small>
        </p>
      ) : null}
      <p className="lk-muted">{say('causesLead')}</p>
      <Seen found={found} seen={found.seen} isNow />
      {found.seenThen ? (
        <details className="lk-play-more">
          <summary>{say('seenThen', { until: found.seenThen.until })}</summary>
          <Seen found={found} seen={found.seenThen} isNow={false} />
        </details>
      ) : null}
      {isOpen && found.mayWrite ? <Choose found={found} /> : null}
    </section>
  )
}
