import { useText } from '#web/platform/text.ts'
import { importTexts } from './import.text.ts'
import './intake.css'

const stages = ['upload', 'mapping', 'preview', 'result'] as const
export type Stage = Exclude<(typeof stages)[number], 'upload'>

/** Where one is on the way from file to facts. */
export function ImportSteps({ stage }: { readonly stage: Stage }) {
  const say = useText(importTexts)
  const now = stages.indexOf(stage)
  return (
    <ol className="lk-import-steps" aria-label={say('steps')}>
      {stages.map((name, at) => (
        <li key={name} data-done={at < now} aria-current={at === now ? 'step' : undefined}>
          <span className="lk-import-step-mark" aria-hidden="true">
            {at < now ? '✓' : at + 1}
          </span>
          {say(`step.${name}`)}
        </li>
      ))}
    </ol>
  )
}
