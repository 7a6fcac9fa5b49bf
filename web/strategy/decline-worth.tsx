import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import type { DeclineEconomics, DeclineWhole } from '#contract/strategy/decline.ts'
import type { DeclineDecision } from '#core/strategy/decline.ts'
import { declineDecisionWords, winBackKindWords } from '#core/strategy/decline-words.ts'
import { chanceToBreakEven, winBackValueOf } from '#core/strategy/win-back.ts'
import { formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Field, refusedField } from '#web/ui/field.tsx'
import { Money } from '#web/ui/money.tsx'
import { NumberInput } from '#web/ui/number-field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { toast } from '#web/ui/toast.ts'
import { decideCase } from './decline.queries.ts'
import { declineTexts } from './decline.text.ts'
import { usePlayWords } from './use-play-words.ts'

/** The parts of the expected value, as proposed or as decided on. */
function Parts({ economics }: { readonly economics: DeclineEconomics }) {
  const say = useText(declineTexts)
  const { told, language } = usePlayWords()
  const share = (value: number) => formatShare(value, language)
  const { chance, secondLifeFrom } = economics
  const from = { clv: say('secondClv'), year: say('secondYear'), person: say('secondPerson') }[secondLifeFrom]
  return (
    <dl className="lk-facts">
      <dt>{say('chance')}</dt>
      <dd>
        {say('chanceOf', {
          p: share(chance.p),
          kind: told(winBackKindWords[chance.kind]),
          prior: share(chance.prior),
          won: chance.won,
          lost: chance.lost,
        })}
      </dd>
      <dt>{say('second')}</dt>
      <dd>
        <Money minor={economics.secondLifeMinor} /> <small className="lk-muted">{from}</small>
      </dd>
      <dt>{say('word')}</dt>
      <dd>
        <Money minor={economics.avoidedWordMinor} />
      </dd>
    </dl>
  )
}

const minorOf = (major: number | null) => Math.round((major ?? 0) * 100)

/** What is entered, and the expected value that follows from it at once. */
function useReckoned(economics: DeclineEconomics) {
  const [offer, setOffer] = useState<number | null>(economics.offerMinor / 100)
  const [effort, setEffort] = useState<number | null>(economics.effortMinor / 100)
  const [second, setSecond] = useState<number | null>(economics.secondLifeMinor / 100)
  const given = {
    secondLifetimeValue: minorOf(second),
    offer: minorOf(offer),
    effort: minorOf(effort),
    avoidedWord: economics.avoidedWordMinor,
  }
  const ev = Math.round(winBackValueOf({ ...given, p: economics.chance.p }))
  return { offer, setOffer, effort, setEffort, second, setSecond, given, ev, breakEven: chanceToBreakEven(given) }
}

function Decide({ found, economics }: { readonly found: DeclineWhole; readonly economics: DeclineEconomics }) {
  const say = useText(declineTexts)
  const { inOwn, language } = usePlayWords()
  const { offer, setOffer, effort, setEffort, second, setSecond, given, ev, breakEven } = useReckoned(economics)
  const [playId, setPlayId] = useState<string>()
  const [checked, setChecked] = useState(false)
  const [reason, setReason] = useState('')
  const deciding = useMutation({
    mutationFn: (decision: DeclineDecision) =>
      decideCase(found, {
        decision,
        offerMinor: given.offer,
        effortMinor: given.effort,
        secondLifeMinor: given.secondLifetimeValue,
        reason: reason.trim() || null,
        playId: decision === 'attempt' ? (playId ?? null) : null,
        checked,
        version: found.version,
      }),
    onSuccess: () => toast('done', say('decided')),
  })
  const isMalicious = found.lossType === 'malicious'
  const isWorth = ev > 0 && !isMalicious
  const play = found.plays.find(each => each.playId === playId)
  const pick = (next: string | undefined) => {
    setPlayId(next)
    const picked = found.plays.find(each => each.playId === next)
    if (picked) setEffort((picked.moneyMinor + picked.hours * found.hourMinor) / 100)
  }
  return (
    <div className="lk-form">
      <div className="lk-play-pair">
        <Field label={say('offer')} error={refusedField(deciding.error, 'offerMinor')}>
          <NumberInput min={0} value={offer} onChange={setOffer} />
        </Field>
        <Field label={say('effort')} error={refusedField(deciding.error, 'effortMinor')}>
          <NumberInput min={0} value={effort} onChange={setEffort} />
        </Field>
        <Field label={say('secondField')} error={refusedField(deciding.error, 'secondLifeMinor')}>
          <NumberInput min={0} value={second} onChange={setSecond} />
        </Field>
        {isMalicious ? null : (
          <Field label={say('play')}>
            <Select
              allowClear
              placeholder={say('noPlay')}
              value={playId}
              options={found.plays.map(each => ({ value: each.playId, label: inOwn(each.name) }))}
              onChange={pick}
            />
          </Field>
        )}
      </div>
      {play?.obstacles.map(({ kind, text }) => (
        <p key={kind} role="note">
          {text}
        </p>
      ))}
      {play?.obstacles.some(({ kind }) => kind === 'unchecked') ? (
        <Checkbox checked={checked} onChange={event => setChecked(event.target.checked)}>
          {say('checkedNow')}
        </Checkbox>
      ) : null}
      <p aria-live="polite">
        {say('ev')}{' '}
        <span className="lk-decline-ev">
          <Money minor={ev} />
        </span>{' '}
        · {say(isWorth ? 'worth' : 'notWorth')}
        {breakEven === undefined || isMalicious ? '' : ` · ${say('breakEven', { p: formatShare(breakEven, language) })}`}
      </p>
      {isMalicious ? <p role="note">{say('malicious')}</p> : null}
      <Field label={say('reason')} hint={say('reasonHint')} error={refusedField(deciding.error, 'reason')}>
        <Input.TextArea rows={2} maxLength={2000} value={reason} onChange={event => setReason(event.target.value)} />
      </Field>
      <Refused error={deciding.error} />
      <div className="lk-actions">
        {isMalicious ? null : (
          <Button type={isWorth ? 'primary' : 'default'} loading={deciding.isPending} onClick={() => deciding.mutate('attempt')}>
            {say('attempt')}
          </Button>
        )}
        <Button type={isWorth ? 'default' : 'primary'} loading={deciding.isPending} onClick={() => deciding.mutate('let_go')}>
          {say('letGo')}
        </Button>
      </div>
    </div>
  )
}

/** Whether winning back pays, and the decision with who took it, when and why. */
export function DeclineWorth({ found }: { readonly found: DeclineWhole }) {
  const say = useText(declineTexts)
  const { told } = usePlayWords()
  const economics = found.decidedOnEconomics ?? found.economics
  const { decision } = found
  return (
    <section aria-label={say('step3')}>
      <h3>{say('step3')}</h3>
      <p className="lk-muted">{say('worthLead')}</p>
      {economics === null ? <p>{say('needsCause')}</p> : <Parts economics={economics} />}
      {decision !== null && found.evMinor !== null ? (
        <p>
          {say('decidedBy', {
            name: found.decidedByName ?? '—',
            day: found.decidedOn ?? '—',
            decision: told(declineDecisionWords[decision]),
          })}{' '}
          · {say('ev')} <Money minor={found.evMinor} />
          {found.decisionReason ? ` · ${found.decisionReason}` : ''}
        </p>
      ) : null}
      {found.state === 'deciding' && found.mayWrite && economics !== null ? <Decide found={found} economics={economics} /> : null}
    </section>
  )
}
