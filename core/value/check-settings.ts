import { activityKinds, defaultSettings, purchaseModels, subIndices, type ValuationSettings } from './settings.ts'

/** What is wrong with a settings record: a code, and the field as a path (`cuts.current.high`). */
export type SettingsProblem = { readonly code: SettingsProblemCode; readonly args: Readonly<Record<string, string | number>> }
export type CheckedSettings =
  | { readonly ok: true; readonly settings: ValuationSettings }
  | { readonly ok: false; readonly problems: readonly SettingsProblem[] }

export const settingsProblemCodes = [
  'settings_not_an_object',
  'settings_unknown_field',
  'settings_not_a_number',
  'settings_out_of_range',
  'settings_not_a_currency',
  'settings_unknown_method',
  'settings_unknown_rule',
  'settings_cuts_crossed',
  'settings_weights_sum',
] as const
export type SettingsProblemCode = (typeof settingsProblemCodes)[number]

type Range = { readonly min: number; readonly max: number; readonly whole?: boolean; readonly nullable?: boolean }
type Tree = { readonly [field: string]: unknown }

const share: Range = { min: 0, max: 1 }
const points: Range = { min: 0, max: 100 }
const money: Range = { min: -1e15, max: 1e15, whole: true }

/** Every number of the record by its path, but for the cuts of the current value, which depend on their method. */
const ranges: Readonly<Record<string, Range>> = {
  version: { min: 1, max: 1e9, whole: true },
  margin: { ...share, nullable: true },
  ...Object.fromEntries(activityKinds.map(kind => [`rates.${kind}`, { min: 0, max: 1e12, whole: true, nullable: true }])),
  financingRate: share,
  daysOutstandingDefault: { min: 0, max: 3650 },
  'cuts.potential.high': points,
  'cuts.potential.medium': points,
  'smallBook.below': { min: 0, max: 1e6, whole: true },
  'smallBook.high': money,
  'smallBook.medium': money,
  ...Object.fromEntries(subIndices.map(index => [`weights.${index}`, share])),
  'hysteresis.buffer': { min: 0, max: 25 },
  'hysteresis.runs': { min: 1, max: 12, whole: true },
  provisionalBelow: share,
  discountRate: share,
  horizonYears: { min: 1, max: 30 },
  overrideDays: { min: 1, max: 3650, whole: true },
}

const cutRanges: Readonly<Record<string, Range | undefined>> = { percentile: points, money, abc: points, tertile: undefined }

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)
const problem = (code: SettingsProblemCode, args: SettingsProblem['args'] = {}): SettingsProblem => ({ code, args })

/**
 * Reads a settings record of unknown origin (a JSON file, a form). Fields that are left out take their value from `base`; a field that no setting
 * has is refused, so that a slip of the pen does not pass as the default. Every problem is listed, not the first alone.
 */
export function checkSettings(input: unknown, base: ValuationSettings = defaultSettings): CheckedSettings {
  if (!isTree(input)) return { ok: false, problems: [problem('settings_not_an_object')] }
  const merged = merge(base, input)
  const problems = [
    ...unknownFields(input, merged),
    ...numberProblems(merged),
    ...currencyProblems(merged),
    ...cutProblems(merged),
    ...ruleProblems(merged),
  ]
  if (problems.length === 0) problems.push(...relationProblems(merged as unknown as ValuationSettings))
  return problems.length === 0 ? { ok: true, settings: merged as unknown as ValuationSettings } : { ok: false, problems }
}

/** A cut's numbers belong to its method, so `cuts.current` is taken whole; every other group field by field. */
function merge(base: Tree, input: Tree, path = ''): Tree {
  const fields = Object.keys(base).map(field => {
    const given = input[field]
    const whole = `${path}${field}` === 'cuts.current'
    const old = base[field]
    return [field, given === undefined ? old : isTree(old) && isTree(given) && !whole ? merge(old, given, `${path}${field}.`) : given]
  })
  return Object.fromEntries(fields)
}

function unknownFields(input: Tree, known: Tree, path = ''): SettingsProblem[] {
  return Object.keys(input).flatMap(field => {
    if (!Object.hasOwn(known, field)) return [problem('settings_unknown_field', { field: path + field })]
    const [inner, old] = [input[field], known[field]]
    return isTree(inner) && isTree(old) ? unknownFields(inner, old, `${path}${field}.`) : []
  })
}

const at = (tree: Tree, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, field) => (isTree(inner) ? inner[field] : undefined), tree)

function numberProblem(field: string, value: unknown, range: Range): SettingsProblem[] {
  if (value === null && range.nullable === true) return []
  if (typeof value !== 'number' || !Number.isFinite(value)) return [problem('settings_not_a_number', { field })]
  const fits = value >= range.min && value <= range.max && (range.whole !== true || Number.isInteger(value))
  return fits ? [] : [problem('settings_out_of_range', { field, value, min: range.min, max: range.max })]
}

const numberProblems = (tree: Tree) => Object.entries(ranges).flatMap(([field, range]) => numberProblem(field, at(tree, field), range))

function currencyProblems(tree: Tree): SettingsProblem[] {
  const isCurrency = (value: unknown) => typeof value === 'string' && /^[A-Z]{3}$/.test(value)
  return ['ratesCurrency', 'smallBook.currency']
    .filter(field => !isCurrency(at(tree, field)))
    .map(field => problem('settings_not_a_currency', { field }))
}

function cutProblems(tree: Tree): SettingsProblem[] {
  const method = at(tree, 'cuts.current.method')
  if (typeof method !== 'string' || !Object.hasOwn(cutRanges, method))
    return [problem('settings_unknown_method', { field: 'cuts.current.method' })]
  const range = cutRanges[method]
  const allowed = range ? ['method', 'high', 'medium'] : ['method']
  const cuts = at(tree, 'cuts.current')
  const strange = isTree(cuts) ? Object.keys(cuts).filter(field => !allowed.includes(field)) : []
  const numbers = range
    ? ['high', 'medium'].flatMap(cut => numberProblem(`cuts.current.${cut}`, at(tree, `cuts.current.${cut}`), range))
    : []
  return [...strange.map(field => problem('settings_unknown_field', { field: `cuts.current.${field}` })), ...numbers]
}

const ruleProblems = ({ purchaseModel }: Tree): SettingsProblem[] =>
  purchaseModels.some(rule => rule === purchaseModel) ? [] : [problem('settings_unknown_rule', { field: 'purchaseModel' })]

/** ABC counts from the top, so there the medium cut is the larger share. */
function relationProblems(settings: ValuationSettings): SettingsProblem[] {
  const { current, potential } = settings.cuts
  const crossed = (field: string, wrong: boolean) => (wrong ? [problem('settings_cuts_crossed', { field })] : [])
  const sum = subIndices.reduce((total, index) => total + settings.weights[index], 0)
  return [
    ...(current.method === 'tertile'
      ? []
      : crossed('cuts.current', current.method === 'abc' ? current.high >= current.medium : current.high <= current.medium)),
    ...crossed('cuts.potential', potential.high <= potential.medium),
    ...crossed('smallBook', settings.smallBook.high <= settings.smallBook.medium),
    ...(Math.abs(sum - 1) > 0.001 ? [problem('settings_weights_sum', { sum: Math.round(sum * 1000) / 1000 })] : []),
  ]
}

const texts: Readonly<Record<SettingsProblemCode, { readonly zh: string; readonly en: string }>> = {
  settings_not_an_object: {
    zh: '设置应为一个 JSON 对象（花括号包起来的一组字段），请检查文件内容。',
    en: 'The settings must be one JSON object (fields in braces). Check the file.',
  },
  settings_unknown_field: {
    zh: '设置里没有“{field}”这一项，请核对字段名的拼写。',
    en: 'There is no setting called “{field}”. Check its spelling.',
  },
  settings_not_a_number: { zh: '“{field}”应填数字。', en: '“{field}” must be a number.' },
  settings_out_of_range: {
    zh: '“{field}”为 {value}，应在 {min} 到 {max} 之间（金额、次数须为整数）。',
    en: '“{field}” is {value}; it must lie between {min} and {max} (whole numbers for money and counts).',
  },
  settings_not_a_currency: {
    zh: '“{field}”应为三个大写字母的货币代码，例如 CNY。',
    en: '“{field}” must be a currency code of three capital letters, such as CNY.',
  },
  settings_unknown_method: {
    zh: '“{field}”应为 percentile（百分位）、tertile（三等分）、money（金额）或 abc（累计占比）之一。',
    en: '“{field}” must be one of percentile, tertile, money or abc.',
  },
  settings_unknown_rule: {
    zh: '“{field}”应为 auto（由系统为本公司选择购买模型）或 rhythm（客户自身节奏）之一。',
    en: '“{field}” must be auto or rhythm.',
  },
  settings_cuts_crossed: {
    zh: '“{field}”的高、中两条分界线颠倒或重合，请调整。',
    en: 'The high and medium cuts of “{field}” are equal or the wrong way round. Set them apart.',
  },
  settings_weights_sum: {
    zh: '五个分项权重之和为 {sum}，应等于 1。',
    en: 'The weights of the five sub-indices add up to {sum}; they must add up to 1.',
  },
}

/** The sentence of a problem for a person to read. */
export function settingsProblemText(wrong: SettingsProblem, lang: 'zh-CN' | 'en'): string {
  const text = texts[wrong.code]
  return (lang === 'en' ? text.en : text.zh).replace(/\{(\w+)\}/g, (_, name: string) => String(wrong.args[name] ?? ''))
}
