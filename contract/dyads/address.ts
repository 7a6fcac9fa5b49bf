import { type Static, Type } from 'typebox'
import { siteUses } from '#core/dyads/party-site.ts'
import { Done, endpoint, Id, Nullable, visible } from '../endpoint.ts'

const Text = (max: number) => Type.String({ maxLength: max })
const Line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: visible })
const dyadParams = Type.Object({ dyadId: Id })
const Version = Type.Object({ version: Type.Integer() })

/** An address or site of a customer. Fields that the caller's role may not see are null. */
export const Site = Type.Object({
  siteId: Id,
  uses: Type.Array(Type.Enum([...siteUses])),
  /** The first choice for each of its uses. */
  isDefault: Type.Boolean(),
  name: Nullable(Type.String()),
  country: Nullable(Type.String()),
  region: Nullable(Type.String()),
  /** 华东, 华南 ...: where the region is a province of China. */
  greatRegion: Nullable(Type.String()),
  city: Nullable(Type.String()),
  address: Nullable(Type.String()),
  postalCode: Nullable(Type.String()),
  receiver: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  /** The number in E.164, where the text is one. */
  phoneE164: Nullable(Type.String()),
  note: Nullable(Type.String()),
  version: Type.Integer(),
})
export type Site = Static<typeof Site>

const site = {
  isDefault: Type.Optional(Type.Boolean()),
  name: Type.Optional(Nullable(Text(100))),
  country: Type.Optional(Nullable(Text(100))),
  region: Type.Optional(Nullable(Text(100))),
  city: Type.Optional(Nullable(Text(100))),
  postalCode: Type.Optional(Nullable(Text(20))),
  receiver: Type.Optional(Nullable(Text(100))),
  phone: Type.Optional(Nullable(Text(60))),
  note: Type.Optional(Nullable(Text(1000))),
}
const Uses = Type.Array(Type.Enum([...siteUses]), { minItems: 1, maxItems: siteUses.length })
const siteParams = Type.Object({ dyadId: Id, siteId: Id })

export const listSites = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/sites',
  summary: 'Addresses and sites of a customer.',
  needs: 'customers.read',
  params: dyadParams,
  answer: Type.Object({ rows: Type.Array(Site) }),
})

export const addSite = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/sites',
  summary: 'Add an address. A default takes the place of the one before for the same uses.',
  needs: 'customers.write',
  params: dyadParams,
  body: Type.Object({ ...site, uses: Uses, address: Line(500) }),
  answer: Site,
})

export const updateSite = endpoint({
  method: 'PATCH',
  path: '/api/customers/:dyadId/sites/:siteId',
  summary: 'Change an address.',
  needs: 'customers.write',
  params: siteParams,
  body: Type.Object({ ...site, uses: Type.Optional(Uses), address: Type.Optional(Line(500)), version: Type.Integer() }),
  answer: Site,
})

export const removeSite = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/sites/:siteId',
  summary: 'Remove an address.',
  needs: 'customers.write',
  params: siteParams,
  body: Version,
  answer: Done,
})

/** What an invoice is made out to (开票抬头). */
export const BillingTitle = Type.Object({
  titleId: Id,
  title: Type.String(),
  taxId: Nullable(Type.String()),
  /** False: the tax number is no credit code that passes its check. */
  taxIdValid: Nullable(Type.Boolean()),
  bank: Nullable(Type.String()),
  bankAccount: Nullable(Type.String()),
  address: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  note: Nullable(Type.String()),
  isDefault: Type.Boolean(),
  version: Type.Integer(),
})
export type BillingTitle = Static<typeof BillingTitle>

const billing = {
  taxId: Type.Optional(Nullable(Text(40))),
  bank: Type.Optional(Nullable(Text(200))),
  bankAccount: Type.Optional(Nullable(Text(60))),
  address: Type.Optional(Nullable(Text(500))),
  phone: Type.Optional(Nullable(Text(60))),
  note: Type.Optional(Nullable(Text(1000))),
  isDefault: Type.Optional(Type.Boolean()),
}
const titleParams = Type.Object({ dyadId: Id, titleId: Id })

export const listBillingTitles = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/billing-titles',
  summary: 'What invoices to a customer are made out to, the default first.',
  needs: 'customers.read',
  params: dyadParams,
  answer: Type.Object({ rows: Type.Array(BillingTitle) }),
})

export const addBillingTitle = endpoint({
  method: 'POST',
  path: '/api/customers/:dyadId/billing-titles',
  summary: 'Add a billing title; the first is the default.',
  needs: 'customers.write',
  params: dyadParams,
  body: Type.Object({ ...billing, title: Line(200) }),
  answer: BillingTitle,
})

export const updateBillingTitle = endpoint({
  method: 'PATCH',
  path: '/api/customers/:dyadId/billing-titles/:titleId',
  summary: 'Change a billing title.',
  needs: 'customers.write',
  params: titleParams,
  body: Type.Object({ ...billing, title: Type.Optional(Line(200)), version: Type.Integer() }),
  answer: BillingTitle,
})

export const removeBillingTitle = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/billing-titles/:titleId',
  summary: 'Remove a billing title.',
  needs: 'customers.write',
  params: titleParams,
  body: Version,
  answer: Done,
})
