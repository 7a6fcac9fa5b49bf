import type { Play } from '#contract/strategy/play.ts'
import { typeWords } from '#core/segments/words.ts'
import { groupWords } from '#core/strategy/group.ts'
import type { PlayField } from '#core/strategy/play-differences.ts'
import { bondWords, careWords, effectSourceWords, playKindWords } from '#core/strategy/play-words.ts'
import type { StartCondition } from '#core/strategy/start-condition.ts'
import { startText } from '#core/strategy/start-text.ts'
import { formatMoney, formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { playTexts } from './play.text.ts'
import { useOwnNames } from './use-own-names.ts'
import { usePlayWords } from './use-play-words.ts'

const labels = {
  name: 'name',
  about: 'about',
  kind: 'kind',
  strategyGroup: 'group',
  customerTypes: 'types',
  bondLevel: 'bond',
  care: 'care',
  moneyMinor: 'cost',
  hours: 'hours',
  restDays: 'rest',
  startCondition: 'when',
  steps: 'steps',
  effect: 'effect',
  holdoutShare: 'holdout',
} as const satisfies Record<PlayField, string>

/** The parts of a play under their names and as a text, for comparing versions. */
export function usePlayFields(plays: readonly Play[]) {
  const say = useText(playTexts)
  const { told, inOwn, effect, hours, language, currency } = usePlayWords()
  const own = useOwnNames(...plays.map(play => play.startCondition as StartCondition))
  const shows: Record<PlayField, (play: Play) => string> = {
    name: play => inOwn(play.name),
    about: play => inOwn(play.about),
    kind: play => told(playKindWords[play.kind]),
    strategyGroup: play => (play.strategyGroup === null ? say('everyone') : told(groupWords[play.strategyGroup])),
    customerTypes: play =>
      play.customerTypes.length === 0 ? say('anyType') : play.customerTypes.map(type => told(typeWords[type])).join(' · '),
    bondLevel: play => (play.bondLevel === null ? say('noBond') : told(bondWords[play.bondLevel])),
    care: play => (play.care === null ? say('noBond') : told(careWords[play.care])),
    moneyMinor: play => formatMoney(play.moneyMinor, currency, language),
    hours: play => hours(play.hours),
    restDays: play => say('days', { count: play.restDays }),
    startCondition: play => told(startText(play.startCondition as StartCondition, own)),
    steps: play => play.steps.map(step => `${step.afterDays} ${inOwn(step.title)}`).join(' → '),
    effect: play => `${effect(play.effect)} (${told(effectSourceWords[play.effect.source])}) ${inOwn(play.effect.evidence)}`,
    holdoutShare: play => formatShare(play.holdoutShare, language),
  }
  return { label: (field: PlayField) => say(labels[field]), shown: (play: Play, field: PlayField) => shows[field](play) }
}
