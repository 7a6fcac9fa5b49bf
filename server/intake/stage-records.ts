import { columnName } from '#core/intake/mapping.ts'
import type { CellValue, RelatedRow } from '#core/intake/rows.ts'
import { agreementKindWords, closeReasonWords, leadChannelWords, opportunityStateWords } from '#core/sales/words.ts'
import { causeWords, concernKindWords, severityWords } from '#core/service/words.ts'
import { minorDigits } from '#core/units/money.ts'
import { formatDay } from '#core/units/civil-day.ts'
import { copyRow } from './copy-text.ts'
import type { StageContext } from './stage-lines.ts'
import type { StagedText, StageFault } from './stage-related.ts'
import { isOwnFault, stageOwn } from './stage-own.ts'
import { customerKey } from './staged-keys.ts'

export const recordColumns = 'file_no row_no kind customer_key customer owner author entered stage fields own'.split(' ')

type Words = Readonly<Record<string, readonly [string, string]>>
type Fields = Record<string, string | number | boolean | null>

const activityKinds: Words = {
  visit: ['拜访', 'Visit'],
  call: ['电话', 'Call'],
  message: ['消息', 'Message'],
  email: ['邮件', 'E-mail'],
  meeting: ['会议', 'Meeting'],
  note: ['记录', 'Note'],
}

/** A row without a day of its own is counted by the newest rate. */
const farDay = 2_932_896

/** Words compared; contract and agreement are one to those who write files. */
const folded = (text: string) => text.normalize('NFKC').trim().toLowerCase().replaceAll('协议', '合同').replaceAll('agreement', 'contract')

/** The code that a word of a file means: the code itself, or its name in either language, whole or as a part. */
function codeOf(text: string, words: Words): string | undefined {
  const wanted = folded(text)
  const entries = Object.entries(words)
  const exact = entries.find(([code, names]) => code === wanted || names.some(name => folded(name) === wanted))
  return (exact ?? entries.find(([, names]) => names.some(name => wanted.includes(folded(name)))))?.[0]
}

/** Reads a row into columns of a record's table; the first word that means nothing is its fault. */
function readerOf(context: StageContext, { values }: RelatedRow) {
  const fields: Fields = {}
  let fault: StageFault | undefined
  const value = (role: string): CellValue => values[role] ?? null
  const keep = (column: string, said: string | number | boolean | null) => {
    if (said !== null) fields[column] = said
  }
  const text = (role: string) => {
    const said = value(role)
    return typeof said === 'string' ? said : null
  }
  const day = (role: string) => {
    const said = value(role)
    return typeof said === 'number' ? formatDay(said) : typeof said === 'string' ? said.slice(0, 10) : null
  }
  const word = (role: string, words: Words) => {
    const said = text(role)
    const code = said === null ? undefined : codeOf(said, words)
    if (said !== null && code === undefined)
      fault ??= {
        reason: 'unknown_word',
        args: {
          column: columnName(context.mapping, role),
          text: said,
          known: Object.values(words)
            .map(names => names[0])
            .join('、'),
        },
      }
    return code ?? null
  }
  const whole = (role: string, most: number) => {
    const said = text(role)
    const number = said === null ? Number.NaN : Math.round(Number(said))
    return Number.isFinite(number) ? Math.min(most, Math.max(0, number)) : null
  }
  const money = (role: string) => {
    const said = value(role)
    if (typeof said === 'number' && said < 0)
      fault ??= {
        reason: 'negative_amount',
        args: { column: columnName(context.mapping, role), text: said / 10 ** minorDigits(context.baseCurrency) },
      }
    return typeof said === 'number' ? said : null
  }
  return { fields, keep, text, day, word, whole, money, faultNow: () => fault }
}

type Reader = ReturnType<typeof readerOf>

function readOpportunity(context: StageContext, row: RelatedRow, read: Reader): void {
  const { keep, text, day, word, whole, money } = read
  keep('title', text('opportunityTitle'))
  keep('number', text('opportunity'))
  keep('state', word('opportunityState', opportunityStateWords))
  keep('probability', whole('probability', 100))
  keep('expected_on', day('expectedDate'))
  keep('opened_on', day('openedDate'))
  keep('closed_on', day('closedDate'))
  keep('reason_code', word('closeReason', closeReasonWords))
  keep('channel', word('leadChannel', leadChannelWords))
  keep('acquisition_minor', money('acquisitionCost'))
  keep('note', text('note'))
  const amount = money('dealAmount')
  const currency = text('currency') ?? context.baseCurrency
  const on = row.values['openedDate']
  const base = amount === null ? null : context.exchange.toBase(amount, currency, typeof on === 'number' ? on : farDay)
  if (amount !== null || text('currency') !== null) keep('currency', currency)
  keep('amount_minor', amount)
  keep('base_minor', base ?? null)
}

function readAgreement(read: Reader, row: RelatedRow): void {
  const { keep, text, day, word, whole } = read
  keep('title', text('agreementTitle'))
  keep('number', text('agreement'))
  keep('kind', word('agreementKind', agreementKindWords))
  keep('starts_on', day('startDate'))
  keep('ends_on', day('endDate'))
  keep('signed_on', day('signedDate'))
  keep('notice_days', whole('noticeDays', 1095))
  if (row.values['renews'] === true) keep('renews', true)
  keep('terms', text('terms'))
  keep('note', text('note'))
}

function readConcern(read: Reader): void {
  const { keep, text, day, word } = read
  keep('title', text('concernTitle'))
  keep('number', text('concern'))
  keep('kind', word('concernKind', concernKindWords))
  keep('severity', word('severity', severityWords))
  keep('received_on', day('receivedDate'))
  keep('received_at', text('receivedDate'))
  keep('first_responded_at', text('respondedDate'))
  keep('resolved_at', text('resolvedDate'))
  keep('cause', word('cause', causeWords))
  keep('description', text('description'))
  keep('resolution', text('resolution'))
  keep('order_number', text('order'))
}

function readActivity(read: Reader): void {
  const { keep, text, day, word } = read
  keep('subject', text('activitySubject')?.slice(0, 300) ?? null)
  keep('day', day('activityDate'))
  keep('starts_at', text('activityDate'))
  keep('kind', word('activityKind', activityKinds))
  keep('content', text('activityContent'))
}

const kinds = { opportunities: 'opportunity', agreements: 'agreement', concerns: 'concern', activities: 'activity' } as const
export type RecordTarget = keyof typeof kinds

/** Columns that may be empty, by the fields of a file that say them. */
const clearable: Readonly<Record<RecordTarget, Readonly<Record<string, readonly string[]>>>> = {
  opportunities: {
    dealAmount: ['amount_minor', 'base_minor'],
    expectedDate: ['expected_on'],
    leadChannel: ['channel'],
    acquisitionCost: ['acquisition_minor'],
    salesperson: ['owner_id'],
    note: ['note'],
  },
  agreements: {
    startDate: ['starts_on'],
    endDate: ['ends_on'],
    signedDate: ['signed_on'],
    noticeDays: ['notice_days'],
    terms: ['terms'],
    salesperson: ['owner_id'],
    note: ['note'],
  },
  concerns: {
    respondedDate: ['first_responded_at'],
    resolvedDate: ['resolved_at'],
    cause: ['cause'],
    description: ['description'],
    resolution: ['resolution'],
    order: ['order_number'],
    salesperson: ['owner_id'],
  },
  activities: { activityContent: ['content'], salesperson: ['owner_id'] },
}

/** What the empty cells of a row clear, where the import says that they do; a new record has nothing to clear. */
function clearEmpty({ mapping }: StageContext, { values }: RelatedRow, target: RecordTarget, fields: Fields): void {
  if (mapping.options.emptyCells !== 'clear') return
  for (const [role, columns] of Object.entries(clearable[target]))
    if (mapping.columns[role] !== undefined && (values[role] ?? null) === null) for (const column of columns) fields[column] = null
}

/** Days that belong in an order and stand the other way round. */
function reversed({ day }: Reader, target: RecordTarget): StageFault | undefined {
  const pairs = {
    agreements: ['startDate', 'endDate'],
    concerns: ['receivedDate', 'resolvedDate'],
    opportunities: ['openedDate', 'closedDate'],
  } as const
  if (target === 'activities') return undefined
  const [from, to] = [day(pairs[target][0]), day(pairs[target][1])]
  return from !== null && to !== null && to < from ? { reason: 'days_reversed', args: { from, to } } : undefined
}

/** A row of a file of opportunities, agreements, concerns or activities; the customer must be named. */
export function stageRecord(context: StageContext, row: RelatedRow, target: RecordTarget): StagedText[] | StageFault {
  const read = readerOf(context, row)
  if (target === 'opportunities') readOpportunity(context, row, read)
  else if (target === 'agreements') readAgreement(read, row)
  else if (target === 'concerns') readConcern(read)
  else readActivity(read)
  clearEmpty(context, row, target, read.fields)
  const fault = read.faultNow() ?? reversed(read, target)
  if (fault) return fault
  if (target === 'opportunities' && typeof read.fields['amount_minor'] === 'number' && read.fields['base_minor'] === undefined)
    return {
      reason: 'no_exchange_rate',
      args: { currency: read.text('currency') ?? '', base: context.baseCurrency, day: read.day('openedDate') ?? '' },
    }
  const [code, name] = [read.text('customer'), read.text('customerName')]
  const key = customerKey(code, name, context.mapping.options.customerBy)
  if (key === '')
    return { reason: 'missing_key', args: { column: columnName(context.mapping, code === null ? 'customerName' : 'customer') } }
  const own = stageOwn(context, row)
  if (isOwnFault(own)) return own
  const values = [
    context.fileNo,
    row.row,
    kinds[target],
    key,
    name ?? code,
    read.text('salesperson'),
    read.text('author'),
    read.text('createdAt'),
    read.text('stage'),
    JSON.stringify(read.fields),
    target === 'activities' ? null : own.of(kinds[target]),
  ]
  return [{ table: 'staged_record', text: copyRow(values) }]
}
