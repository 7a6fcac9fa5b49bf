import type { Clv, CustomerFuture } from '#contract/value/future.ts'
import { formatMoney, formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Money } from '#web/ui/money.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { StateMark } from '#web/ui/state-mark.tsx'
import { futureTexts } from './future.text.ts'
import './value.css'

type Line = { readonly key: string; readonly name: string; readonly note: string; readonly figure: string }

/** What a lifetime value is multiplied from, each with where it comes from. */
function useLines({ expectedOrders, discountedOrders, horizonYears, discountRate, ...clv }: Clv, currency: string): readonly Line[] {
  const say = useText(futureTexts)
  const language = useLanguage()
  const years = formatNumber(horizonYears, language, 1)
  const own = clv.ownSpendPerOrderMinor
  const count = formatNumber(clv.ownOrders, language)
  return [
    { key: 'orders', name: say('partOrders', { years }), note: say('partOrdersNote'), figure: formatNumber(expectedOrders, language, 1) },
    {
      key: 'discounted',
      name: say('partDiscounted'),
      note: say('partDiscountedNote', { rate: formatShare(discountRate, language) }),
      figure: formatNumber(discountedOrders, language, 1),
    },
    {
      key: 'spend',
      name: say('partSpend'),
      note: own === null ? say('partSpendBook') : say('partSpendOwn', { own: formatMoneyShort(own, currency, language), count }),
      figure: formatMoney(clv.spendPerOrderMinor, currency, language),
    },
    { key: 'margin', name: say('partMargin'), note: say(`margin_${clv.marginFrom}`), figure: formatShare(clv.margin, language) },
  ]
}

/** A lifetime value opened to its parts. */
export function ClvParts({ clv, currency }: { readonly clv: Clv; readonly currency: string }) {
  const say = useText(futureTexts)
  const lines = useLines(clv, currency)
  return (
    <ScrollSideways label={say('openParts')}>
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say('part')}</th>
            <th scope="col" className="lk-end">
              {say('figure')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, note, figure }) => (
            <tr key={key}>
              <th scope="row">
                {name} <small>{note}</small>
              </th>
              <td className="lk-end">{figure}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {say('clv')} <small className="lk-muted">{say('partResult')}</small>
            </th>
            <td className="lk-end">
              <Money minor={clv.amountMinor} currency={currency} state={clv.state} />
            </td>
          </tr>
        </tfoot>
      </table>
    </ScrollSideways>
  )
}

/** What the customer brought and will bring in all, and what that leaves out. */
export function TotalValue({ future: { achievedMinor, clv, currency } }: { readonly future: CustomerFuture }) {
  const say = useText(futureTexts)
  if (clv === null || achievedMinor === null) return null
  return (
    <div>
      <dl className="lk-facts">
        <dt>{say('achieved')}</dt>
        <dd>
          <Money minor={achievedMinor} currency={currency} />
        </dd>
        <dt>{say('total')}</dt>
        <dd>
          <strong>
            <Money minor={achievedMinor + clv.amountMinor} currency={currency} />
          </strong>{' '}
          <StateMark state={clv.state} />
        </dd>
      </dl>
      <p className="lk-muted">{say('totalMissing')}</p>
    </div>
  )
}
