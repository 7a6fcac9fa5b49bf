import { Link } from '@tanstack/react-router'
import type { PlanChoice, PlanOutcome } from '#contract/strategy/plan.ts'
import { groupOf } from '#core/strategy/group.ts'
import { capsOf } from '#core/strategy/plan-outcome.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { useText } from '#web/platform/text.ts'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { Money } from '#web/ui/money.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { ExpectedNote } from './play-expected.tsx'
import { playTexts } from './play.text.ts'
import { usePlanWords } from './use-plan-words.ts'
import '#web/value/value.css'

type Given = {
  readonly choice: PlanChoice
  readonly limits: PlanOutcome['limits']
  readonly expected: NonNullable<PlanOutcome['expected']>
  readonly nameOf: (playId: string) => string
  readonly onClose: () => void
}

/** What an option takes of what is scarce, at the prices of the plan. */
function scarceOf(
  option: { readonly moneyMinor: number; readonly hours: number },
  limits: PlanOutcome['limits'],
  caps: readonly string[],
): number {
  return limits.reduce((sum, { key, kind, price }) => {
    if (kind === 'hours') return sum + price * option.hours
    return kind === 'money' || caps.includes(key) ? sum + price * option.moneyMinor : sum
  }, 0)
}

type RowGiven = {
  readonly option: PlanChoice['options'][number]
  readonly name: string
  readonly isTaken: boolean
  readonly scarce: number
}

function OptionRow({ option, name, isTaken, scarce }: RowGiven) {
  const { say, hours } = usePlanWords()
  const net = option.worthMinor - option.moneyMinor
  return (
    <tr>
      <th scope="row">
        {name}
        {isTaken ? ` · ${say('taken')}` : ''}
      </th>
      <td className="lk-end">
        <Money minor={option.worthMinor} />
      </td>
      <td className="lk-end">
        <Money minor={option.moneyMinor} />
      </td>
      <td className="lk-end">{hours(option.hours)}</td>
      <td className="lk-end">
        <Money minor={net} />
      </td>
      <td className="lk-end">
        <Money minor={scarce} />
      </td>
      <td className="lk-end">
        <Money minor={net - scarce} />
      </td>
    </tr>
  )
}

function Options({ choice, limits, nameOf }: Pick<Given, 'choice' | 'limits' | 'nameOf'>) {
  const { say } = usePlanWords()
  const caps = capsOf(choice.customerType === null ? null : groupOf(choice.customerType), choice.tier)
  return (
    <ScrollSideways label={say('alternatives')}>
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say('play')}</th>
            <th scope="col" className="lk-end">
              {say('worth')}
            </th>
            <th scope="col" className="lk-end">
              {say('spent')}
            </th>
            <th scope="col" className="lk-end">
              {say('hours')}
            </th>
            <th scope="col" className="lk-end">
              {say('net')}
            </th>
            <th scope="col" className="lk-end">
              {say('scarce')}
            </th>
            <th scope="col" className="lk-end">
              {say('left')}
            </th>
          </tr>
        </thead>
        <tbody>
          {choice.options.map(option => (
            <OptionRow
              key={option.playId}
              option={option}
              name={nameOf(option.playId)}
              isTaken={option.playId === choice.playId}
              scarce={Math.round(scarceOf(option, limits, caps))}
            />
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  )
}

/** From where the expected effects of the plays in question were known when the plan was made. */
function Expectations({ choice, expected, nameOf }: Pick<Given, 'choice' | 'expected' | 'nameOf'>) {
  const say = useText(playTexts)
  const ids = choice.options.filter(({ isDuty }) => !isDuty).map(({ playId }) => playId)
  const weighed = expected.filter(({ playId }) => ids.includes(playId))
  if (weighed.length === 0) return null
  return (
    <>
      <h3>{say('expectedFrom')}</h3>
      <ul>
        {weighed.map(each => (
          <li key={each.playId} className="lk-play-line">
            <div>
              {nameOf(each.playId)}
              <ExpectedNote expected={each} />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Why a plan chose this play for a customer: each play's worth, cost, what it takes of what is scarce, and what is left. */
export function ChoiceDrawer({ choice, limits, expected, nameOf, onClose }: Given) {
  const { say, language, reason } = usePlanWords()
  const name = nameIn({ name: choice.customerName, nameEn: choice.customerNameEn }, language)
  return (
    <DrawerPage open title={name} width={760} onClose={onClose}>
      <div className="lk-stack">
        <dl className="lk-facts">
          <dt>{say('stake')}</dt>
          <dd>
            <Money minor={choice.contributionMinor} />
          </dd>
          <dt>{say('play')}</dt>
          <dd>{choice.playId === null ? say('nothingElse') : nameOf(choice.playId)}</dd>
        </dl>
        {choice.reason === null ? null : <p>{reason(choice.reason)}</p>}
        {choice.refusal === null ? null : <p role="note">{language === 'en' ? choice.refusal.en : choice.refusal.zh}</p>}
        <h3>{say('arithmetic')}</h3>
        <p className="lk-muted">{say(choice.isDuty ? 'ruleDuty' : 'rule')}</p>
        <Options choice={choice} limits={limits} nameOf={nameOf} />
        <Expectations choice={choice} expected={expected} nameOf={nameOf} />
        <Link className="lk-play-link" to={'/customers/$dyadId' as never} params={{ dyadId: choice.dyadId } as never}>
          {say('toCustomer')}
        </Link>
      </div>
    </DrawerPage>
  )
}
