import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { CustomerPlays, HygieneFinding } from '#contract/strategy/hygiene.ts'
import { dutyWords, hygieneStateWords } from '#core/strategy/hygiene-words.ts'
import type { HygieneDuty, HygieneState } from '#core/strategy/hygiene.ts'
import { formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Refused } from '#web/ui/refused.tsx'
import { hygieneTexts } from './hygiene.text.ts'
import { withdrawCheck } from './play.queries.ts'
import { usePlayWords } from './use-play-words.ts'

const CheckForm = lazy(async () => ({ default: (await import('./hygiene-check-form.tsx')).CheckForm }))
const HygieneLines = lazy(async () => ({ default: (await import('./hygiene-lines.tsx')).HygieneLines }))

const signs: Readonly<Record<HygieneState, string>> = { green: '✓', amber: '△', red: '✕', unknown: '?' }

/** What a duty's colour rests on. */
function useFigure() {
  const say = useText(hygieneTexts)
  const { language } = usePlayWords()
  return ({ value, hits, events, limit, overdue }: HygieneFinding): string => {
    if (limit === null) return say('asked')
    const share = value === null ? undefined : formatShare(value, language)
    const figures = { share: share ?? '', hits, events }
    const counted =
      share === undefined ? say(events === 0 ? 'noSource' : 'few', { events }) : say(limit.isMost ? 'claims' : 'share', figures)
    const red = say(limit.isMost ? 'limitMost' : 'limitLeast', { red: formatShare(limit.red, language) })
    return [counted, red, ...(overdue > 0 ? [say('overdue', { count: overdue })] : [])].join(' · ')
  }
}

function useCheckText() {
  const say = useText(hygieneTexts)
  return ({ check, isChecked }: HygieneFinding): string | undefined => {
    if (check === null) return undefined
    const who = { name: check.byName ?? '—', day: check.checkedOn }
    if (!check.isKept) return say('checkedNo', who)
    return isChecked ? say('checkedYes', { ...who, until: check.validUntil }) : say('checkedOld', who)
  }
}

type LineGiven = { readonly dyadId: string; readonly finding: HygieneFinding; readonly mayWrite: boolean; readonly onLines: () => void }

function DutyLine({ dyadId, finding, mayWrite, onLines }: LineGiven) {
  const say = useText(hygieneTexts)
  const { told } = usePlayWords()
  const figure = useFigure()(finding)
  const checked = useCheckText()(finding)
  const withdrawing = useMutation({ mutationFn: (checkId: string) => withdrawCheck(dyadId, checkId) })
  const { duty, state, check, limit } = finding
  const name = told(dutyWords[duty])
  return (
    <li className="lk-duty" data-state={state}>
      <span className="lk-duty-sign" aria-hidden="true">
        {signs[state]}
      </span>
      <div>
        {name} · {told(hygieneStateWords[state])}
        <small>{figure}</small>
        {checked === undefined ? null : <small>{checked}</small>}
        <Refused error={withdrawing.error} />
      </div>
      <div className="lk-actions">
        {limit === null ? null : (
          <Button size="small" type="link" aria-label={say('linesFor', { duty: name })} onClick={onLines}>
            {say('lines')}
          </Button>
        )}
        {check !== null && mayWrite ? (
          <Button
            size="small"
            type="link"
            aria-label={say('withdrawOf', { duty: name })}
            loading={withdrawing.isPending}
            onClick={() => withdrawing.mutate(check.checkId)}
          >
            {say('withdraw')}
          </Button>
        ) : null}
      </div>
    </li>
  )
}

/** The basic duties towards a customer, each with its figure against the limit, who has checked it, and the lines behind it. */
export function Duties({ dyadId, found }: { readonly dyadId: string; readonly found: CustomerPlays }) {
  const say = useText(hygieneTexts)
  const [lines, setLines] = useState<HygieneDuty>()
  const [checking, setChecking] = useState(false)
  const open = found.findings.filter(({ state, isChecked }) => state === 'unknown' && !isChecked).map(({ duty }) => duty)
  return (
    <section>
      <div className="lk-card-head">
        <div>
          <h3>{say('duties')}</h3>
          <p className="lk-muted">{say('window', { since: found.since, asOf: found.asOf })}</p>
        </div>
        {found.mayWrite ? (
          <Button size="small" onClick={() => setChecking(true)}>
            {say('check')}
          </Button>
        ) : null}
      </div>
      <ul>
        {found.findings.map(finding => (
          <DutyLine key={finding.duty} dyadId={dyadId} finding={finding} mayWrite={found.mayWrite} onLines={() => setLines(finding.duty)} />
        ))}
      </ul>
      <Suspense fallback={null}>
        {lines ? <HygieneLines dyadId={dyadId} duty={lines} onClose={() => setLines(undefined)} /> : null}
        {checking ? <CheckForm dyadId={dyadId} open={open} today={found.today} onClose={() => setChecking(false)} /> : null}
      </Suspense>
    </section>
  )
}
