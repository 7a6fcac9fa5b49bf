import { newDictionary } from '#core/intake/dictionary.ts'
import { endHash, hashField, hashNumber, hashText, type KeySet, newHash, newKeySet, startHash } from '#core/intake/keys.ts'
import type { Mapping } from '#core/intake/mapping.ts'
import type { CodeIndex, ItemHead, OrderHead } from '#core/intake/order-heads.ts'
import { type LineReader, newLineReader } from '#core/intake/read-line.ts'
import type { Decode, TableRecord } from '#core/intake/record.ts'
import { columnOf, dayIn, type Fault } from '#core/intake/row-reader.ts'
import type { CellValue, RelatedRow } from '#core/intake/rows.ts'
import { trimField } from '#core/intake/cells.ts'
import type { CivilDay } from '#core/units/civil-day.ts'
import { type BookBuilder, type BookLine, newBookBuilder } from './book-builder.ts'
import { type CostKind, costKindOf } from './cost-kind.ts'
import { type CustomerIndex, newCustomerIndex } from './customer-index.ts'
import type { FactKind } from './fact-stage.ts'

export type IntakePlan = {
  readonly decode: Decode
  readonly currency: string
  /** Nothing after this day is kept. */
  readonly limit: CivilDay
  readonly customerBy: 'code' | 'name'
  readonly cellKind: 'category' | 'item'
  readonly hasCells: boolean
  readonly hasCost: boolean
  /** A file of deliveries is there: dates on the lines are not counted as deliveries then. */
  readonly hasDeliveries: boolean
  /** More than one file of lines: an order in a later file replaces it in an earlier one. */
  readonly several: boolean
  readonly heads?: CodeIndex<OrderHead> | undefined
  readonly items?: CodeIndex<ItemHead> | undefined
}

/** What the files said beside the book. Rows. */
export type IntakeCounts = { anonymous: number; late: number; replaced: number }

export type BookIntake = {
  readonly builder: BookBuilder
  readonly customers: CustomerIndex
  readonly cellKeys: () => string[]
  readonly counts: IntakeCounts
  /** Takes the lines of a file; later files first. Gives the fault of a row that is rejected. */
  readonly lineTaker: (mapping: Mapping, file: number) => (record: TableRecord) => Fault | undefined
  /** Takes a row of another file that carries facts of customers (orders: freight; deliveries; payments; costs; customers). */
  readonly takeRelated: (mapping: Mapping, row: RelatedRow, head: OrderHead | undefined) => void
}

/** Turns the rows of files into a book: who, what, and which documents count once. */
export function newBookIntake(plan: IntakePlan): BookIntake {
  const builder = newBookBuilder({ hasCost: plan.hasCost, cellKind: plan.cellKind, hasCells: plan.hasCells }, plan.limit)
  const customers = newCustomerIndex(plan.decode, plan.customerBy)
  const cells = newCellKeys(plan)
  const counts: IntakeCounts = { anonymous: 0, late: 0, replaced: 0 }
  const state: State = {
    plan,
    builder,
    customers,
    cells,
    counts,
    documents: newKeySet(),
    orders: newKeySet(),
    files: [],
    deliveries: newKeySet(),
  }
  return {
    builder,
    customers,
    cellKeys: cells.texts,
    counts,
    lineTaker: (mapping, file) => lineTaker(state, mapping, file),
    takeRelated: (mapping, row, head) => takeRelated(state, mapping, row, head),
  }
}

type State = {
  readonly plan: IntakePlan
  readonly builder: BookBuilder
  readonly customers: CustomerIndex
  readonly cells: CellKeys
  readonly counts: IntakeCounts
  /** Documents met: returns, deliveries, freight of orders; told apart by a number in the hash. */
  readonly documents: KeySet
  readonly orders: KeySet
  /** Files of lines read so far. */
  readonly files: number[]
  /** Rows of the file of deliveries that were counted, by document (else order) and day. */
  readonly deliveries: KeySet
}

const documentKinds = { return: 1, delivery: 2, freight: 3, order: 4 } as const
const hash = newHash()

/** Whether a document is new: its kind, number (a field, -1 = none) and two figures tell it. */
function isNew({ documents }: State, kind: number, record: TableRecord, field: number, first: number, second: number): boolean {
  startHash(hash, kind)
  if (field !== -1 && field < record.count) hashField(hash, record, field)
  hashNumber(hash, first)
  hashNumber(hash, second)
  endHash(hash)
  return documents.add(hash)
}

function hashOrder(record: TableRecord, order: number, file: number): void {
  startHash(hash, documentKinds.order)
  hashField(hash, record, order)
  hashNumber(hash, file)
  endHash(hash)
}

/** Whether a later file holds the order of this line again; then that one counts. */
function isReplaced({ plan, orders, files }: State, record: TableRecord, order: number, file: number): boolean {
  if (!plan.several || order === -1 || !trimField(record, order)) return false
  for (const later of files) {
    if (later === file) continue
    hashOrder(record, order, later)
    if (orders.has(hash)) return true
  }
  hashOrder(record, order, file)
  orders.add(hash)
  return false
}

function lineTaker(state: State, mapping: Mapping, file: number): (record: TableRecord) => Fault | undefined {
  const { plan, counts } = state
  const lines = newLineReader(mapping, { ...plan, canValue: currency => currency === plan.currency })
  const order = columnOf(lines.reader, 'order')
  state.files.push(file)
  return record => {
    const fault = lines.read(record)
    if (fault) return fault
    const { slot } = lines
    if (isReplaced(state, record, order, file)) counts.replaced++
    else if (slot.anonymous) counts.anonymous++
    else if (slot.day > plan.limit) counts.late++
    else takeLine(state, lines, record, order)
    return undefined
  }
}

/** Reused for every line. */
const line: { -readonly [K in keyof BookLine]: BookLine[K] } = {
  day: 0,
  amount: 0,
  cost: 0,
  key: -1,
  isOrder: false,
  isReturn: false,
  opensReturn: false,
}

function takeLine(state: State, lines: LineReader, record: TableRecord, order: number): void {
  const { slot } = lines
  const { customers, builder, cells } = state
  const dyad =
    slot.customerColumn === -1
      ? customers.ofText(slot.head?.customer ?? slot.head?.customerName ?? '')
      : customers.ofField(record, slot.customerColumn)
  line.day = slot.day
  line.amount = slot.amount
  line.cost = slot.cost
  line.key = cells.of(lines, record)
  line.isOrder = slot.isOrder
  line.isReturn = slot.isReturn
  line.opensReturn = slot.isReturn && isNew(state, documentKinds.return, record, order, dyad, slot.day)
  builder.addLine(dyad, line)
  addFreight(state, lines, record, order, dyad)
  addDelivery(state, lines, record, order, dyad)
}

function addFreight(state: State, { slot, reader }: LineReader, record: TableRecord, order: number, dyad: number): void {
  if (Number.isNaN(slot.freight)) return
  const once = reader.mapping.options.freightPer === 'order' && order !== -1
  if (!once || isNew(state, documentKinds.freight, record, order, dyad, 0)) state.builder.addFact(dyad, slot.day, 'freight', slot.freight)
}

/** The lines of one order that arrive on one day are one delivery. Where no day of arrival is known, the day of dispatch stands for it. */
function addDelivery(state: State, { slot, reader }: LineReader, record: TableRecord, order: number, dyad: number): void {
  if (state.plan.hasDeliveries || !slot.isOrder) return
  const day = dayIn(reader, 'deliveredDate') ?? slot.head?.deliveredDate ?? dayIn(reader, 'shippedDate') ?? slot.head?.shippedDate ?? null
  if (day !== null && isNew(state, documentKinds.delivery, record, order, dyad, day)) state.builder.addFact(dyad, day, 'delivery', 1)
}

type CellKeys = { readonly of: (lines: LineReader, record: TableRecord) => number; readonly texts: () => string[] }

/** Categories or items by number: from the line itself, else from the file of items. */
function newCellKeys({ decode, cellKind, hasCells }: IntakePlan): CellKeys {
  const fields = newDictionary(decode)
  const numbers = new Map<string, number>()
  const ofField: number[] = []
  const ofText = (text: string) => {
    const known = numbers.get(text)
    if (known === undefined) numbers.set(text, numbers.size)
    return known ?? numbers.size - 1
  }
  const of = ({ reader, slot }: LineReader, record: TableRecord) => {
    if (!hasCells) return -1
    const column = columnOf(reader, cellKind)
    if (column !== -1 && trimField(record, column)) {
      const id = fields.idOf(record, column)
      if (id === ofField.length) ofField.push(ofText(fields.text(id)))
      return ofField[id] as number
    }
    const category = cellKind === 'category' ? slot.itemHead?.category : undefined
    return category === undefined || category === null ? -1 : ofText(category)
  }
  return { of, texts: () => [...numbers.keys()] }
}

const textIn = (value: CellValue | undefined) => (typeof value === 'string' ? value : undefined)
const numberIn = (value: CellValue | undefined) => (typeof value === 'number' ? value : undefined)

const factOfCost = { freight: 'freight', rebate: 'rebates', claim: 'claims' } as const satisfies Record<CostKind, FactKind>

function takeRelated(
  { builder, customers, deliveries }: State,
  { target }: Mapping,
  { values }: RelatedRow,
  head: OrderHead | undefined,
): void {
  const party = textIn(values.customer) ?? textIn(values.customerName) ?? head?.customer ?? head?.customerName
  if (party === undefined || party === null) return
  const dyad = customers.ofText(party)
  const add = (day: CivilDay | undefined, kind: FactKind, amount: number | undefined) => {
    if (day !== undefined && amount !== undefined) builder.addFact(dyad, day, kind, amount)
  }
  if (target === 'orders') add(numberIn(values.orderDate), 'freight', numberIn(values.freight))
  if (target === 'deliveries') addShipment(add, values, deliveries)
  if (target === 'payments') addPayment(add, values, head)
  if (target === 'costs') add(numberIn(values.costDate), factOfCost[costKindOf(textIn(values.costKind))], numberIn(values.costAmount))
}

type Add = (day: CivilDay | undefined, kind: FactKind, amount: number | undefined) => void

/** Several rows of one delivery count as one; its freight adds up. */
function addShipment(add: Add, values: RelatedRow['values'], deliveries: KeySet): void {
  const day = numberIn(values.deliveredDate) ?? numberIn(values.shippedDate)
  startHash(hash, documentKinds.delivery)
  hashText(hash, textIn(values.delivery) ?? textIn(values.order) ?? '')
  hashNumber(hash, day ?? 0)
  endHash(hash)
  add(day, 'freight', numberIn(values.freight))
  if (!deliveries.add(hash)) return
  add(day, 'delivery', 1)
  if (values.rush === true) add(day, 'rushDelivery', 1)
}

/** Amount x days from the invoice (else the order) to the payment. */
function addPayment(add: Add, values: RelatedRow['values'], head: OrderHead | undefined): void {
  const [paid, amount] = [numberIn(values.paidDate), numberIn(values.paidAmount)]
  const invoiced = numberIn(values.invoiceDate) ?? head?.orderDate
  if (paid === undefined || amount === undefined || invoiced === undefined) return
  add(paid, 'paid', amount)
  add(paid, 'paidDays', amount * Math.max(0, paid - invoiced))
}
