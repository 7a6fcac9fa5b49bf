import type { Input } from '#contract/endpoint.ts'
import type { Words } from '#contract/platform/language.ts'
import type { saveSurveyTemplate as contract, SurveyTemplate as Shown } from '#contract/relationships/survey-template.ts'
import { type Question, questionsProblem, type QuestionsProblem } from '#core/relationships/survey.ts'
import { defaultTemplates, type SurveyTemplate } from '#core/relationships/survey-templates.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { insertTemplate, newestTemplate, readTemplates, retireTemplate } from './survey.sql.ts'

const isOwn = (key: string) => !defaultTemplates.some(each => each.key === key)
const shown = (template: SurveyTemplate): Shown => ({ ...template, questions: [...template.questions], isOwn: isOwn(template.key) })

const problems: Readonly<Record<QuestionsProblem['problem'], Words>> = {
  none: ['至少要有一个问题', 'must have at least one question'],
  too_many: ['最多 60 个问题', 'must have at most 60 questions'],
  twice: ['这个问题的编号重复了', 'has the id of another question'],
  kind: [
    '题型与所测内容不符：推荐意愿用 0–10 分，意见用文字，其余用 1–5 分',
    'has a form that does not fit: 0 to 10 for recommending, words for comments, 1 to 5 for the rest',
  ],
  no_text: ['请用两种语言写出问题', 'needs its text in both languages'],
  nothing_measured: [
    '除了文字意见，至少还要有一个打分的问题',
    'measures nothing: ask at least one question that is answered with a number',
  ],
}

/** Refuses questions that break the rules, naming the one that does. */
export function refuseQuestions(questions: readonly Question[]): void {
  const found = questionsProblem(questions)
  if (found) throw refuseField(found.at === undefined ? 'body.questions' : `body.questions.${found.at}`, problems[found.problem])
}

/** Templates as they hold now: the product's, as the firm has changed them, then the firm's own. */
export async function currentTemplates(tx: Tx, tenantId: string): Promise<SurveyTemplate[]> {
  const kept = await readTemplates(tx, tenantId)
  const changed = defaultTemplates.map(each => kept.find(({ key }) => key === each.key) ?? each)
  return [...changed, ...kept.filter(({ key }) => isOwn(key))]
}

export async function listTemplates(ctx: Ctx): Promise<{ rows: Shown[] }> {
  return { rows: (await ctx.inTenant(tx => currentTemplates(tx, ctx.tenantId))).map(shown) }
}

/** Writes the next version of a template; `version` is that of the one which was changed, 0 for one as the product brings it or a new one. */
export async function saveTemplate(ctx: Ctx, key: string, body: Input<typeof contract>['body']): Promise<Shown> {
  refuseQuestions(body.questions)
  return await ctx.inTenant(async tx => {
    const before = (await currentTemplates(tx, ctx.tenantId)).find(each => each.key === key)
    if ((before?.version ?? 0) !== body.version) throw new Refusal('stale')
    const template: SurveyTemplate = { ...body, key, version: (await newestTemplate(tx, ctx.tenantId, key)) + 1 }
    await retireTemplate(tx, ctx.tenantId, key)
    if (!(await insertTemplate(tx, ctx.tenantId, ctx.userId, template))) throw new Refusal('stale')
    await audit(tx, ctx, { action: before ? 'update' : 'create', entity: 'survey_template', entityId: key, before, after: template })
    return shown(template)
  })
}

/** Ends a firm's own template, or takes one of the product back to how it was brought. Written versions stay. */
export async function removeTemplate(ctx: Ctx, key: string): Promise<{ done: true }> {
  return await ctx.inTenant(async tx => {
    const [before] = await readTemplates(tx, ctx.tenantId, key)
    if (before === undefined) throw new Refusal('not_found')
    await retireTemplate(tx, ctx.tenantId, key)
    await audit(tx, ctx, { action: 'remove', entity: 'survey_template', entityId: key, before })
    return { done: true }
  })
}
