import type { PyramidTier } from '#core/segments/grid.ts'
import { groupWords, type StrategyGroup } from '#core/strategy/group.ts'
import { formatMoney, formatNumber, formatShare } from '#web/platform/format.ts'
import { useText } from '#web/platform/text.ts'
import { customerWords } from '#web/ui/customer-words.text.ts'
import { planTexts } from './plan.text.ts'
import { usePlayWords } from './use-play-words.ts'

/** Words of plans: limits, reasons, amounts. */
export function usePlanWords() {
  const say = useText(planTexts)
  const tier = useText(customerWords)
  const { told, inOwn, hours, language, currency } = usePlayWords()
  const cap = (key: string): string => {
    const [kind, of] = key.split(':')
    return kind === 'group' ? told(groupWords[of as StrategyGroup]) : tier(of as PyramidTier)
  }
  const limit = (key: string): string => (key === 'money' ? say('money') : key === 'hours' ? say('hours') : cap(key))
  const reason = (code: string): string => {
    if (code.startsWith('cap:')) return say('reason_cap', { cap: cap(code.slice(4)) })
    return code === 'no_play' || code === 'money' || code === 'hours' ? say(`reason_${code}`) : say('reason_together')
  }
  const group = (name: StrategyGroup | null): string => (name === null ? say('unplaced') : told(groupWords[name]))
  const money = (minor: number): string => formatMoney(Math.round(minor), currency, language)
  const gap = (share: number): string => (share < 0.0001 ? `${formatNumber(share * 100, language, 4)}%` : formatShare(share, language))
  return { say, told, inOwn, hours, language, currency, cap, limit, reason, group, money, gap }
}
