import type { Answer } from '#contract/endpoint.ts'
import type { previewSettings } from '#contract/segments/settings.ts'
import { customerTypes } from '#core/segments/grid.ts'
import { formatMoneyShort, formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { TypeTag } from '#web/ui/customer-tags.tsx'
import { inkOn, typeColours } from '#web/ui/customer-type.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { Money } from '#web/ui/money.tsx'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { settingsTexts } from '#web/value/settings.text.ts'

export type Effect = Answer<typeof previewSettings>

function Nine({ effect }: { readonly effect: Effect }) {
  const say = useText(settingsTexts)
  const name = useText(customerWords)
  const language = useLanguage()
  const money = (minor: number) => formatMoneyShort(minor, effect.currency, language)
  return (
    <ol className="lk-nine">
      {customerTypes.map(type => {
        const cell = effect.types.find(found => found.type === type)
        const { now = 0, after = 0, valueNow = 0, valueThen = 0 } = cell ?? {}
        return (
          <li key={type} style={{ borderTopColor: typeColours[type] }}>
            <span className="lk-tag" style={{ background: typeColours[type], color: inkOn(typeColours[type]) }}>
              {name(type)}
            </span>
            <strong>{say('nowThen', { now: formatNumber(now, language), after: formatNumber(after, language) })}</strong>
            <span className="lk-muted">
              {money(valueNow)} → {money(valueThen)}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function Movers({ effect }: { readonly effect: Effect }) {
  const say = useText(settingsTexts)
  if (effect.movers.length === 0) return null
  return (
    <details>
      <summary>{say('movers')}</summary>
      <ScrollSideways label={say('movers')}>
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('customer')}</th>
              <th scope="col">{say('from')}</th>
              <th scope="col">{say('to')}</th>
              <th scope="col" className="lk-end lk-wide">
                {say('valueNow')}
              </th>
              <th scope="col" className="lk-end lk-wide">
                {say('valueThen')}
              </th>
            </tr>
          </thead>
          <tbody>
            {effect.movers.map(mover => (
              <tr key={mover.dyadId}>
                <th scope="row">
                  {mover.name} <span className="lk-muted">{mover.code}</span>
                </th>
                <td>
                  <TypeTag type={mover.from} plain />
                </td>
                <td>
                  <TypeTag type={mover.to} plain />
                </td>
                <td className="lk-end lk-wide">
                  <Money minor={mover.netContributionNow} currency={effect.currency} />
                </td>
                <td className="lk-end lk-wide">
                  <Money minor={mover.netContributionThen} currency={effect.currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollSideways>
    </details>
  )
}

function Counted({ name, now, after }: { readonly name: string; readonly now: number; readonly after: number }) {
  const say = useText(settingsTexts)
  const language = useLanguage()
  return (
    <div style={{ display: 'contents' }}>
      <dt>{name}</dt>
      <dd>{say('nowThen', { now: formatNumber(now, language), after: formatNumber(after, language) })}</dd>
    </div>
  )
}

/** What a draft would do: the nine cells and the layers before and after, and who moves. */
export function DraftEffect({ effect }: { readonly effect: Effect }) {
  const say = useText(settingsTexts)
  const name = useText(customerWords)
  const language = useLanguage()
  const money = (minor: number) => formatMoneyShort(minor, effect.currency, language)
  const values = { now: money(effect.valueNow), after: money(effect.valueThen) }
  const { mediumValue, highValue } = effect.cuts
  const unplaced = effect.types.find(({ type }) => type === null)
  return (
    <section className="lk-card lk-stack" aria-label={say('effect')}>
      <h2>{say('effect')}</h2>
      <p>{effect.moved === 0 ? say('nobodyMoves', values) : say('effectLead', { ...values, count: effect.moved })}</p>
      {mediumValue === null || highValue === null ? null : (
        <p className="lk-muted">{say('cutsMoney', { medium: money(mediumValue), high: money(highValue) })}</p>
      )}
      <Nine effect={effect} />
      <dl className="lk-facts">
        {effect.tiers.map(({ tier, now, after }) => (
          <Counted key={tier} name={name(tier)} now={now} after={after} />
        ))}
        {/* What a draft leaves unknown is not on the map, rather than at nought. */}
        <Counted name={say('unplaced')} now={unplaced?.now ?? 0} after={unplaced?.after ?? 0} />
      </dl>
      <Movers effect={effect} />
    </section>
  )
}
