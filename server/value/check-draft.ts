import type { Answer, Input } from '#contract/endpoint.ts'
import type { checkDraft as checkEndpoint, weighByPairs as ahpEndpoint } from '#contract/value/settings.ts'
import { randomIndexTable, saatyRandomIndex, weightsByAhp } from '#core/value/ahp.ts'
import { checkSettings, type SettingsProblem, settingsProblemText } from '#core/value/check-settings.ts'
import { subIndices, type ValuationSettings } from '#core/value/settings.ts'
import type { Ctx } from '#server/platform/context.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { findSettings, type FoundSettings } from './find-settings.ts'

const fieldOf = ({ args }: SettingsProblem): string | null => (typeof args['field'] === 'string' ? args['field'] : null)

const problemOf = (wrong: SettingsProblem) => ({
  code: wrong.code,
  field: fieldOf(wrong) ?? (wrong.code === 'settings_weights_sum' ? 'weights' : null),
  text: { zh: settingsProblemText(wrong, 'zh-CN'), en: settingsProblemText(wrong, 'en') },
})

/** A draft over the newest settings: what it leaves out stays as it is. Its own version counts for nothing. */
function checked(draft: object, found: FoundSettings) {
  const { version: _, ...fields } = draft as Record<string, unknown>
  return checkSettings(fields, found.settings)
}

export async function checkDraft(ctx: Ctx, draft: object): Promise<Answer<typeof checkEndpoint>> {
  const result = checked(draft, await ctx.inTenant(tx => findSettings(tx, ctx.tenantId)))
  return { problems: result.ok ? [] : result.problems.map(problemOf) }
}

/** The settings that a draft comes to; refused with every field that is wrong. */
export function demandDraft(draft: object, found: FoundSettings): ValuationSettings {
  const result = checked(draft, found)
  if (result.ok) return result.settings
  const fields = result.problems
    .map(problemOf)
    .map(({ field, text }) => ({ path: `body.draft${field ? `.${field}` : ''}`, words: [text.zh, text.en] as const }))
  throw new Refusal('invalid', fields[0]?.words, { fields })
}

const reasons = {
  wrong_size: ['应为五行五列的比较矩阵', 'must be a matrix of five rows and five columns'],
  not_on_the_scale: ['每个比较值应在 1/9 到 9 之间', 'every judgement must lie between 1/9 and 9'],
  not_reciprocal: ['对称位置的两个值应互为倒数，例如 3 与 1/3', 'values in mirrored places must be reciprocals, such as 3 and 1/3'],
  not_settled: ['无法由这组比较求出权重，请检查比较值', 'gives no weights: check the judgements'],
} as const

/** Weights out of pairwise comparisons, with their consistency ratio. */
export function weighByPairs({ matrix }: Input<typeof ahpEndpoint>['body']): Answer<typeof ahpEndpoint> {
  const result = weightsByAhp(matrix)
  if (!result.ok) throw refuseField('body.matrix', reasons[result.reason])
  const { weights, lambda, consistencyRatio, isConsistent } = result
  const random = saatyRandomIndex[matrix.length - 1] ?? 0
  return {
    weights: Object.fromEntries(subIndices.map((index, place) => [index, weights[place] ?? 0])) as Answer<typeof ahpEndpoint>['weights'],
    lambdaMax: lambda,
    consistencyIndex: consistencyRatio * random,
    consistencyRatio,
    accepted: isConsistent,
    randomIndexSource: randomIndexTable,
  }
}
