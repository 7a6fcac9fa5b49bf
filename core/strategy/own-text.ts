import { writeValue } from '#core/platform/custom-field.ts'
import type { Word } from '#core/segments/words.ts'
import { minorDigits } from '#core/units/money.ts'
import { type OwnField, type OwnKind, ownKindOf, type OwnProblem, ownProblem, type OwnTest } from './own-test.ts'

/** The firm's own fields by key, as a sentence names them. `hidden`: those of which the reader's role may not learn anything. */
export type OwnNames = { readonly fields: ReadonlyMap<string, OwnField>; readonly currency: string; readonly hidden?: ReadonlySet<string> }

const hiddenWord: Word = ['一个对您的角色不可见的本企业字段', 'a field of the firm that your role may not see']
const strangerWord: Word = ['一个本企业字段', 'a field of the firm’s own']

const flaws: Readonly<Record<Exclude<OwnProblem, 'unknown'>, Word>> = {
  archived: ['（该字段已归档，视为未知）', ' (this field is archived: taken as not known)'],
  kind: ['（该字段类型已变，视为未知）', ' (this field is of another type by now: taken as not known)'],
  value: ['（所填的值缺失或已不符，视为未知）', ' (the value asked for is missing or no longer fits: taken as not known)'],
}

type Shown = (value: unknown, language: 'zh-CN' | 'en') => string

function shownBy(field: OwnField, kind: OwnKind, currency: string): Shown {
  const of = { type: kind === 'tags' ? ('choice' as const) : field.type, choices: field.choices }
  return (value, language) => {
    if (kind === 'text') return `“${String(value)}”`
    const word = writeValue(of, value as string | number, language, minorDigits(currency))
    return kind === 'money' ? `${word} ${currency}` : word
  }
}

/** How a value stands to a field: zh-CN, en. */
function relation({ is, value }: OwnTest, kind: OwnKind, shown: Shown): Word {
  const each = Array.isArray(value) ? value : [value]
  const [zh, en] = [each.map(one => shown(one, 'zh-CN')), each.map(one => shown(one, 'en'))]
  switch (is) {
    case 'in':
      return [`为${zh.join('或')}`, ` is ${en.join(' or ')}`]
    case 'not_in':
      return [`不为${zh.join('或')}`, ` is not ${en.join(' or ')}`]
    case 'between':
      return [`介于 ${zh.join(' 至 ')}`, ` between ${en.join(' and ')}`]
    case 'last_days':
      return [`在最近 ${zh[0]} 天内`, ` within the last ${en[0]} days`]
    case 'next_days':
      return [`在未来 ${zh[0]} 天内`, ` within the next ${en[0]} days`]
    case 'at_least':
      return kind === 'day' ? [`不早于 ${zh[0]}`, ` not before ${en[0]}`] : [`至少 ${zh[0]}`, ` at least ${en[0]}`]
    case 'at_most':
      return kind === 'day' ? [`不晚于 ${zh[0]}`, ` not after ${en[0]}`] : [`至多 ${zh[0]}`, ` at most ${en[0]}`]
  }
}

/** A test on a field of the firm's own as a part of a sentence: zh-CN, en. Of a hidden field nothing is said but that it is asked for. */
export function ownText(test: OwnTest, names: OwnNames | undefined): Word {
  if (names?.hidden?.has(test.key)) return hiddenWord
  const field = names?.fields.get(test.key)
  const kind = field && ownKindOf(field)
  if (names === undefined || field === undefined || kind === undefined) return strangerWord
  const problem = ownProblem(test, field)
  const [zhFlaw, enFlaw] = problem === undefined || problem === 'unknown' ? ['', ''] : flaws[problem]
  if (problem === 'kind' || problem === 'value') return [`${field.labelZh}${zhFlaw}`, `${field.labelEn}${enFlaw}`]
  const [zh, en] = relation(test, kind, shownBy(field, kind, names.currency))
  return [`${field.labelZh}${zh}${zhFlaw}`, `${field.labelEn}${en}${enFlaw}`]
}
