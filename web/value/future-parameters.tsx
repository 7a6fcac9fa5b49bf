import type { Forecast } from '#contract/segments/forecast.ts'
import { formatNumber } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { methodTexts } from './future-methods.text.ts'
import './value.css'

/** The parameters of the model in use with their standard errors; where the data do not give one, that is said. */
export function ModelParameters({ forecast }: { readonly forecast: Pick<Forecast, 'parameters' | 'logLikelihood'> }) {
  const say = useText(methodTexts)
  const language = useLanguage()
  if (forecast.parameters.length === 0) return null
  return (
    <section className="lk-stack" aria-label={say('parameters')}>
      <h3>{say('parameters')}</h3>
      <ScrollSideways label={say('parameters')}>
        <table className="lk-parts">
          <thead>
            <tr>
              <th scope="col">{say('parameter')}</th>
              <th scope="col" className="lk-end">
                {say('estimate')}
              </th>
              <th scope="col" className="lk-end">
                {say('standardError')}
              </th>
            </tr>
          </thead>
          <tbody>
            {forecast.parameters.map(({ name, value, standardError }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="lk-end">{formatNumber(value, language, 4)}</td>
                <td className="lk-end">{standardError === null ? say('noError') : `± ${formatNumber(standardError, language, 4)}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollSideways>
      {forecast.logLikelihood === null ? null : (
        <p className="lk-muted">{say('logLikelihood', { value: formatNumber(forecast.logLikelihood, language, 1) })}</p>
      )}
    </section>
  )
}
