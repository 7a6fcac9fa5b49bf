import type { TimelineEntry } from '#contract/activities/timeline.ts'
import { type CustomerType, customerTypes, type LifecycleStage, lifecycleStages } from '#core/segments/grid.ts'
import { formatMoney, formatNumber } from '#web/platform/format.ts'
import type { Language } from '#web/platform/preferences.ts'
import type { Say } from '#web/platform/text.ts'
import type { customerWords } from '#web/ui/customer-words.text.ts'
import type { activityTexts } from './activities.text.ts'
import type { timelineTexts } from './timeline.text.ts'

export type Speaking = {
  readonly say: Say<typeof timelineTexts.pairs>
  readonly sayActivity: Say<typeof activityTexts.pairs>
  readonly sayCustomer: Say<typeof customerWords.pairs>
  readonly language: Language
  readonly currency: string
}

/** What an entry says: its sentence, what stands beside it, and the longer text under it. */
export type Spoken = { readonly title: string; readonly beside: readonly string[]; readonly text?: string | null }

type Detail = TimelineEntry['detail']
const textOf = (detail: Detail, name: string): string => (typeof detail[name] === 'string' ? detail[name] : '')
const numberOf = (detail: Detail, name: string): number | undefined => (typeof detail[name] === 'number' ? detail[name] : undefined)
const filled = (texts: readonly (string | false | undefined)[]): string[] => texts.flatMap(text => (text ? [text] : []))

const money = (detail: Detail, name: string, { currency, language }: Speaking): string => {
  const minor = numberOf(detail, name)
  return minor === undefined ? '' : formatMoney(minor, currency, language)
}

function ofActivity(detail: Detail, { sayActivity }: Speaking): Spoken {
  const kind = textOf(detail, 'activityKind') as 'visit'
  const state = textOf(detail, 'state')
  const minutes = numberOf(detail, 'minutes')
  const outcome = textOf(detail, 'outcome') as 'progress' | ''
  const next = filled([textOf(detail, 'nextStep'), textOf(detail, 'nextOn')]).join(' ')
  return {
    title: `${sayActivity(kind)} · ${textOf(detail, 'subject')}`,
    beside: filled([
      state === 'planned' && sayActivity('planned'),
      outcome !== '' && sayActivity(outcome),
      minutes !== undefined && sayActivity('minutesShort', { count: minutes }),
      textOf(detail, 'place'),
      next !== '' && `${sayActivity('nextStep')} → ${next}`,
    ]),
    text: textOf(detail, 'content'),
  }
}

function ofTrade(kind: 'order' | 'return' | 'payment' | 'cost', detail: Detail, speaking: Speaking): Spoken {
  const { say } = speaking
  const number = textOf(detail, 'number')
  if (kind === 'cost')
    return {
      title: filled([say(textOf(detail, 'costKind') as 'freight'), number]).join(' '),
      beside: filled([money(detail, 'amountMinor', speaking)]),
      text: textOf(detail, 'note'),
    }
  if (kind === 'payment') {
    const days = numberOf(detail, 'days')
    return {
      title: say('paymentOf', { number }),
      beside: filled([money(detail, 'amountMinor', speaking), days !== undefined && say('afterDays', { days })]),
    }
  }
  return {
    title: say(kind === 'order' ? 'orderOf' : 'returnOf', { number }),
    beside: filled([
      money(detail, 'netMinor', speaking),
      say('lines', { count: numberOf(detail, 'lines') ?? 0 }),
      textOf(detail, 'salesperson'),
    ]),
  }
}

function ofDelivery(detail: Detail, { say, language }: Speaking): Spoken {
  const quantity = numberOf(detail, 'quantity')
  const promised = textOf(detail, 'promisedOn')
  return {
    title: say(detail['hasArrived'] === true ? 'deliveryOf' : 'shippedOf', { number: textOf(detail, 'number') }),
    beside: filled([
      textOf(detail, 'item'),
      quantity !== undefined && formatNumber(quantity, language, 3),
      promised !== '' && say('promised', { date: promised }),
      detail['isRush'] === true && say('rush'),
    ]),
  }
}

function ofMove(detail: Detail, { say, sayCustomer }: Speaking): Spoken {
  const word = (name: string) => {
    const type = customerTypes.find(each => each === textOf(detail, name)) as CustomerType | undefined
    return type ? sayCustomer(type) : sayCustomer('unplaced')
  }
  const move = textOf(detail, 'move')
  if (move === 'entered') return { title: say('entered', { to: word('to') }), beside: [] }
  if (move === 'left') return { title: say('leftMap', { from: word('from') }), beside: [] }
  return { title: say('moved', { from: word('from'), to: word('to') }), beside: [say(move as 'upgrade')] }
}

function ofOwnership(detail: Detail, { say }: Speaking): Spoken {
  const deed = textOf(detail, 'deed') as 'transferred'
  const [from, to] = [textOf(detail, 'from') || say('nobody'), textOf(detail, 'to') || say('nobody')]
  return { title: say(deed, { from, to } as never), beside: filled([textOf(detail, 'pool')]), text: textOf(detail, 'reason') }
}

function ofRecord(kind: 'concern' | 'opportunity' | 'agreement', detail: Detail, speaking: Speaking): Spoken {
  const { say } = speaking
  const title = textOf(detail, 'title')
  if (kind === 'opportunity') {
    const state = textOf(detail, 'state')
    const won = state === 'won' || state === 'lost' ? say(state) : ''
    return {
      title: say('opportunityOf', { title }),
      beside: filled([money(detail, 'amountMinor', speaking), won, textOf(detail, 'expectedOn')]),
    }
  }
  if (kind === 'agreement') {
    const span = filled([textOf(detail, 'startsOn'), textOf(detail, 'endsOn')]).join(' – ')
    return { title: say('agreementOf', { title }), beside: filled([textOf(detail, 'number'), span]), text: textOf(detail, 'terms') }
  }
  const named = textOf(detail, 'concernKind')
  const word = say(named === 'return' ? 'concernReturn' : (named as 'complaint'))
  const state = say(detail['isResolved'] === true ? 'resolved' : 'unresolved')
  return { title: `${word} · ${title}`, beside: filled([textOf(detail, 'number'), state]), text: textOf(detail, 'description') }
}

/** Says an entry of the timeline. */
export function speak({ kind, detail }: TimelineEntry, speaking: Speaking): Spoken {
  const { say, sayCustomer } = speaking
  switch (kind) {
    case 'activity':
      return ofActivity(detail, speaking)
    case 'task':
      return { title: say('taskDone', { title: textOf(detail, 'title') }), beside: [], text: textOf(detail, 'note') }
    case 'order':
    case 'return':
    case 'payment':
    case 'cost':
      return ofTrade(kind, detail, speaking)
    case 'delivery':
      return ofDelivery(detail, speaking)
    case 'move':
      return ofMove(detail, speaking)
    case 'stage': {
      const stage = lifecycleStages.find(each => each === textOf(detail, 'stage')) as LifecycleStage | undefined
      return { title: say('stageNow', { stage: stage ? sayCustomer(stage) : '—' }), beside: [] }
    }
    case 'ownership':
      return ofOwnership(detail, speaking)
    case 'evidence':
      return { title: say('evidenceOf', { source: textOf(detail, 'source') }), beside: [], text: textOf(detail, 'note') }
    case 'import':
      return { title: say('importOf', { source: textOf(detail, 'source') }), beside: [] }
    case 'concern':
    case 'opportunity':
    case 'agreement':
      return ofRecord(kind, detail, speaking)
  }
}
