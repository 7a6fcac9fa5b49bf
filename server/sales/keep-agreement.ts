import { currencyOf } from '#core/units/currency.ts'
import type { RecordRules } from '#server/dyads/keep-record.ts'
import { refuseField } from '#server/platform/errors.ts'
import { agreements } from './agreements.sql.ts'

/** An agreement: its days in their order, and an amount only with its currency. */
export const agreementRules: RecordRules = {
  ...agreements,
  settle: (_, __, ___, firm, before, change) => {
    const after: Readonly<Record<string, unknown>> = { ...before, ...change }
    const { startsOn, endsOn, noticeDays, currency, amountMinor } = after
    if (typeof startsOn === 'string' && typeof endsOn === 'string' && endsOn < startsOn)
      throw refuseField('body.endsOn', ['早于开始日期', 'lies before the first day'])
    if (typeof noticeDays === 'number' && typeof endsOn !== 'string')
      throw refuseField('body.noticeDays', ['填写提前通知天数时须有到期日', 'needs a last day that it is counted from'])
    if (typeof currency === 'string' && currencyOf(currency) === undefined)
      throw refuseField('body.currency', ['不是 ISO 4217 货币代码', 'is no ISO 4217 currency'])
    const needsCurrency = typeof amountMinor === 'number' && typeof currency !== 'string'
    return {
      ...change,
      ...(before === undefined ? { kind: change['kind'] ?? 'frame' } : {}),
      ...(needsCurrency ? { currency: firm.currency } : {}),
    }
  },
}
