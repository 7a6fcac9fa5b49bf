import { createHash } from 'node:crypto'
import type { Answer, Input } from '#contract/endpoint.ts'
import type { RecordedLine, recordOrder as contract } from '#contract/segments/recorded-order.ts'
import { lineAmount, parseDecimal } from '#core/units/decimal.ts'
import { type CivilDay, parseDay } from '#core/units/civil-day.ts'
import { minorDigits } from '#core/units/money.ts'
import { prolongOwnership } from '#server/activities/prolong-ownership.ts'
import { seeWritableDyad } from '#server/dyads/read-customer.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { Refusal, refuseField } from '#server/platform/errors.ts'
import { newId } from '#server/platform/ids.ts'
import { rebuildRollups } from '#server/trade/rollup.sql.ts'
import { todayIn } from '#server/value/as-of.ts'
import { readBaseCurrency } from '#server/value/settings.sql.ts'
import * as text from './recorded-orders.sql.ts'
import { rescore } from './rescore.ts'

type Body = Input<typeof contract>['body']

/** Orders of before this day are slips of the pen. */
const earliest: CivilDay = parseDay('1990-01-01') ?? 0

function demandDay(orderedOn: string, today: CivilDay): void {
  const day = parseDay(orderedOn) ?? Number.NaN
  if (day > today) throw refuseField('body.orderedOn', ['下单日期不能晚于今天', 'must not lie in the future'])
  if (!(day >= earliest)) throw refuseField('body.orderedOn', ['下单日期过早，请核对年份', 'lies too far back: check the year'])
}

/** While an import is being published the rollups are its own. */
export async function refuseWhilePublishing(tx: Tx, tenantId: string): Promise<void> {
  if (await text.isPublishing(tx, tenantId))
    throw new Refusal('conflict', [
      '正在发布或撤销一次导入，请等它结束后（通常不到一分钟）再记录订单。',
      'An import is being published or undone. Record the order when that has ended, usually within a minute.',
    ])
}

const zero = { digits: 0n, scale: 0 } as const

function amountOf(line: RecordedLine, index: number, digits: number): number {
  const [quantity, price] = [parseDecimal(line.quantity) ?? zero, parseDecimal(line.unitPrice) ?? zero]
  const amount = lineAmount(quantity, price, zero, digits)
  if (amount === undefined) throw refuseField(`body.lines.${index}.unitPrice`, ['数量与单价的乘积过大', 'times the quantity is too large'])
  if (quantity.digits === 0n) throw refuseField(`body.lines.${index}.quantity`, ['数量须大于 0', 'must be more than 0'])
  return amount
}

const nameOf = ({ itemId, itemCode }: RecordedLine) => itemId ?? (itemCode?.trim() || null)

/** The lines as they are kept: amounts to the minor unit, the cost from the item's known unit cost. */
async function linesOf(tx: Tx, tenantId: string, lines: readonly RecordedLine[], digits: number): Promise<text.NewLine[]> {
  const ids = lines.flatMap(line => line.itemId ?? [])
  const codes = lines.flatMap(line => (line.itemId ? [] : (nameOf(line) ?? [])))
  const items = ids.length + codes.length === 0 ? [] : await text.findItems(tx, tenantId, ids, codes)
  return lines.map((line, index) => {
    const named = nameOf(line)
    const item = items.find(found => (line.itemId ? found.itemId === line.itemId : found.code === named))
    if (named !== null && item === undefined)
      throw refuseField(`body.lines.${index}.${line.itemId ? 'itemId' : 'itemCode'}`, [
        '物料目录里没有这个物料，请核对编码；也可以留空，只填数量和单价',
        'is no item of the catalogue. Check the code, or leave it empty and give quantity and price alone',
      ])
    const netMinor = amountOf(line, index, digits)
    const costMinor = item?.unitCostMinor == null ? null : Math.round(Number(line.quantity) * item.unitCostMinor)
    return { itemId: item?.itemId ?? null, quantity: line.quantity, unitPrice: line.unitPrice, netMinor, costMinor }
  })
}

/** What was recorded: lines, or an amount alone as a line without item. */
async function contentOf(tx: Tx, tenantId: string, { lines, amountMinor }: Body, digits: number): Promise<text.NewLine[]> {
  if (lines !== undefined && amountMinor !== undefined)
    throw refuseField('body.amountMinor', [
      '有明细行时金额由明细得出，请不要另填',
      'comes from the lines: leave it out where there are any',
    ])
  if (lines !== undefined) return await linesOf(tx, tenantId, lines, digits)
  if (amountMinor === undefined) throw refuseField('body.amountMinor', ['请填写明细或总金额', 'or lines must be given'])
  return [{ itemId: null, quantity: '1', unitPrice: null, netMinor: amountMinor, costMinor: null }]
}

const total = (values: readonly (number | null)[]) =>
  values.every(value => value !== null) ? values.reduce<number>((sum, value) => sum + (value ?? 0), 0) : null

/** The same order again says the same; the hash of an import's orders is made otherwise, so a file that brings the number counts as a change. */
const hashOf = (dyadId: string, orderedOn: string, lines: readonly text.NewLine[]) =>
  createHash('sha256')
    .update(JSON.stringify([dyadId, orderedOn, lines.map(line => [line.itemId, line.quantity, line.unitPrice, line.netMinor])]))
    .digest('hex')

function refuseTaken(known: text.KnownOrder): Refusal {
  const words = known.isRecorded
    ? ([
        '这个单号已经记录过一张内容不同的订单，请核对单号；如果是记错了，请先删除原来那张再记录。',
        'An order with other content is recorded under this number. Check the number, or remove that one first.',
      ] as const)
    : ([
        '这个单号的订单已随导入进入系统，无需再记录。',
        'The order of this number has come with an import already: there is nothing to record.',
      ] as const)
  return new Refusal('already_exists', words, { fields: [{ path: 'body.number', words }] })
}

type Written = { readonly orderId: string; readonly created: boolean; readonly dyadId: string }

/** Writes the order with its lines, the customer's rollups and the line of the audit trail, in one transaction. */
async function writeOrder(ctx: Ctx, dyadId: string, body: Body): Promise<Written> {
  const { tenantId } = ctx
  const number = body.number.trim()
  return await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const { currency, timeZone } = await readBaseCurrency(tx, tenantId)
    demandDay(body.orderedOn, todayIn(timeZone, ctx.now()))
    const lines = await contentOf(tx, tenantId, body, minorDigits(currency))
    await refuseWhilePublishing(tx, tenantId)
    await text.lockNumber(tx, tenantId, number)
    const source = (await text.findSource(tx, tenantId)) ?? 'recorded'
    const contentHash = hashOf(dyad.dyadId, body.orderedOn, lines)
    const known = await text.findOrder(tx, tenantId, source, number)
    if (known?.isRecorded && known.contentHash === contentHash) return { orderId: known.orderId, created: false, dyadId: dyad.dyadId }
    if (known !== undefined) throw refuseTaken(known)
    const importId = await text.holdRecorded(tx, { tenantId, importId: newId(), source, now: ctx.now() })
    const netMinor = total(lines.map(line => line.netMinor)) ?? 0
    const costMinor = total(lines.map(line => line.costMinor))
    const order = { orderId: newId(), dyadId: dyad.dyadId, number, orderedOn: body.orderedOn, currency, netMinor, costMinor }
    await text.insertOrder(tx, { ...order, tenantId, importId, source, contentHash }, lines)
    await rebuildRollups(tx, tenantId, [dyad.dyadId])
    await prolongOwnership(tx, { tenantId, dyadId: dyad.dyadId }, ctx.now())
    const after = { ...order, source, lines }
    await audit(tx, ctx, { action: 'create', entity: 'order', entityId: order.orderId, dyadId: dyad.dyadId, after })
    return { orderId: order.orderId, created: true, dyadId: dyad.dyadId }
  })
}

/** Records an order by hand and scores its customer anew: value, P(alive), what is to come and the pending band are there when this answers. */
export async function recordOrder(ctx: Ctx, dyadId: string, body: Body): Promise<Answer<typeof contract>> {
  const { dyadId: current, ...written } = await writeOrder(ctx, dyadId, body)
  return { ...written, ...(await rescore(ctx, current, parseDay(body.orderedOn) ?? 0)) }
}

/** Takes back an order that was recorded by hand. */
export async function removeOrder(ctx: Ctx, dyadId: string, orderId: string) {
  const { tenantId } = ctx
  const gone = await ctx.inTenant(async tx => {
    const dyad = await seeWritableDyad(tx, ctx, dyadId)
    const order = await text.findOrderById(tx, tenantId, dyad.all, orderId)
    if (order === undefined) throw new Refusal('not_found')
    if (!order.isRecorded)
      throw new Refusal('conflict', [
        '这张订单来自导入的文件，请在“导入”里撤销那次导入。',
        'This order came with a file: undo its import instead.',
      ])
    await refuseWhilePublishing(tx, tenantId)
    await text.deleteOrder(tx, tenantId, order.dyadId, orderId)
    await rebuildRollups(tx, tenantId, [dyad.dyadId])
    await audit(tx, ctx, { action: 'remove', entity: 'order', entityId: orderId, dyadId: dyad.dyadId, before: order })
    return { dyadId: dyad.dyadId, day: parseDay(order.orderedOn) ?? 0 }
  })
  return await rescore(ctx, gone.dyadId, gone.day)
}
