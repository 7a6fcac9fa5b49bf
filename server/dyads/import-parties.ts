import { setImmediate as others } from 'node:timers/promises'
import type { ImportWork } from '#server/intake/import-work.ts'
import { preferHashing } from '#server/intake/scope.sql.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { type NameKeys, nameKeysOf } from '#server/platform/name-keys.ts'
import { keyContacts, matchContacts, readUnkeyedContacts } from './import-contacts.sql.ts'
import { matchPeople } from './import-owners.sql.ts'
import {
  collectCustomers,
  collectPartners,
  type KeyedParty,
  joinByCreditCode,
  joinNamesToCodes,
  keyParties,
  markChangedParties,
  matchKnownParties,
  readUnkeyedParties,
  resetParties,
  type UnnamedParty,
} from './import-parties.sql.ts'

/** Spelling a Chinese name takes some microseconds on the thread that answers everybody: a small portion at a time. */
const portion = 400

/** Each statement on staged rows walks all of the import: one reads or writes so many. */
const writtenEach = 10_000

/** Staged rows are joined by hashing: compared each with each of a list, they would take minutes. */
const writeHashed = ({ db, who }: ImportWork, write: (tx: Tx) => Promise<void>) =>
  inTenant(db, who, async tx => {
    await preferHashing(tx)
    await write(tx)
  })

/** Finds out who the parties of an import are: known ones by code or name, new ones under ids of their own. Writes staging tables only. */
export async function matchParties(work: ImportWork): Promise<void> {
  const { scope, signal } = work
  const step = (run: (tx: Tx) => Promise<void>) => {
    signal.throwIfAborted()
    return writeHashed(work, run)
  }
  await step(tx => resetParties(tx, scope))
  await step(tx => collectCustomers(tx, scope))
  await step(tx => collectPartners(tx, scope))
  await step(tx => matchKnownParties(tx, scope))
  await step(tx => matchPeople(tx, scope))
  await step(tx => markChangedParties(tx, scope))
  await step(tx => joinByCreditCode(tx, scope))
  await giveKeys(work, 'c:')
  await step(tx => joinNamesToCodes(tx, scope))
  await giveKeys(work, '')
  await step(tx => matchContacts(tx, scope))
  await spellContacts(work)
}

/** The keys of names, a portion at a time, with everybody else's turn in between. */
async function spelled(names: readonly string[], signal: AbortSignal): Promise<NameKeys[]> {
  const keys: NameKeys[] = []
  for (let from = 0; from < names.length; from += portion) {
    signal.throwIfAborted()
    await others()
    keys.push(...(await nameKeysOf(names.slice(from, from + portion))))
  }
  return keys
}

/**
 * Ids and search keys for parties without them; those with a code first, so that bare names can be joined to them. One portion is written by the
 * database while the next is spelled here.
 */
async function giveKeys(work: ImportWork, prefix: string): Promise<void> {
  const { db, who, scope, signal } = work
  let [after, written]: [Pick<UnnamedParty, 'key' | 'role'>, Promise<void>] = [{ key: '', role: '' }, Promise.resolve()]
  try {
    for (;;) {
      signal.throwIfAborted()
      const from = after
      const found = await inTenant(db, who, tx => readUnkeyedParties(tx, scope, from, writtenEach))
      const parties = found.filter(party => party.key.startsWith(prefix))
      if (parties.length === 0) return
      const keyed = await withKeys(parties, signal)
      await written
      after = parties.at(-1) ?? after
      written = writeHashed(work, tx => keyParties(tx, scope, keyed))
      // Told to whoever awaits it, not to the process.
      written.catch(() => {})
    }
  } finally {
    // Nothing is written behind the back of whoever goes on, or gives up.
    await written
  }
}

async function withKeys(parties: readonly UnnamedParty[], signal: AbortSignal): Promise<KeyedParty[]> {
  const names = parties.map(party => party.name)
  const keys = await spelled(names, signal)
  return parties.map((party, at) => ({
    ...party,
    ...(keys[at] ?? { nameKey: party.name, pinyin: '', initials: '' }),
    partyId: newId(),
    dyadId: newId(),
  }))
}

async function spellContacts(work: ImportWork): Promise<void> {
  const { db, who, scope, signal } = work
  for (;;) {
    signal.throwIfAborted()
    const contacts = await inTenant(db, who, tx => readUnkeyedContacts(tx, scope, writtenEach))
    if (contacts.length === 0) return
    const keys = await spelled(
      contacts.map(contact => contact.name),
      signal,
    )
    const keyed = contacts.map((contact, at) => ({ ...contact, ...(keys[at] ?? { nameKey: '', pinyin: '', initials: '' }) }))
    await writeHashed(work, tx => keyContacts(tx, scope, keyed))
  }
}
