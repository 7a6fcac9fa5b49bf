import { sql } from 'kysely'
import type { KnownCost, Payment } from '#contract/trade.ts'
import type { Tx } from '#server/platform/database.ts'
import { type After, after, inDays, type Subject, seenFact, type Window } from './facts-seen.sql.ts'

type Filter = Window & { readonly after: After | undefined; readonly limit: number }

/** Payments, the newest first. */
export async function readPayments(tx: Tx, subject: Subject, filter: Filter): Promise<Payment[]> {
  const { rows } = await sql<Payment>`
    select f.payment_id as "paymentId", f.number, f.order_number as "orderNumber", f.paid_on as "paidOn", f.due_on as "dueOn",
      f.days_outstanding as "daysOutstanding", f.currency, f.amount_minor as "amountMinor"
    from payment f
    where ${seenFact(subject, 'f')} and ${inDays(sql`f.paid_on`, filter)} and ${after(sql`f.paid_on`, sql`f.payment_id`, filter.after)}
    order by f.paid_on desc, f.payment_id desc limit ${filter.limit}`.execute(tx)
  return rows
}

/** Freight, rebates and claims, the newest first. */
export async function readCosts(tx: Tx, subject: Subject, filter: Filter & { readonly kind?: string | undefined }): Promise<KnownCost[]> {
  const kind = filter.kind === undefined ? sql`true` : sql`f.kind = ${filter.kind}`
  const { rows } = await sql<KnownCost>`
    select f.cost_id as "costId", f.kind, f.number, f.order_number as "orderNumber", f.incurred_on as "incurredOn", f.amount_minor as "amountMinor", f.note
    from known_cost f
    where ${seenFact(subject, 'f')} and ${kind} and ${inDays(sql`f.incurred_on`, filter)} and ${after(sql`f.incurred_on`, sql`f.cost_id`, filter.after)}
    order by f.incurred_on desc, f.cost_id desc limit ${filter.limit}`.execute(tx)
  return rows
}
