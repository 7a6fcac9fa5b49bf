import type { MapAnswer } from '#contract/segments/map.ts'
import type { CustomerType, PyramidTier } from '#core/segments/grid.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Money } from '#web/ui/money.tsx'
import { segmentTexts } from './segments.text.ts'
import '#web/value/value.css'

type Given = { readonly map: MapAnswer; readonly onType: (type: CustomerType) => void; readonly onTier: (tier: PyramidTier) => void }

const signed = (value: number) => (value > 0 ? `+${value}` : String(value))

function Head({ compared }: { readonly compared: boolean }) {
  const say = useText(segmentTexts)
  return (
    <tr>
      <th scope="col">{say('type')}</th>
      <th scope="col" className="lk-end">
        {say('count')}
      </th>
      {compared ? (
        <th scope="col" className="lk-end">
          {say('change')}
        </th>
      ) : null}
      <th scope="col" className="lk-end">
        {say('contribution')}
      </th>
      <th scope="col" className="lk-end lk-wide">
        {say('share')}
      </th>
      <th scope="col" className="lk-end lk-wide">
        {say('sales')}
      </th>
    </tr>
  )
}

/** The map as numbers: nine types and four layers, with counts, money, share and the change since the compared month. */
export function MapTable({ map, onType, onTier }: Given) {
  const name = useText(customerWords)
  const language = useLanguage()
  const whole = map.cells.reduce((sum, cell) => sum + Math.max(0, cell.value), 0)
  const compared = map.compared !== null
  const row = (cell: MapAnswer['cells'][number] | MapAnswer['pyramid'][number]) => (
    <>
      <td className="lk-end">{formatNumber(cell.count, language)}</td>
      {compared ? <td className="lk-end">{cell.before === null ? '—' : signed(cell.count - cell.before)}</td> : null}
      <td className="lk-end">
        <Money minor={cell.value} currency={map.currency} />
      </td>
      <td className="lk-end lk-wide">{whole > 0 ? formatShare(cell.value / whole, language) : '—'}</td>
      <td className="lk-end lk-wide">
        <Money minor={cell.sales} currency={map.currency} />
      </td>
    </>
  )
  return (
    <div className="lk-card lk-parts-scroll">
      <table className="lk-parts">
        <thead>
          <Head compared={compared} />
        </thead>
        <tbody>
          {map.cells.map(cell => (
            <tr key={cell.type}>
              <th scope="row">
                <button type="button" className="lk-plain" onClick={() => onType(cell.type)}>
                  <TypeTag type={cell.type} plain />
                </button>
              </th>
              {row(cell)}
            </tr>
          ))}
          {map.pyramid.map(layer => (
            <tr key={layer.tier}>
              <th scope="row">
                <button type="button" className="lk-plain" onClick={() => onTier(layer.tier)}>
                  {name(layer.tier)}
                </button>
              </th>
              {row(layer)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
