import { Link } from '@tanstack/react-router'
import type { Relationship } from '#contract/relationships/bond.ts'
import type { PayneCell } from '#core/relationships/payne.ts'
import { payneWords } from '#core/relationships/words.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { bondTexts } from './bond.text.ts'
import { Lines } from './bond-lines.tsx'
import { useWords } from './bond-words.ts'

/** The cells as they are drawn: individualised at the top, informed at the right. */
const drawn: readonly PayneCell[] = ['managed_service', 'individualised', 'product_selling', 'customer_marketing']

function Matrix({ payne }: { readonly payne: Relationship['payne'] }) {
  const say = useText(bondTexts)
  const { told } = useWords()
  const mark = (cell: PayneCell) => [cell === payne.cell && say('payneIs'), cell === payne.aim && say('payneAim')].filter(Boolean).join(' ')
  return (
    <ul className="lk-payne" aria-label={say('payne')}>
      {drawn.map(cell => (
        <li key={cell} className="lk-payne-cell" data-here={cell === payne.cell} data-aim={cell === payne.aim}>
          <span>{told(payneWords, cell)}</span>
          <span>{mark(cell)}</span>
        </li>
      ))}
    </ul>
  )
}

/** The place in Payne's matrix, the aim, and the way there. */
export function PaynePart({ relationship }: { readonly relationship: Relationship }) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { dyadId, payne } = relationship
  const round = (value: number) => formatNumber(value, language)
  return (
    <div className="lk-stack">
      <p className="lk-muted">{say('payneRule')}</p>
      <Matrix payne={payne} />
      <dl className="lk-facts">
        <dt>{say('information')}</dt>
        <dd>{round(payne.information)}</dd>
        <dt>{say('individualisation')}</dt>
        <dd>{round(payne.individualisation)}</dd>
      </dl>
      <ol>
        {payne.path.map(({ axis, from, to }) => (
          <li key={axis}>{say(axis === 'information' ? 'pathInformation' : 'pathIndividual', { from: round(from), to: round(to) })}</li>
        ))}
        {payne.path.length === 0 ? <li>{say('payneThere')}</li> : null}
      </ol>
      <Link to={'/customers/$dyadId' as never} params={{ dyadId } as never} search={{ tab: 'company' } as never}>
        {say('toRecord')}
      </Link>
      <Lines dyadId={dyadId} topic="agreement" label={`${say('lines')}${say('colon')}${say('agreements')}`} />
    </div>
  )
}
