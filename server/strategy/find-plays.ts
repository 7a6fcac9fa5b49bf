import type { Tx } from '#server/platform/database.ts'
import { Refusal } from '#server/platform/errors.ts'
import { givePlays, isCurrent, isInUse, isPlay, isVersion, listPlayRows, type PlayRow } from './plays.sql.ts'

/** The plays of a firm as they hold now; a firm that has none yet is given the defaults. With `all` those taken out of use too. */
export async function findPlays(tx: Tx, tenantId: string, all = false): Promise<readonly PlayRow[]> {
  await givePlays(tx, tenantId)
  return await listPlayRows(tx, tenantId, all ? isCurrent : isInUse)
}

/** The current version of a play, also of one taken out of use; `not_found` for any other id. */
export async function demandPlay(tx: Tx, tenantId: string, playId: string): Promise<PlayRow> {
  const [play] = await listPlayRows(tx, tenantId, isVersion(playId))
  if (play !== undefined) return play
  throw new Refusal('not_found', ['找不到这个打法，请刷新打法库后重试。', 'There is no such play. Reload the playbooks and try again.'])
}

/** Every version of a play, the newest first. */
export const findVersions = (tx: Tx, tenantId: string, playId: string): Promise<readonly PlayRow[]> =>
  listPlayRows(tx, tenantId, isPlay(playId))
