import type { Answer, Input } from '#contract/endpoint.ts'
import type { HeadRoomRow, listHeadRoom as endpoint, readWalletRun as runEndpoint } from '#contract/value/wallet.ts'
import { searchCustomers } from '#server/dyads/search-customers.sql.ts'
import type { Ctx } from '#server/platform/context.ts'
import { readCursor, writeCursor } from '#server/platform/cursor.ts'
import { askerOf } from './demand-customer.ts'
import { findSettings } from './find-settings.ts'
import { contributionOf, readRun, shownRow } from './wallet-answers.ts'
import { findWalletsJob } from './wallet-jobs.sql.ts'
import { type HeadRoomAfter, readHeadRoom, readRunCategories, sumHeadRoom } from './wallet.sql.ts'

const pageSize = 100

function afterOf(cursor: string | undefined): HeadRoomAfter | undefined {
  if (cursor === undefined) return undefined
  const [gap, dyadId, categoryId] = readCursor(cursor, ['decimal', 'id', 'id'])
  return { gap: Math.round(Number(gap)), dyadId: dyadId as string, categoryId: categoryId as string }
}

/** One page of what customers could still buy, the most money first. */
export async function listHeadRoom(ctx: Ctx, query: Input<typeof endpoint>['query']): Promise<Answer<typeof endpoint>> {
  const { after, limit = pageSize, ...asked } = query
  return await ctx.inTenant(async tx => {
    const searched = await searchCustomers(tx, ctx.tenantId, asked.q)
    const request = { asker: askerOf(ctx), query: asked, searched, after: afterOf(after), limit: limit + 1 }
    const { settings } = await findSettings(tx, ctx.tenantId)
    const rows: HeadRoomRow[] = (await readHeadRoom(tx, request)).map(row => shownRow(row, settings.margin))
    const last = rows[limit - 1]
    const next = rows.length > limit && last ? writeCursor([String(last.gap), last.dyadId, last.categoryId]) : null
    return { rows: rows.slice(0, limit), next }
  })
}

/** How the wallets were reckoned, and what is to be won of all the customers that this person sees. */
export async function readWalletRun(ctx: Ctx): Promise<Answer<typeof runEndpoint>> {
  return await ctx.inTenant(async tx => {
    const run = await readRun(tx, ctx.tenantId)
    const { customers, gap, unconfirmed } = await sumHeadRoom(tx, askerOf(ctx))
    const margin = run?.margin ?? null
    const total = { customers, contribution: contributionOf(gap, margin), unconfirmed: contributionOf(unconfirmed, margin) }
    const categories = await readRunCategories(tx, ctx.tenantId)
    return { run, categories, total, jobId: (await findWalletsJob(tx, ctx.tenantId)) ?? null }
  })
}
