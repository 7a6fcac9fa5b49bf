import type { Words } from '#contract/platform/language.ts'
import { type OwnProblem, ownProblem } from '#core/strategy/own-test.ts'
import { isOwnTest, type StartCondition } from '#core/strategy/start-condition.ts'
import type { Tx } from '#server/platform/database.ts'
import { refuseField } from '#server/platform/errors.ts'
import { readConditionFields } from './read-own-fields.ts'

const words: Record<OwnProblem, Words> = {
  unknown: ['客户没有这个自定义字段，请重新选择', 'asks for a field that customers do not have: choose another'],
  archived: ['该自定义字段已归档，请换一个字段或移除此条件', 'asks for a field that is archived: choose another, or remove the condition'],
  kind: ['该自定义字段的类型不能这样比较，请重新选择关系', 'compares the field in a way that its type does not know: choose another way'],
  value: ['条件的值与该自定义字段的类型或选项不符，请重新填写', 'has a value that is not of the field’s type or choices: fill it in anew'],
}

/** Refuses a start condition that asks for a field of the firm's own which is not there, or is not asked like this. No query where none is asked for. */
export async function checkOwnTests(tx: Tx, tenantId: string, { all }: StartCondition): Promise<void> {
  if (!all.some(isOwnTest)) return
  const fields = new Map((await readConditionFields(tx, tenantId)).map(field => [field.key, field]))
  for (const [at, test] of all.entries()) {
    const problem = isOwnTest(test) ? ownProblem(test, fields.get(test.key)) : undefined
    if (problem !== undefined) throw refuseField(`body.startCondition.all.${at}`, words[problem])
  }
}
