import { columnName } from '#core/intake/mapping.ts'
import type { RelatedRow } from '#core/intake/rows.ts'
import type { CustomerKind } from '#core/dyads/customer.ts'
import { newId } from '#server/platform/ids.ts'
import { type CopyValue, copyRow } from './copy-text.ts'
import type { StageContext } from './stage-lines.ts'
import { isOwnFault, stageOwn } from './stage-own.ts'
import type { StagedText, StageFault } from './stage-related.ts'
import { customerKey, partnerKey } from './staged-keys.ts'

export const partyColumns = [
  'role key file_no row_no code name customer_kind uscc country region city address postal_code phone',
  'website industry salesperson email owner author entered cleared own own_party',
  'party_id dyad_id name_key pinyin initials phone_read phone_e164',
].flatMap(names => names.split(' '))

export const contactColumns = ['file_no row_no role key name title department phone email cleared own'].flatMap(names => names.split(' '))

const kindWords: readonly (readonly [CustomerKind, RegExp])[] = [
  ['channel', /代理|经销|分销|终端|渠道|批发|dealer|distributor|wholesal|reseller|channel|agent/i],
  ['intermediary', /中间|贸易|intermediar|trader|trading|broker/i],
  ['end_consumer', /消费者|个人|consumer|individual|private/i],
  ['shopper', /顾客|散客|零售|shopper|retail|walk-?in/i],
  ['enterprise', /企业|公司|工厂|厂家|制造|enterprise|company|corporate|business|factory|manufactur|industr|oem/i],
]

/** The kind that words mean; null where they mean none. */
export function customerKindOf(text: string | null): CustomerKind | null {
  return text === null ? null : (kindWords.find(([, words]) => words.test(text))?.[0] ?? null)
}

const textIn = ({ values }: RelatedRow, role: string): string | null => {
  const value = values[role]
  return typeof value === 'string' ? value : null
}

/** Columns of a table by the fields of a file that may clear them. */
const clearable = {
  party: {
    customerKind: 'customer_kind',
    uscc: 'uscc',
    country: 'country',
    region: 'region',
    city: 'city',
    address: 'address',
    postcode: 'postal_code',
    phone: 'phone',
    website: 'website',
    industry: 'industry',
    salesperson: 'owner_text',
    email: 'email',
    owner: 'owner_id',
  },
  contact: { contactTitle: 'title', department: 'department', phone: 'phone', email: 'email' },
} as const

/** The columns that the empty cells of a row clear, as an array of the database: none unless the import says that they do. */
function clearedBy(context: StageContext, row: RelatedRow, table: keyof typeof clearable, isOwn: boolean): string {
  const { mapping } = context
  if (mapping.options.emptyCells !== 'clear') return '{}'
  const own = Object.entries(clearable[table]).filter(([role]) => isOwn || role === 'contactTitle')
  const empty = own.filter(([role]) => mapping.columns[role] !== undefined && textIn(row, role) === null)
  return `{${empty.map(([, column]) => column).join(',')}}`
}

const nameless = (context: StageContext, role: string): StageFault => ({
  reason: 'missing_key',
  args: { column: columnName(context.mapping, role) },
})

const places = (row: RelatedRow): CopyValue[] =>
  ['country', 'region', 'city', 'address', 'postcode', 'phone'].map(role => textIn(row, role))

function contactOf(context: StageContext, row: RelatedRow, role: string, key: string, own: string | null = null): StagedText[] {
  const name = textIn(row, 'contactName')
  if (name === null || key === '') return []
  const person = ['contactTitle', 'department'].map(field => textIn(row, field))
  const isOwn = context.mapping.target === 'contacts'
  const reach = isOwn ? [textIn(row, 'phone'), textIn(row, 'email')] : [null, null]
  return [
    {
      table: 'staged_contact',
      text: copyRow([context.fileNo, row.row, role, key, name, ...person, ...reach, clearedBy(context, row, 'contact', isOwn), own]),
    },
  ]
}

/** What a company has if it turns out to be new: ids, what its name is found by, and its number. Read here, on the thread that reads the file. */
function freshOf({ reader }: StageContext, row: RelatedRow, name: string): CopyValue[] {
  if (reader === undefined) return [null, null, null, null, null, null, null]
  const { nameKey, pinyin, initials } = reader.keysOf(name)
  const phone = textIn(row, 'phone')
  return [newId(), newId(), nameKey, pinyin, initials, phone, reader.numberOf({ phone, country: textIn(row, 'country') })]
}

/** A customer of the file of customers, with the person it names. */
export function stageCustomer(context: StageContext, row: RelatedRow): StagedText[] | StageFault {
  const [code, name] = [textIn(row, 'customer'), textIn(row, 'customerName')]
  if (code === null && name === null) return nameless(context, 'customerName')
  const key = customerKey(code, name, code === null ? 'name' : 'code')
  const who: CopyValue[] = ['customer', key, context.fileNo, row.row, code, name ?? code ?? '']
  const rest = ['website', 'industry', 'salesperson', 'email', 'owner', 'author', 'createdAt'].map(role => textIn(row, role))
  const own = stageOwn(context, row)
  if (isOwnFault(own)) return own
  const said = [clearedBy(context, row, 'party', true), own.of('customer'), own.of('party')]
  const facts = [customerKindOf(textIn(row, 'customerKind')), textIn(row, 'uscc'), ...places(row), ...rest, ...said]
  const text = copyRow([...who, ...facts, ...freshOf(context, row, name ?? code ?? '')])
  return [{ table: 'staged_party', text }, ...contactOf(context, row, 'customer', key)]
}

/** E-mail, owner, author and time of entry: only files of customers say them. */
const noneOf: readonly CopyValue[] = [null, null, null, null]

/** A supplier or carrier of its own file. */
export function stagePartner(context: StageContext, row: RelatedRow, role: 'supplier' | 'carrier'): StagedText[] | StageFault {
  const [code, name] = [textIn(row, role), textIn(row, `${role}Name`)]
  if (code === null && name === null) return nameless(context, `${role}Name`)
  const key = code === null ? `n:${name ?? ''}` : partnerKey(code)
  const who: CopyValue[] = [role, key, context.fileNo, row.row, code, name ?? code ?? '']
  const cleared = clearedBy(context, row, 'party', true)
  const facts = [null, null, ...places(row), textIn(row, 'website'), null, null, ...noneOf, cleared, null, null]
  const text = copyRow([...who, ...facts, ...freshOf(context, row, name ?? code ?? '')])
  return [{ table: 'staged_party', text }, ...contactOf(context, row, role, key)]
}

/** A person of the file of contacts; the customer must be named. */
export function stageContact(context: StageContext, row: RelatedRow): StagedText[] | StageFault {
  const key = customerKey(textIn(row, 'customer'), textIn(row, 'customerName'), context.mapping.options.customerBy)
  if (key === '') return nameless(context, 'customer')
  const own = stageOwn(context, row)
  return isOwnFault(own) ? own : contactOf(context, row, 'customer', key, own.of('contact'))
}
