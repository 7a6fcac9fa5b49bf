import { sql } from 'kysely'
import type { Notification } from '#contract/platform/notifications.ts'
import type { Notice } from '#core/platform/notice.ts'
import { type Viewer, visibleDyads } from './access.ts'
import type { Tx } from './database.ts'

type NewNotice = Notice & { readonly notificationId: string }

export async function insertNotices(tx: Tx, tenantId: string, notices: readonly NewNotice[]): Promise<number> {
  const result = await tx
    .insertInto('notification')
    .values(
      notices.map(({ notificationId, userId, kind, dyadId, args, about }) => ({
        tenant_id: tenantId,
        notification_id: notificationId,
        user_id: userId,
        kind,
        dyad_id: dyadId ?? null,
        args: JSON.stringify(args ?? {}),
        about: about ?? null,
      })),
    )
    .onConflict(on =>
      on.columns(['tenant_id', 'user_id', 'kind', 'about']).where('read_at', 'is', null).where('about', 'is not', null).doNothing(),
    )
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0n)
}

type Asker = Viewer & { readonly tenantId: string }
export type NoticePage = {
  readonly unread: boolean | undefined
  /** Leaves out what a digest has told already. */
  readonly unmailed?: true
  readonly after: string | undefined
  readonly limit: number
}

/** A notice whose customer the reader no longer sees stays without its name and figures. */
export async function readNotices(tx: Tx, asker: Asker, { unread, unmailed, after, limit }: NoticePage): Promise<Notification[]> {
  const { rows } = await sql<Notification>`
    select n.notification_id as "notificationId", n.kind, case when n.dyad_id is null or d.dyad_id is not null then n.args else '{}' end as args,
      d.dyad_id as "dyadId", p.name as "customerName", p.name_en as "customerNameEn", n.created_at as "createdAt", n.read_at as "readAt"
    from notification n
    left join dyad_current m on m.tenant_id = n.tenant_id and m.dyad_id = n.dyad_id
    left join dyad d on d.tenant_id = n.tenant_id and d.deleted_at is null and ${visibleDyads(asker, 'd')}
      and d.dyad_id = case when m.current_id is null then n.dyad_id else m.current_id end
    left join party p on p.tenant_id = d.tenant_id and p.party_id = case when d.side = 'supply' then d.seller_id else d.buyer_id end
    where n.tenant_id = ${asker.tenantId}::uuid and n.user_id = ${asker.userId}::uuid
      ${unread === true ? sql`and n.read_at is null` : sql``} ${unmailed ? sql`and n.mailed_at is null` : sql``} ${after === undefined ? sql`` : sql`and n.notification_id < ${after}::uuid`}
    order by n.notification_id desc limit ${limit}`.execute(tx)
  return rows
}

/** How many are unread, counted to `upTo` and no further. */
export async function countUnread(tx: Tx, tenantId: string, userId: string, upTo: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select 1 from notification n
      where n.tenant_id = ${tenantId}::uuid and n.user_id = ${userId}::uuid and n.read_at is null limit ${upTo}) as counted`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Marks the unread notices of a person as read: those named, or all. */
export async function markNotices(
  tx: Tx,
  tenantId: string,
  userId: string,
  ids: readonly string[] | undefined,
  readAt: Date,
): Promise<void> {
  const named = ids === undefined ? sql`true` : sql`notification_id = any(${[...ids]}::uuid[])`
  await sql`update notification set read_at = ${readAt}
    where tenant_id = ${tenantId}::uuid and user_id = ${userId}::uuid and read_at is null and ${named}`.execute(tx)
}
