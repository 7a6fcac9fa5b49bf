import { foldCreditCode, isCreditCode } from '#core/dyads/credit-code.ts'
import { foldCode } from '#core/units/text-key.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { claimKey, releaseKey, type Target } from './write-customer.sql.ts'

/** The credit code as it is kept. One that fails its check is refused unless the caller insists; an empty text is none. */
export function checkedUscc(text: string | null | undefined, insists: boolean | undefined): string | null | undefined {
  if (text === undefined || text === null) return text
  const code = foldCreditCode(text)
  if (code === '') return null
  if (isCreditCode(code) || insists) return code
  throw refuseField('body.uscc', [
    '统一社会信用代码校验不通过，请核对 18 位代码；确认无误可勾选“仍然保存”',
    'fails the check of the unified social credit code: compare its 18 characters, or choose to keep it all the same',
  ])
}

/** A credit code that fails its check is kept with the reason why, one that passes has none. `uscc` undefined: it is not written. */
export function reasonedUscc(uscc: unknown, reason: string | null | undefined): { readonly usccReason?: string | null } {
  if (uscc === undefined) return {}
  if (typeof uscc !== 'string' || isCreditCode(uscc)) return { usccReason: null }
  if (reason) return { usccReason: reason }
  throw refuseField('body.usccReason', [
    '请写明为何仍保存这个校验不通过的代码，例如“营业执照即如此，已向客户核实”',
    'is needed: say why a code that fails its check is kept, for example “so on the licence, confirmed by the customer”',
  ])
}

/** Makes the new customer code this customer's own and gives the old one back. */
export async function changeCode(tx: Tx, target: Target, before: string | null, after: string | null): Promise<void> {
  const key = { tenantId: target.tenantId, kind: 'customer_code', entityId: target.partyId } as const
  if (after !== null && !(await claimKey(tx, { ...key, key: foldCode(after), dyadId: target.dyadId })))
    throw new Refusal(
      'already_exists',
      [`编码“${after}”已被其他客户使用，请换一个编码。`, `The code “${after}” belongs to another customer. Choose another.`],
      {
        fields: [{ path: 'body.code', words: ['已被其他客户使用', 'belongs to another customer'] }],
      },
    )
  if (before !== null && (after === null || foldCode(before) !== foldCode(after))) await releaseKey(tx, { ...key, key: foldCode(before) })
}

/** The same for the credit code, which one company alone can have. */
export async function changeUscc(tx: Tx, target: Target, before: string | null, after: string | null): Promise<void> {
  const key = { tenantId: target.tenantId, kind: 'party_uscc', entityId: target.partyId } as const
  if (after !== null && !(await claimKey(tx, { ...key, key: after, dyadId: null })))
    throw new Refusal(
      'already_exists',
      [
        '已有公司使用这个统一社会信用代码，可能是同一家公司，请先搜索。',
        'A company with this credit code is there already: it may be the same one, search for it first.',
      ],
      {
        fields: [{ path: 'body.uscc', words: ['已有公司使用', 'another company has it'] }],
      },
    )
  if (before !== null && before !== after) await releaseKey(tx, { ...key, key: before.toUpperCase() })
}
