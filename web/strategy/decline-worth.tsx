import type { DeclineEconomics, DeclineWhole } from '#contract/strategy/decline.ts'
import { declineDecisionWords, winBackKindWords } from '#core/strategy/decline-words.ts'
import { formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { Money } from '#web/ui/money.tsx'
import { declineTexts } from './decline.text.ts'
import { DeclineDecide } from './decline-decide.tsx'
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
      {found.state === 'deciding' && found.mayWrite && economics !== null ? <DeclineDecide found={found} economics={economics} /> : null}
    </section>
  )
}
