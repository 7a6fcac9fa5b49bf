import type { ForecastMethod } from '#core/value/future.ts'
import type { ModelInUse } from '#contract/value/future.ts'
import type { Told } from '#contract/value/told.ts'
import { formatNumber } from '#web/platform/format.ts'
import type { Language } from '#web/platform/preferences.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { methodTexts } from './future-methods.text.ts'

/** A sentence of the server in the language of the reader. */
export const toldIn = ({ zh, en }: Pick<Told, 'zh' | 'en'>, language: Language): string => (language === 'en' ? en : zh)

/** How regularly customers order, in words, from the number of Erlang stages between orders. */
export function useRegularity(): (k: number) => string {
  const say = useText(methodTexts)
  return k => say(k <= 1 ? 'regular1' : k === 2 ? 'regular2' : k === 3 ? 'regular3' : 'regular4')
}

/** The name of a method, with its regularity where it has one: MBG/CNBD-3. */
export function useMethodName(): (method: ForecastMethod, k?: number | null) => string {
  const say = useText(methodTexts)
  return (method, k) => (k ? say(method).replace('-k', `-${k}`) : say(method))
}

/** The model in use: what it is, what it was fitted to, how regular customers are, and what is to be taken with care. */
export function ModelFacts({ model }: { readonly model: ModelInUse }) {
  const say = useText(methodTexts)
  const language = useLanguage()
  const nameOf = useMethodName()
  const regularity = useRegularity()
  const fitted = {
    date: model.fittedUntil,
    customers: formatNumber(model.customers, language),
    repeat: formatNumber(model.repeatCustomers, language),
  }
  return (
    <>
      <p>{toldIn(model.reason, language)}</p>
      <dl className="lk-facts">
        <dt>{say('model')}</dt>
        <dd>
          {nameOf(model.method, model.k)}
          <div className="lk-muted">{say(`help_${model.method}`)}</div>
        </dd>
        {model.ordersBy === model.method ? null : (
          <>
            <dt>{say('ordersBy')}</dt>
            <dd>
              {nameOf(model.ordersBy)}
              <div className="lk-muted">{say('ordersByNote')}</div>
            </dd>
          </>
        )}
        {model.k === null ? null : (
          <>
            <dt>{say('regularity')}</dt>
            <dd>
              {regularity(model.k)} <span className="lk-muted">({say('regularityNote', { k: model.k })})</span>
            </dd>
          </>
        )}
        <dt>{say('fittedOn')}</dt>
        <dd>{say('fittedOnValue', fitted)}</dd>
        <dt>{say('prior')}</dt>
        <dd>{say(`prior_${model.prior}`)}</dd>
        <dt>{say('unit')}</dt>
        <dd>{say(model.unit)}</dd>
      </dl>
      {model.warnings.length > 0 ? (
        <section className="lk-stack" aria-label={say('cautions')}>
          <h3>{say('cautions')}</h3>
          <ul className="lk-sentences">
            {model.warnings.map((warning, index) => (
              <li key={`${warning.code}-${index}`}>{toldIn(warning, language)}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
