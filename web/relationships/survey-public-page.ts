import type { PublicSurvey } from '#contract/relationships/survey-public.ts'
import { fetchSurvey, type Obstacle, sendAnswers } from './survey-public-call.ts'
import { type Draft, keepDraft, readDraft } from './survey-public-draft.ts'
import { element } from './survey-public-element.ts'
import { questionBox, type Value } from './survey-public-question.ts'
import { type PublicLanguage, publicWord, type PublicWord } from './survey-public-words.ts'
import './survey-public.css'

type State = {
  readonly token: string
  language: PublicLanguage
  survey: PublicSurvey | undefined
  answers: Record<string, Value>
  obstacle: Obstacle | undefined
  isDone: boolean
  isSending: boolean
  /** Questions that were found unanswered when "send" was pressed. */
  missing: ReadonlySet<string>
}

const languages: readonly (readonly [PublicLanguage, string])[] = [
  ['zh-CN', '中文'],
  ['en', 'English'],
]

const languageFrom = (wish: string | null | undefined): PublicLanguage | undefined =>
  wish ? (wish.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en') : undefined

function head(state: State, redraw: () => void): HTMLElement {
  const { survey, language } = state
  const firm = survey ? (language === 'en' ? (survey.firmEn ?? survey.firm) : survey.firm) : ''
  const buttons = languages.map(([code, name]) => {
    const button = element('button', { type: 'button', lang: code, 'aria-pressed': String(code === language) }, name)
    button.addEventListener('click', () => {
      state.language = code
      keep(state)
      redraw()
    })
    return button
  })
  const group = element('div', { role: 'group', class: 'languages', 'aria-label': publicWord(language, 'language') }, ...buttons)
  return element('header', {}, element('span', { class: 'firm' }, firm), group)
}

const keep = ({ token, language, answers }: State) => keepDraft(token, { language, answers })

const isAnswered = (answers: Draft['answers'], id: string) => answers[id] !== undefined && answers[id] !== ''

function missingOf({ survey, answers }: State): string[] {
  return (survey?.questions ?? []).filter(({ id, isRequired }) => isRequired && !isAnswered(answers, id)).map(({ id }) => id)
}

function progressBar({ survey, answers, language }: State): HTMLElement {
  const questions = survey?.questions ?? []
  const done = questions.filter(({ id }) => isAnswered(answers, id)).length
  const words = publicWord(language, 'progress', { done, all: questions.length })
  const bar = element('progress', { max: String(Math.max(1, questions.length)), value: String(done), 'aria-label': words })
  return element('div', { class: 'progress', id: 'progress' }, bar, element('span', { role: 'status' }, words))
}

function message(state: State, title: PublicWord, more: PublicWord, again?: () => void): HTMLElement {
  const { language } = state
  const button = again ? element('button', { type: 'button', class: 'send' }, publicWord(language, 'again')) : undefined
  if (again) button?.addEventListener('click', again)
  const heading = element('h1', { tabindex: '-1' }, publicWord(language, title))
  return element('section', { class: 'message' }, heading, element('p', {}, publicWord(language, more)), ...(button ? [button] : []))
}

function intro({ survey, language }: State): HTMLElement[] {
  if (!survey) return []
  const say = (key: PublicWord, values = {}) => element('p', {}, publicWord(language, key, values))
  const isEnglish = language === 'en'
  const firm = isEnglish ? (survey.firmEn ?? survey.firm) : survey.firm
  return [
    element('h1', { tabindex: '-1' }, isEnglish ? survey.titleEn : survey.titleZh),
    ...(survey.about ? [say('about', { name: survey.about })] : []),
    element('p', {}, isEnglish ? survey.introEn : survey.introZh),
    survey.isAnonymous ? say('anonymous') : say('named', { firm }),
    say('until', { day: survey.endsOn }),
  ]
}

/** Answers go out by a press of a person alone: a click that a script makes is not trusted by the browser, and sends nothing. */
function sendButton(state: State, redraw: () => void): HTMLElement {
  const button = element(
    'button',
    { type: 'button', class: 'send', disabled: state.isSending },
    publicWord(state.language, state.isSending ? 'sending' : 'send'),
  )
  button.addEventListener('click', event => {
    if (event.isTrusted) void send(state, redraw)
  })
  return button
}

async function send(state: State, redraw: () => void): Promise<void> {
  const missing = missingOf(state)
  state.missing = new Set(missing)
  state.obstacle = undefined
  state.isSending = missing.length === 0
  redraw()
  if (missing.length > 0) {
    document.querySelector<HTMLElement>(`#box-${missing[0]} input`)?.focus()
    return
  }
  state.obstacle = await sendAnswers(state.token, state.language, state.answers)
  state.isSending = false
  state.isDone = state.obstacle === undefined
  if (state.isDone) keepDraft(state.token, { language: state.language, answers: {} })
  redraw()
  document.querySelector<HTMLElement>(state.obstacle === 'offline' || state.obstacle === 'busy' ? '.fault' : 'h1')?.focus()
}

function form(state: State, redraw: () => void): HTMLElement {
  const { survey, language, missing, obstacle } = state
  const boxes = (survey?.questions ?? []).map((question, index) =>
    questionBox({
      question,
      no: index + 1,
      language,
      value: state.answers[question.id],
      isMissing: missing.has(question.id),
      onAnswer: value => {
        state.answers[question.id] = value
        keep(state)
        document.getElementById('progress')?.replaceWith(progressBar(state))
      },
    }),
  )
  const faults = [
    ...(missing.size > 0 ? [publicWord(language, 'missing', { count: missing.size })] : []),
    ...(obstacle ? [`${publicWord(language, obstacle)}: ${publicWord(language, `${obstacle}More`)}`] : []),
  ].map(text => element('p', { class: 'fault', role: 'alert', tabindex: '-1' }, text))
  const footer = element(
    'footer',
    {},
    ...faults,
    sendButton(state, redraw),
    element('p', { class: 'quiet' }, publicWord(language, 'draft')),
  )
  return element('form', { novalidate: true }, ...intro(state), progressBar(state), ...boxes, footer)
}

const ended: readonly Obstacle[] = ['used', 'expired', 'withdrawn', 'not_started', 'unknown']

function content(state: State, redraw: () => void, load: () => void): HTMLElement {
  const { obstacle, survey, isDone } = state
  if (isDone) return message(state, 'thanks', 'thanksMore')
  if (obstacle && (survey === undefined || ended.includes(obstacle)))
    return message(state, obstacle, `${obstacle}More`, ended.includes(obstacle) ? undefined : load)
  return form(state, redraw)
}

/** Draws the survey behind a link into an element, and everything that becomes of it. */
export async function openSurveyPage(main: HTMLElement, token: string): Promise<void> {
  const draft = readDraft(token)
  const language = draft.language ?? languageFrom(navigator.language) ?? 'zh-CN'
  const state: State = {
    token,
    language,
    survey: undefined,
    answers: { ...draft.answers },
    obstacle: undefined,
    isDone: false,
    isSending: false,
    missing: new Set(),
  }
  const redraw = () => {
    document.documentElement.lang = state.language
    main.replaceChildren(
      head(state, redraw),
      content(state, redraw, () => void load()),
    )
    main.removeAttribute('aria-busy')
    document.title = main.querySelector('h1')?.textContent ?? ''
  }
  const load = async () => {
    const found = await fetchSurvey(token, state.language)
    state.obstacle = typeof found === 'string' ? found : undefined
    state.survey = typeof found === 'string' ? undefined : found
    if (draft.language === undefined) state.language = languageFrom(state.survey?.language) ?? state.language
    redraw()
  }
  await load()
}
