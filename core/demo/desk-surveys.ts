import type { Question } from '#core/relationships/survey.ts'
import { defaultTemplates } from '#core/relationships/survey-templates.ts'
import { type CivilDay, formatDay } from '#core/units/civil-day.ts'
import type { Both } from './bilingual.ts'
import { workdayFrom } from './chinese-calendar.ts'
import { administrator, type DeskEntry, record, staff } from './desk-entry.ts'
import { type Life, momentOf } from './desk-life.ts'
import { type Dice, diceOf, happens, normal, pick, wholeBetween } from './dice.ts'
import { isAboutToFall } from './fulfilment.ts'

type Survey = {
  readonly key: string
  readonly template: string
  readonly title: Both
  /** Days before today on which it began and ended; below 0: it ends in the time to come. */
  readonly began: number
  readonly ended: number
  /** How many of those asked answered. */
  readonly answered: number
}

const surveys: readonly Survey[] = [
  {
    key: 'service',
    template: 'logistics',
    title: ['年度物流服务质量调查', 'Yearly survey of logistics service'],
    began: 130,
    ended: 95,
    answered: 0.72,
  },
  {
    key: 'bonds',
    template: 'relationship',
    title: ['核心客户关系质量调查（双方）', 'Relationship quality of core customers, both sides'],
    began: 24,
    ended: -18,
    answered: 0.6,
  },
]

const questionsOf = ({ template }: Survey): readonly Question[] => defaultTemplates.find(({ key }) => key === template)?.questions ?? []

/** The surveys themselves, before anybody is asked. */
export function* surveysOf(today: CivilDay): Generator<DeskEntry> {
  for (const survey of surveys) {
    const isOver = survey.ended > 0
    const [began, ended] = [workdayFrom(today - survey.began), today - survey.ended]
    yield {
      table: 'survey',
      row: {
        survey_id: record(`survey ${survey.key}`),
        kind: survey.template,
        state: isOver ? 'closed' : 'running',
        title_zh: survey.title[0],
        title_en: survey.title[1],
        questions: { json: questionsOf(survey) },
        template_key: survey.template,
        template_version: 0,
        ends_on: formatDay(ended),
        started_on: formatDay(began),
        closed_on: isOver ? formatDay(ended) : null,
        intro_zh: '请用三分钟告诉我们哪里做得好、哪里要改进。',
        intro_en: 'Take three minutes to tell us what we do well and what to improve.',
        is_anonymous: false,
        quiet_days: 30,
        most_reminders: 1,
        author_id: staff(administrator),
        version: 2,
        created_at: momentOf(began, 540),
        updated_at: momentOf(began, 560),
      },
    }
  }
}

/** How good things are for a customer, -1..1: worse before it falls, better where it is looked after. */
const moodOf = ({ world, profile, care, falls }: Life): number =>
  (isAboutToFall(world, profile, world.end - 60) ? -0.7 : falls ? -0.35 : 0.15) + 0.12 * care

/** One in some dozens of the well-served holds us for late though we are not: an old delay that is still told. */
const grumblesAtTime = ({ care, contacts }: Life): boolean => care >= 3 && contacts.length >= 3

const toScale = (value: number, most: number): number => Math.min(most, Math.max(most === 10 ? 0 : 1, Math.round(value)))

function answerOf(life: Life, { kind, measure }: Question, dice: Dice): number | string {
  const mood = moodOf(life) + 0.25 * normal(dice)
  if (kind === 'text') return happens(dice, 0.25) ? life.say(pick(dice, mood < 0 ? sour : sweet)) : ''
  if (kind === 'nps') return toScale(7 + 3 * mood + normal(dice), 10)
  if (measure.startsWith('expectation.')) return toScale(4.3 + 0.4 * normal(dice), 5)
  if (measure.startsWith('importance.')) return toScale(3.6 + normal(dice) * 0.8, 5)
  if (measure === 'perception.timeliness' && grumblesAtTime(life)) return wholeBetween(dice, 1, 3)
  return toScale(4.05 + 0.9 * mood + 0.45 * normal(dice), 5)
}

const sweet: readonly Both[] = [
  ['对接人很负责，问题当天就有答复。', 'Our contact is reliable: answers come the same day.'],
  ['质量稳定，希望交期再快一点。', 'Steady quality; delivery might be quicker.'],
  ['技术支持到位，选型建议帮我们少走弯路。', 'Good technical support: the advice on types saved us a detour.'],
  ['急单也肯想办法，这点比别家强。', 'They find a way even for a rush order, which others do not.'],
  ['包装比去年好，磕碰少多了。', 'Packing is better than last year, with far fewer knocks.'],
  ['对账清楚，发票来得及时。', 'Statements are clear and invoices come in time.'],
  ['价格偏高一点，但省心。', 'A little dear, but no trouble.'],
  ['要是小批量也能当周发货就更好了。', 'It would be better still if small lots left within the week.'],
]
const sour: readonly Both[] = [
  ['上半年几次晚到，产线停过。', 'Late several times this year, and our line stood still.'],
  ['投诉之后没人跟进。', 'Nobody came back to us after we complained.'],
  ['换了对接人，以前说好的事要重新讲一遍。', 'Our contact changed, and what had been agreed had to be told again.'],
  ['同样的型号，别家报价低了不少。', 'Others quote a good deal less for the same type.'],
  ['到货数量对不上，补发等了两周。', 'The count was short, and the rest took two weeks.'],
  ['交期一改再改，没法排产。', 'The date was moved again and again: we cannot plan our line.'],
]

type Asked = { readonly survey: Survey; readonly side: 'theirs' | 'ours'; readonly email?: string; readonly index: number }

/** Without a link: what the demo has answered was answered by nobody. */
function* askedEntries(life: Life, { survey, side, email, index }: Asked, dice: Dice): Generator<DeskEntry> {
  const { profile, today } = life
  const invitation = record(`invitation ${survey.key} ${profile.code} ${index}`)
  const began = workdayFrom(today - survey.began)
  const day = workdayFrom(began + wholeBetween(dice, 1, 16))
  const hasAnswered = happens(dice, side === 'ours' ? 0.85 : survey.answered) && day <= today
  const who =
    side === 'ours' ? { contact_id: null, user_id: staff(profile.seller) } : { contact_id: { contact: email ?? '' }, user_id: null }
  const common = { dyad_id: { dyad: profile.code }, survey_id: record(`survey ${survey.key}`), side, ...who }
  const state = hasAnswered ? 'used' : 'open'
  yield {
    table: 'survey_invitation',
    row: {
      ...common,
      invitation_id: invitation,
      token_hash: `demo ${survey.key} ${profile.code} ${index}`,
      state,
      event_key: '',
      used_on: hasAnswered ? formatDay(day) : null,
      sent_at: momentOf(began, 600),
      reminders: 0,
      author_id: staff(administrator),
      created_at: momentOf(began, 590),
    },
  }
  if (!hasAnswered) return
  const questions = questionsOf(survey).filter(question => question.side === side)
  const answers = Object.fromEntries(
    questions.map(question => [question.id, answerOf(life, question, dice)] as const).filter(([, value]) => value !== ''),
  )
  yield {
    table: 'survey_response',
    row: {
      ...common,
      response_id: record(`response ${survey.key} ${profile.code} ${index}`),
      is_anonymous: false,
      invitation_id: invitation,
      answered_on: formatDay(day),
      answered_at: momentOf(day, wholeBetween(dice, 540, 1050)),
      answers: { json: answers },
    },
  }
}

/** Who was asked, and what they answered. */
export function* answersOf(life: Life): Generator<DeskEntry> {
  const { world, profile, care, contacts, spend, today } = life
  const dice = diceOf(world.seed, profile.index, 25)
  const isKnown = profile.knownSince < today - 200
  for (const survey of surveys) {
    const isAsked = isKnown && (survey.key === 'service' ? spend > 15_000_000 || (care >= 1 && happens(dice, 0.1)) : care >= 3)
    if (!isAsked) continue
    for (const [index, { email }] of contacts.entries()) yield* askedEntries(life, { survey, side: 'theirs', email, index }, dice)
    if (survey.template === 'relationship') yield* askedEntries(life, { survey, side: 'ours', index: contacts.length }, dice)
  }
}
