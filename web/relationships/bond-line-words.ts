import type { EvidenceTopic, RelationshipLine } from '#contract/relationships/bond.ts'
import { formatMoney } from '#web/platform/format.ts'
import { useCurrency } from '#web/platform/session.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { bondLineTexts } from './bond-line.text.ts'

type Key = keyof typeof bondLineTexts.pairs
/** Keys of texts without a placeholder. */
type Plain = Exclude<Key, 'followedOn' | 'paid' | 'toldBy'>

const isPlain = (key: string): key is Plain => Object.hasOwn(bondLineTexts.pairs, key)

/** How a line of evidence is read: its heading, and what is said under it. */
export function useLineWords() {
  const say = useText(bondLineTexts)
  const language = useLanguage()
  const currency = useCurrency()
  const word = (key: string): string => (isPlain(key) ? say(key) : key)
  const joined = (detail: string | null) =>
    (detail ?? '')
      .split(':')
      .filter(part => part !== '')
      .map(part => word(part === 'price' ? 'reason_price' : part))
      .join(' · ')
  const paidOf = (detail: string | null) => {
    const [minor = '0', due = ''] = (detail ?? '').split(':')
    return say('paid', { amount: formatMoney(Number(minor), currency, language), due })
  }
  const followUp = ({ counts, title, detail }: RelationshipLine) =>
    counts === true ? say('followedOn', { day: detail ?? '', subject: title }) : say(counts === false ? 'notFollowed' : 'waiting')
  return {
    titleOf: (topic: EvidenceTopic, line: RelationshipLine): string => {
      if (topic === 'follow_up') return say('delivered')
      if (topic === 'told') return word(line.title)
      return line.title === '' ? say('payment') : line.title
    },
    detailOf: (topic: EvidenceTopic, line: RelationshipLine): string => {
      if (topic === 'follow_up') return followUp(line)
      if (topic === 'payment') return paidOf(line.detail)
      if (topic === 'told') return say('toldBy', { source: line.detail ?? '' })
      if (topic === 'agreement') return `${word(line.detail ?? 'other')} · ${say('ends')}`
      return joined(line.detail)
    },
  }
}
