import { setImmediate as others } from 'node:timers/promises'
import { coreName, type Probe, probesOf } from '#core/dyads/name-key.ts'
import { type Db, inTenant, type Tx, type Who } from '#server/platform/database.ts'
import { nameKeysOf } from '#server/platform/name-keys.ts'
import { numbersOf } from '#server/platform/phone-numbers.ts'
import { type PartyProbes, type ProbeSource, readChangedParties, readProbeSources, readUnprobed, writeProbes } from './duplicates.sql.ts'

/** Spelling holds up the thread that answers everybody for some microseconds a name: so many before the others have their turn. */
const spelledEach = 400

/** The keys of parties, in their order. Spelling and numbers are libraries' work; what a key is, is decided in core. */
export async function probesFor(parties: readonly Omit<ProbeSource, 'partyId'>[]): Promise<Probe[][]> {
  const spelled = await nameKeysOf(parties.map(party => coreName(party.name)))
  const numbers = await numbersOf(parties)
  return parties.map((party, at) => {
    const number = numbers[at]
    return probesOf({ ...party, spelled: spelled[at]?.pinyin ?? '', phones: number ? [number] : [] })
  })
}

/** Keeps the keys of parties that were written in this transaction. */
export async function keepProbes(tx: Tx, tenantId: string, partyIds: readonly string[], isNew = false): Promise<void> {
  const sources = await readProbeSources(tx, tenantId, partyIds)
  await write(tx, tenantId, sources, isNew)
}

async function write(tx: Tx, tenantId: string, sources: readonly ProbeSource[], isNew: boolean): Promise<void> {
  const written: PartyProbes[] = []
  for (let from = 0; from < sources.length; from += spelledEach) {
    if (from > 0) await others()
    const some = sources.slice(from, from + spelledEach)
    const probes = await probesFor(some)
    written.push(...some.map(({ partyId }, at) => ({ partyId, probes: probes[at] ?? [] })))
  }
  await writeProbes(tx, tenantId, written, isNew)
}

/** A portion at a time, each in a transaction of its own: the more at once, the more of them lie side by side in the index. */
const portion = 2000
const first = '00000000-0000-0000-0000-000000000000'

type Bulk = {
  readonly db: Db
  readonly who: Who
  readonly signal: AbortSignal
  readonly told: (done: number) => void
}

async function inPortions(
  { db, who, signal, told }: Bulk,
  isNew: boolean,
  next: (tx: Tx, after: string) => Promise<ProbeSource[]>,
): Promise<number> {
  let [after, done] = [first, 0]
  for (;;) {
    signal.throwIfAborted()
    const sources = await inTenant(db, who, async tx => {
      const found = await next(tx, after)
      await write(tx, who.tenantId, found, isNew)
      return found
    })
    done += sources.length
    told(done)
    after = sources.at(-1)?.partyId ?? after
    if (sources.length < portion) return done
  }
}

/** Reckons the keys of all parties that have none; answers how many. */
export const fillProbes = (bulk: Bulk): Promise<number> =>
  inPortions(bulk, true, (tx, after) => readUnprobed(tx, bulk.who.tenantId, after, portion))

/** Reckons the keys of the parties that were there and that an import changed; answers how many. Those that it brought have none yet. */
export const probeChanged = (bulk: Bulk, importId: string): Promise<number> =>
  inPortions(bulk, false, (tx, after) => readChangedParties(tx, bulk.who.tenantId, importId, after, portion))
