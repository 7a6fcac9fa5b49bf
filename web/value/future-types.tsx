import type { CustomerFuture } from '#contract/value/future.ts'
import type { CustomerType } from '#core/segments/grid.ts'
import { formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { depthOf, inkOn, typeColours } from '#web/ui/customer-type.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { futureTexts } from './future.text.ts'

type Given = {
  readonly probabilities: NonNullable<CustomerFuture['typeProbabilities']>
  readonly confirmed: CustomerType | null | undefined
}

/** The nine types in the places of the map, each as deep as it is likely, with the number; the confirmed type is outlined. */
export function TypeOdds({ probabilities, confirmed, paper }: Given & { readonly paper: string }) {
  const say = useText(futureTexts)
  const name = useText(customerWords)
  const language = useLanguage()
  return (
    <section className="lk-stack" aria-label={say('types')}>
      <h3>{say('types')}</h3>
      <ul className="lk-type-odds">
        {probabilities.map(({ type, probability }) => {
          const fill = depthOf(typeColours[type], probability, paper)
          const isConfirmed = type === confirmed
          return (
            <li key={type} data-confirmed={isConfirmed} data-none={probability < 0.005} style={{ background: fill, color: inkOn(fill) }}>
              <span>
                {name(type)}
                {isConfirmed ? <span className="lk-hidden"> ({say('typeConfirmed')})</span> : null}
              </span>
              <strong>{formatShare(probability, language)}</strong>
            </li>
          )
        })}
      </ul>
      <p className="lk-muted">{say('typesLead')}</p>
    </section>
  )
}
