import type { SurveyQuestion } from '#contract/relationships/survey-question.ts'
import { scaleWords } from '#core/relationships/survey-words.ts'
import { element } from './survey-public-element.ts'
import { type PublicLanguage, publicWord } from './survey-public-words.ts'

export type Value = number | string | null
type Given = {
  readonly question: SurveyQuestion
  readonly no: number
  readonly language: PublicLanguage
  /** undefined: not answered yet. */
  readonly value: Value | undefined
  readonly isMissing: boolean
  readonly onAnswer: (value: Value) => void
}

const textOf = ({ textZh, textEn }: SurveyQuestion, language: PublicLanguage) => (language === 'en' ? textEn : textZh)

function choice({ question, value, onAnswer }: Given, chosen: number | null, number: string, word: string): HTMLElement {
  const input = element('input', {
    type: 'radio',
    name: question.id,
    value: String(chosen),
    checked: value === chosen && value !== undefined,
  })
  input.addEventListener('change', () => onAnswer(chosen))
  const said = [element('span', { class: 'number' }, number), ...(word === '' ? [] : [element('span', { class: 'word' }, word)])]
  return element('label', { class: 'choice' }, input, element('span', { class: 'face' }, ...said.filter(each => each.textContent !== '')))
}

function choices(given: Given): HTMLElement[] {
  const { question, language } = given
  const at = language === 'en' ? 1 : 0
  const cannot = element('div', { class: 'cannot' }, choice(given, null, '', publicWord(language, 'cannotSay')))
  if (question.kind === 'nps') {
    const row = Array.from({ length: 11 }, (_, value) => choice(given, value, String(value), ''))
    const ends = element(
      'div',
      { class: 'ends' },
      element('span', {}, publicWord(language, 'least')),
      element('span', {}, publicWord(language, 'most')),
    )
    return [element('div', { class: 'nps' }, ...row), ends, cannot]
  }
  const row = scaleWords(question.measure).map((words, index) => choice(given, index + 1, String(index + 1), words[at]))
  return [element('div', { class: 'scale' }, ...row), cannot]
}

/** Words of one's own: a field with its label. */
function writing({ question, no, language, value, onAnswer }: Given): HTMLElement {
  const area = element('textarea', { id: `q-${question.id}`, rows: '4', maxlength: '2000' })
  area.value = typeof value === 'string' ? value : ''
  area.addEventListener('input', () => onAnswer(area.value))
  const label = element(
    'label',
    { for: `q-${question.id}`, class: 'asked' },
    `${no}. ${textOf(question, language)} `,
    hint(question, language),
  )
  return element('div', { class: 'question', id: `box-${question.id}` }, label, area)
}

const hint = ({ isRequired }: SurveyQuestion, language: PublicLanguage) =>
  element('small', {}, `(${publicWord(language, isRequired ? 'required' : 'optional')})`)

/** One question with what can be chosen. */
export function questionBox(given: Given): HTMLElement {
  const { question, no, language, isMissing } = given
  if (question.kind === 'text') return writing(given)
  const legend = element('legend', { class: 'asked' }, `${no}. ${textOf(question, language)} `, hint(question, language))
  const fault = isMissing ? [element('p', { class: 'fault', id: `fault-${question.id}` }, publicWord(language, 'missingOne'))] : []
  const described = isMissing ? `fault-${question.id}` : undefined
  return element(
    'fieldset',
    { class: 'question', id: `box-${question.id}`, 'aria-describedby': described },
    legend,
    ...fault,
    ...choices(given),
  )
}
