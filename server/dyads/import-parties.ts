import type { ImportWork } from '#server/intake/import-work.ts'
import { preferHashing } from '#server/intake/scope.sql.ts'
import { inTenant, type Tx } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { keyContacts, matchContacts, readUnkeyedContacts } from './import-contacts.sql.ts'
import { matchPeople } from './import-owners.sql.ts'
import {
  collectCustomers,
  collectPartners,
  joinByCreditCode,
  joinNamesToCodes,
  keyParties,
  markChangedParties,
  matchKnownParties,
  readUnkeyedParties,
  resetParties,
} from './import-parties.sql.ts'
import { nameKeysOf } from './pinyin.ts'

/** Spelling a Chinese name takes some microseconds on the thread that answers everybody: a small portion at a time. */
const portion = 400

/** Looking for parties without keys walks all of the import: done once for so many portions. */
const portionsEach = 25

/** Finds out who the parties of an import are: known ones by code or name, new ones under ids of their own. Writes staging tables only. */
export async function matchParties(work: ImportWork): Promise<void> {
  const { db, who, scope, signal } = work
  const step = (run: (tx: Tx) => Promise<void>) => {
    signal.throwIfAborted()
    return inTenant(db, who, async tx => {
      await preferHashing(tx)
      await run(tx)
    })
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

/** Ids and search keys for parties without them; those with a code first, so that bare names can be joined to them. */
async function giveKeys({ db, who, scope, signal }: ImportWork, prefix: string): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const found = await inTenant(db, who, tx => readUnkeyedParties(tx, scope, portion * portionsEach))
    const parties = found.filter(party => party.key.startsWith(prefix))
    if (parties.length === 0) return
    for (let from = 0; from < parties.length; from += portion) {
      const some = parties.slice(from, from + portion)
      const keys = await nameKeysOf(some.map(party => party.name))
      const keyed = some.map((party, at) => ({
        ...party,
        ...(keys[at] ?? { nameKey: party.name, pinyin: '', initials: '' }),
        partyId: newId(),
        dyadId: newId(),
      }))
      await inTenant(db, who, tx => keyParties(tx, scope, keyed))
    }
  }
}

async function spellContacts({ db, who, scope, signal }: ImportWork): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const contacts = await inTenant(db, who, tx => readUnkeyedContacts(tx, scope, portion))
    if (contacts.length === 0) return
    const keys = await nameKeysOf(contacts.map(contact => contact.name))
    const keyed = contacts.map((contact, at) => ({ ...contact, ...(keys[at] ?? { nameKey: '', pinyin: '', initials: '' }) }))
    await inTenant(db, who, tx => keyContacts(tx, scope, keyed))
  }
}
