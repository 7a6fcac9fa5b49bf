import type { CustomerValue, PartValue } from '#contract/value/valuation.ts'
import { partWords } from '#core/segments/words.ts'
import type { ValuePart } from '#core/value/valuation.ts'
import { formatMoney, formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Money } from '#web/ui/money.tsx'
import { StateMark } from '#web/ui/state-mark.tsx'
import { valueTexts } from './value.text.ts'

/** The name of a part in the person's language. */
export function usePartName(): (part: ValuePart) => string {
  const language = useLanguage()
  return part => {
    const name = partWords[part][language === 'en' ? 1 : 0]
    return name.slice(0, 1).toUpperCase() + name.slice(1)
  }
}

function Basis({ part, currency }: { readonly part: PartValue; readonly currency: string }) {
  const say = useText(valueTexts)
  const language = useLanguage()
  const { quantity, rate, state } = part
  if (part.part === 'costOfGoods') {
    if (quantity === null || quantity === 0) return say('allMeasured')
    return rate === null
      ? say('unknownPart')
      : say('ofSales', { sales: formatMoney(quantity, currency, language), share: formatShare(rate, language) })
  }
  if (part.part === 'financing')
    return say('financed', { days: formatNumber(quantity ?? 0, language), rate: formatShare(rate ?? 0, language) })
  if (state === 'unknown') return quantity === null ? say('unknownPart') : say('counted', { quantity: formatNumber(quantity, language) })
  if (quantity === null || rate === null) return null
  return say('times', { quantity: formatNumber(quantity, language), rate: formatMoney(rate, currency, language) })
}

type Given = { readonly value: CustomerValue; readonly onPart: (part: ValuePart) => void }

/** Whether there is anything to open: documents, or a count of them; financing only where payments tell the days. */
const opens = (part: PartValue) =>
  part.part === 'financing' && part.state !== 'measured' ? false : part.amount !== null ? part.amount !== 0 : (part.quantity ?? 0) > 0

function Row({
  part,
  before,
  currency,
  onPart,
}: { readonly part: PartValue; readonly before: PartValue | undefined; readonly currency: string } & Pick<Given, 'onPart'>) {
  const say = useText(valueTexts)
  const nameOf = usePartName()
  const name = nameOf(part.part)
  return (
    <tr>
      <th scope="row">
        {opens(part) ? (
          <button type="button" className="lk-plain" title={say('openPart', { part: name })} onClick={() => onPart(part.part)}>
            {name}
          </button>
        ) : (
          name
        )}
      </th>
      <td className="lk-wide lk-muted">
        <Basis part={part} currency={currency} />
      </td>
      <td className="lk-end">
        {part.state === 'unknown' ? <StateMark state="unknown" /> : <Money minor={part.amount} currency={currency} state={part.state} />}
      </td>
      <td className="lk-end lk-wide lk-muted">{before === undefined ? null : <Money minor={before.amount} currency={currency} />}</td>
    </tr>
  )
}

/** The net contribution opened to its parts: what each was counted on, how well it is known, and the year before. */
export function ValueParts({ value, onPart }: Given) {
  const say = useText(valueTexts)
  const { now, before, currency } = value
  return (
    <div className="lk-parts-scroll">
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say('part')}</th>
            <th scope="col" className="lk-wide">
              {say('basis')}
            </th>
            <th scope="col" className="lk-end">
              {say('amount')}
            </th>
            <th scope="col" className="lk-end lk-wide">
              {before ? say('before') : null}
            </th>
          </tr>
        </thead>
        <tbody>
          {now.parts.map((part, index) => (
            <Row key={part.part} part={part} before={before?.parts[index]} currency={currency} onPart={onPart} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('total')}</th>
            <td className="lk-wide" />
            <td className="lk-end">
              <Money minor={now.total} currency={currency} state={now.state} />
            </td>
            <td className="lk-end lk-wide">{before ? <Money minor={before.total} currency={currency} /> : null}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
