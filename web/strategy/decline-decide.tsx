import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import type { DeclineEconomics, DeclineWhole } from '#contract/strategy/decline.ts'
import type { DeclineDecision } from '#core/strategy/decline.ts'
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

type Reckoned = ReturnType<typeof useReckoned>

/** What is entered, in whole units of the currency. */
function Sums({ reckoned, error }: { readonly reckoned: Reckoned; readonly error: unknown }) {
  const say = useText(declineTexts)
  const { offer, setOffer, effort, setEffort, second, setSecond } = reckoned
  return (
    <>
      <Field label={say('offer')} error={refusedField(error, 'offerMinor')}>
        <NumberInput min={0} value={offer} onChange={setOffer} />
      </Field>
      <Field label={say('effort')} error={refusedField(error, 'effortMinor')}>
        <NumberInput min={0} value={effort} onChange={setEffort} />
      </Field>
      <Field label={say('secondField')} error={refusedField(error, 'secondLifeMinor')}>
        <NumberInput min={0} value={second} onChange={setSecond} />
      </Field>
    </>
  )
}

type Value = { readonly reckoned: Reckoned; readonly isWorth: boolean; readonly isMalicious: boolean }

/** The expected value of what is entered, and from which chance on it would pay. */
function Value({ reckoned: { ev, breakEven }, isWorth, isMalicious }: Value) {
  const say = useText(declineTexts)
  const { language } = usePlayWords()
  return (
    <>
      <p aria-live="polite">
        {say('ev')}{' '}
        <span className="lk-decline-ev">
          <Money minor={ev} />
        </span>{' '}
        · {say(isWorth ? 'worth' : 'notWorth')}
        {breakEven === undefined || isMalicious ? '' : ` · ${say('breakEven', { p: formatShare(breakEven, language) })}`}
      </p>
      {isMalicious ? <p role="note">{say('malicious')}</p> : null}
    </>
  )
}

type PlayGiven = {
  readonly found: DeclineWhole
  readonly playId: string | undefined
  readonly onPlay: (playId: string | undefined) => void
  readonly checked: boolean
  readonly onChecked: (checked: boolean) => void
}

/** Which play wins it back, with what stands against it. */
function PlayChoice({ found, playId, onPlay, checked, onChecked }: PlayGiven) {
  const say = useText(declineTexts)
  const { inOwn } = usePlayWords()
  const obstacles = found.plays.find(each => each.playId === playId)?.obstacles ?? []
  return (
    <>
      <Field label={say('play')}>
        <Select
          allowClear
          placeholder={say('noPlay')}
          value={playId ?? null}
          options={found.plays.map(each => ({ value: each.playId, label: inOwn(each.name) }))}
          onChange={(next: string | null | undefined) => onPlay(next ?? undefined)}
        />
      </Field>
      {obstacles.map(({ kind, text }) => (
        <p key={kind} role="note">
          {text}
        </p>
      ))}
      {obstacles.some(({ kind }) => kind === 'unchecked') ? (
        <Checkbox checked={checked} onChange={event => onChecked(event.target.checked)}>
          {say('checkedNow')}
        </Checkbox>
      ) : null}
    </>
  )
}

/** Decides to win a customer back or to let it go, with the expected value at hand. */
export function DeclineDecide({ found, economics }: { readonly found: DeclineWhole; readonly economics: DeclineEconomics }) {
  const say = useText(declineTexts)
  const reckoned = useReckoned(economics)
  const { given, ev } = reckoned
  const [playId, setPlayId] = useState<string>()
  const [checked, setChecked] = useState(false)
  const [reason, setReason] = useState('')
  const deciding = useMutation({
    mutationFn: (decision: DeclineDecision) => {
      const sums = { offerMinor: given.offer, effortMinor: given.effort, secondLifeMinor: given.secondLifetimeValue }
      const play = decision === 'attempt' ? (playId ?? null) : null
      return decideCase(found, { decision, ...sums, reason: reason.trim() || null, playId: play, checked, version: found.version })
    },
    onSuccess: () => toast('done', say('decided')),
  })
  const isMalicious = found.lossType === 'malicious'
  const isWorth = ev > 0 && !isMalicious
  const pick = (next: string | undefined) => {
    setPlayId(next)
    const picked = found.plays.find(each => each.playId === next)
    if (picked) reckoned.setEffort((picked.moneyMinor + picked.hours * found.hourMinor) / 100)
  }
  const deed = (decision: DeclineDecision, isAdvised: boolean) => (
    <Button type={isAdvised ? 'primary' : 'default'} loading={deciding.isPending} onClick={() => deciding.mutate(decision)}>
      {say(decision === 'attempt' ? 'attempt' : 'letGo')}
    </Button>
  )
  return (
    <div className="lk-form">
      <div className="lk-play-pair">
        <Sums reckoned={reckoned} error={deciding.error} />
      </div>
      {isMalicious ? null : <PlayChoice found={found} playId={playId} onPlay={pick} checked={checked} onChecked={setChecked} />}
      <Value reckoned={reckoned} isWorth={isWorth} isMalicious={isMalicious} />
      <Field label={say('reason')} hint={say('reasonHint')} error={refusedField(deciding.error, 'reason')}>
        <Input.TextArea rows={2} maxLength={2000} value={reason} onChange={event => setReason(event.target.value)} />
      </Field>
      <Refused error={deciding.error} />
      <div className="lk-actions">
        {isMalicious ? null : deed('attempt', isWorth)}
        {deed('let_go', !isWorth)}
      </div>
    </div>
  )
}
