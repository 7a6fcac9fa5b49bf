import type { Relationship } from '#contract/relationships/bond.ts'
import { formStepWords, formWords } from '#core/relationships/words.ts'
import { formatNumber, formatShare } from '#web/platform/format.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { ScrollSideways } from '#web/ui/scroll-sideways.tsx'
import { bondTexts } from './bond.text.ts'
import { useClosing } from './bond-closing.ts'
import { RelationshipFacts } from './bond-facts.tsx'
import { Lines } from './bond-lines.tsx'
import { useWords } from './bond-words.ts'

type FormState = Relationship['form']

function Steps({ steps }: { readonly steps: FormState['steps'] }) {
  const say = useText(bondTexts)
  const { told } = useWords()
  return (
    <ScrollSideways label={say('step')}>
      <table className="lk-parts">
        <thead>
          <tr>
            <th scope="col">{say('step')}</th>
            <th scope="col" className="lk-end">
              {say('have')}
            </th>
            <th scope="col" className="lk-end">
              {say('need')}
            </th>
            <th scope="col">{say('leadsTo')}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, have, need, of, form, met }) => (
            <tr key={step}>
              <th scope="row">{told(formStepWords, step)}</th>
              <td className="lk-end">{of > 1 ? `${have}/${of}` : have}</td>
              <td className="lk-end">{need}</td>
              <td>{told(formWords, form)}</td>
              <td>{met === null ? say('noBasis') : say(met ? 'met' : 'notMet')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollSideways>
  )
}

const topics = ['contact', 'follow_up', 'suggestion'] as const

/** The form of a relationship opened to what was done, the target to what it follows from. */
export function FormPart({ relationship }: { readonly relationship: Relationship }) {
  const say = useText(bondTexts)
  const language = useLanguage()
  const { told } = useWords()
  const closing = useClosing()
  const { dyadId, form, mayWrite } = relationship
  return (
    <div className="lk-stack">
      <p className="lk-muted">{say('formRule')}</p>
      <Steps steps={form.steps} />
      {form.closing.length > 0 ? (
        <div>
          <strong>{say('closing')}</strong>
          <ul className="lk-bond-closing">
            {form.closing.map(step => (
              <li key={step.step}>{closing(step)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <p>
        {form.isTargetSet
          ? say('formTargetSet', { form: told(formWords, form.target) })
          : say('targetRule', {
              customers: formatNumber(form.customers, language),
              margin: formatShare(form.margin, language),
              state: say(form.marginState),
              form: told(formWords, form.target),
            })}
      </p>
      {topics.map(topic => (
        <Lines key={topic} dyadId={dyadId} topic={topic} label={`${say('lines')}${say('colon')}${told(formStepWords, topic)}`} />
      ))}
      <RelationshipFacts dyadId={dyadId} mayWrite={mayWrite} />
    </div>
  )
}
