import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { OpenedWallet } from '#contract/value/wallet.ts'
import type { CustomerKind } from '#core/dyads/customer.ts'
import { nameIn } from '#web/dyads/customer-columns.tsx'
import { fieldTexts } from '#web/dyads/dyads.text.ts'
import { formatMoneyShort, formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { Money } from '#web/ui/money.tsx'
import { walletTexts } from './wallet.text.ts'

type Model = NonNullable<OpenedWallet['model']>
type Effect = Model['effects'][number]

/** What a figure of the regression is called, and how its values are written. */
function useEffectWords(currency: string) {
  const say = useText(walletTexts)
  const field = useText(fieldTexts)
  const language = useLanguage()
  const label = ({ feature, name, nameEn, attribute }: Effect): string => {
    if (feature === 'share') return say('shareOf', { name: (language === 'en' ? nameEn : null) ?? name ?? '—' })
    if (feature === 'attribute' && attribute !== null) {
      const value = attribute === 'customerKind' ? field(name as CustomerKind) : (name ?? '—')
      return say(attribute, { name: value })
    }
    return say(feature as 'otherPurchases' | 'tenure' | 'frequency')
  }
  const written = ({ feature }: Effect, value: number): string => {
    if (feature === 'otherPurchases') return formatMoneyShort(value, currency, language)
    return feature === 'share' ? formatShare(value, language) : formatNumber(value, language, 1)
  }
  const typical = (effect: Effect) =>
    effect.feature === 'attribute'
      ? say('shareOfCustomers', { share: formatShare(effect.typical, language) })
      : written(effect, effect.typical)
  const own = (effect: Effect) => (effect.feature === 'attribute' ? say(effect.value > 0 ? 'yes' : 'no') : written(effect, effect.value))
  return { label, own, typical }
}

/** The regression, opened: each thing that counts with this customer's value, the typical one, and what the difference makes. */
export function ModelFigures({ model, currency }: { readonly model: Model; readonly currency: string }) {
  const say = useText(walletTexts)
  const language = useLanguage()
  const words = useEffectWords(currency)
  const count = (value: number) => formatNumber(value, language)
  const base = formatMoneyShort(model.base, currency, language)
  const ranked = model.effects.toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
  return (
    <>
      <p className="lk-muted">{say('figuresLead', { customers: count(model.customers), buyers: count(model.buyers), base })}</p>
      <div className="lk-parts-scroll">
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('figure')}</th>
              <th scope="col" className="lk-end">
                {say('ofThis')}
              </th>
              <th scope="col" className="lk-end">
                {say('typical')}
              </th>
              <th scope="col" className="lk-end">
                {say('effect')}
              </th>
            </tr>
          </thead>
          <tbody>
            {ranked.map(effect => (
              <tr key={words.label(effect)}>
                <th scope="row">{words.label(effect)}</th>
                <td className="lk-end">{words.own(effect)}</td>
                <td className="lk-end">{words.typical(effect)}</td>
                <td className="lk-end">
                  {effect.effect > 0 ? '+' : ''}
                  <Money minor={effect.effect} currency={currency} short />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

const first = 8

/** The customers that it was compared with, the nearest first: those that this person may see by name, the rest by number. */
export function LookAlikes({ opened: { lookAlikes, hidden, run } }: { readonly opened: OpenedWallet }) {
  const say = useText(walletTexts)
  const language = useLanguage()
  const [all, setAll] = useState(false)
  if (lookAlikes.length === 0 && hidden.count === 0) return <p className="lk-muted">{say('noLookAlikes')}</p>
  const shown = all ? lookAlikes : lookAlikes.slice(0, first)
  return (
    <>
      <p className="lk-muted">{say('lookAlikesLead')}</p>
      <table className="lk-parts">
        <tbody>
          {shown.map(one => (
            <tr key={one.dyadId}>
              <th scope="row">
                <Link to="/customers/$dyadId" params={{ dyadId: one.dyadId }} search={{ tab: 'value' }}>
                  {nameIn(one, language)}
                </Link>
              </th>
              <td className="lk-end">{one.own > 0 ? <Money minor={one.own} currency={run.currency} short /> : say('notBoughtMark')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lookAlikes.length > shown.length ? (
        <button type="button" className="lk-plain" onClick={() => setAll(true)}>
          {say('moreSome', { count: lookAlikes.length - shown.length })}
        </button>
      ) : null}
      {hidden.count > 0 ? (
        <p className="lk-muted">{say('hiddenSome', { count: hidden.count, buyers: formatNumber(hidden.buyers, language) })}</p>
      ) : null}
    </>
  )
}
