import type { Language } from '#core/demo/bilingual.ts'
import { campaignEntries, campaignsOf, type Doer, entryOf, type PlayAtWork, runningEntries } from '#core/demo/deeds.ts'
import type { DeskEntry } from '#core/demo/desk-entry.ts'
import { demoStaff } from '#core/demo/firm.ts'
import { plantedEntry, plantedPlay } from '#core/demo/planted.ts'
import { isHeldOut } from '#core/strategy/hold-out.ts'
import { type CivilDay, formatDay, parseDay } from '#core/units/civil-day.ts'
import type { Tx, Who } from '#server/platform/database.ts'
import { readPastStandings } from '#server/strategy/effect-entries.sql.ts'
import { givePlays, insertPlay, isInUse, listPlayRows } from '#server/strategy/plays.sql.ts'
import { backdatePlays, readDoers } from './deeds.sql.ts'
import { loadCases } from './load-cases.ts'
import { writeEntries } from './load-desk.ts'

export type DeedOptions = { readonly seed: number; readonly endDate: CivilDay; readonly today: CivilDay; readonly language: Language }

export type Doers = ReadonlyMap<string, Doer & { readonly index: number }>

/** A firm's playbook does not begin with a campaign: the plays are older, and the planted one was written anew before it, with more customers held back. */
async function writePlaybook(tx: Tx, { tenantId }: Who, endDate: CivilDay): Promise<PlayAtWork[]> {
  await givePlays(tx, tenantId)
  const planted = (await listPlayRows(tx, tenantId, isInUse)).find(({ key }) => key === plantedPlay.key)
  if (planted !== undefined && planted.version === 1) {
    const play = { ...planted, holdoutShare: plantedPlay.holdoutShare, startCondition: { all: [] } }
    const note = '对照组扩大到 35%，以便看清效果 · 35 % held back, so that the effect can be seen'
    await insertPlay(tx, { tenantId, playId: planted.playId, version: 2, authorId: null, note }, play)
  }
  const entry = plantedEntry(endDate)
  await backdatePlays(tx, tenantId, formatDay(entry - 400), formatDay(entry - 20))
  return await listPlayRows(tx, tenantId, isInUse)
}

async function standingsOn(tx: Tx, tenantId: string, asOf: CivilDay) {
  const rows = await readPastStandings(tx, tenantId, formatDay(asOf))
  return rows.map(row => ({ ...row, lastOrder: row.lastOrder === null ? null : (parseDay(row.lastOrder) ?? null) }))
}

export async function doersOf(tx: Tx, tenantId: string): Promise<Doers> {
  const staff = demoStaff('zh-CN').map(({ email }) => email)
  const rows = await readDoers(tx, tenantId)
  return new Map(rows.map(({ dyadId, email }, index) => [dyadId, { dyadId, index, seller: staff.indexOf(email ?? '') }]))
}

async function* runsOf(
  tx: Tx,
  { tenantId }: Who,
  { seed, endDate, today, language }: DeedOptions,
  plays: readonly PlayAtWork[],
): AsyncGenerator<DeskEntry[]> {
  const doers = await doersOf(tx, tenantId)
  const campaigns = campaignsOf(endDate)
  for (const campaign of campaigns) {
    const play = plays.find(({ key }) => key === campaign.key)
    if (play === undefined) continue
    yield [...campaignEntries({ tenantId, seed, campaign, play }, await standingsOn(tx, tenantId, entryOf(campaign)), doers)]
  }
  const isHeld = (play: PlayAtWork, dyadId: string) => isHeldOut(tenantId, play.key, dyadId, play.holdoutShare)
  const others = plays.filter(({ key, kind }) => kind === 'motivator' && !campaigns.some(each => each.key === key))
  yield [
    ...runningEntries(
      { seed, today, plays: others, isHeld },
      await standingsOn(tx, tenantId, endDate),
      doers,
      language === 'en' ? 'en' : 'zh',
    ),
  ]
}

/** What the demo company did with its playbook after its map is drawn: who is of which type decides whom a play is meant for. Answers the plays. */
export async function loadDeeds(tx: Tx, who: Who, options: DeedOptions): Promise<readonly PlayAtWork[]> {
  const plays = await writePlaybook(tx, who, options.endDate)
  for await (const entries of runsOf(tx, who, options, plays)) await writeEntries(tx, who, [entries])
  await loadCases(tx, who, options)
  return plays
}
