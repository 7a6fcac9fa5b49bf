import type pg from 'pg'
import type { WalletAttribute } from '#core/value/wallet-features.ts'
import type { KnownWallet } from '#core/value/wallet-share.ts'
import type { BookCustomer } from './read-book.ts'
import { attributesText, itemIdsText, knownText } from './wallet-worker.sql.ts'

type Client = Pick<pg.ClientBase, 'query'>
type Attributes = Readonly<Record<WalletAttribute, string | null>>

const nothing: Attributes = { customerKind: null, industry: null, region: null }

/** What is written of the customers, by their place in the book. */
export async function attributesOf(
  client: Client,
  tenantId: string,
  customers: readonly BookCustomer[],
): Promise<(dyad: number) => Attributes> {
  const { rows } = await client.query<{ dyad_id: string; customer_kind: string | null; industry: string | null; region: string | null }>(
    attributesText,
    [tenantId],
  )
  const given = new Map(rows.map(row => [row.dyad_id, { customerKind: row.customer_kind, industry: row.industry, region: row.region }]))
  const byPlace = customers.map(({ dyadId }) => given.get(dyadId) ?? nothing)
  return dyad => byPlace[dyad] ?? nothing
}

/** What someone knows of one category's wallet, with the evidence that says so. */
export type KnownFact = KnownWallet & { readonly evidenceId: string }
/** By customer, then by category. */
export type KnownByCustomer = ReadonlyMap<string, ReadonlyMap<string, KnownFact>>

type KnownRow = {
  dyad_id: string
  category_id: string
  evidence_id: string
  share: number
  purchases: number | null
  confidence: 'A' | 'B'
}

export async function readKnown(client: Client, tenantId: string): Promise<KnownByCustomer> {
  const { rows } = await client.query<KnownRow>(knownText, [tenantId])
  const known = new Map<string, Map<string, KnownFact>>()
  for (const { dyad_id, category_id, evidence_id, share, purchases, confidence } of rows) {
    const ofCustomer = known.get(dyad_id) ?? new Map<string, KnownFact>()
    known.set(dyad_id, ofCustomer.set(category_id, { evidenceId: evidence_id, share, purchases, confidence }))
  }
  return known
}

/** The id behind the text of a key: categories are read by their id, items by their code. */
export async function idsOfKeys(client: Client, tenantId: string, kind: 'category' | 'item'): Promise<(key: string) => string> {
  if (kind === 'category') return key => key
  const { rows } = await client.query<{ code: string; item_id: string }>(itemIdsText, [tenantId])
  const ids = new Map(rows.map(row => [row.code, row.item_id]))
  return key => ids.get(key) ?? key
}
