import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import * as address from '#contract/dyads/address.ts'
import * as map from '#contract/dyads/contact-map.ts'
import * as person from '#contract/dyads/contact-party.ts'
import * as fact from '#contract/dyads/fact.ts'
import type { CustomerQuery } from '#contract/dyads/customer-list.ts'
import * as group from '#contract/dyads/group.ts'
import * as need from '#contract/dyads/need.ts'
import * as roles from '#contract/dyads/roles.ts'
import type { Input } from '#contract/endpoint.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

const key = (dyadId: string, what: string) => ['customers', 'parties', dyadId, what] as const

export const groupQuery = (dyadId: string) =>
  queryOptions({
    queryKey: key(dyadId, 'group'),
    queryFn: ({ signal }) => call(group.readCustomerGroup, { params: { dyadId } }, { signal }),
  })

export const groupOfQuery = (partyId: string) =>
  queryOptions({
    queryKey: ['customers', 'groups', partyId],
    queryFn: ({ signal }) => call(group.readGroup, { params: { partyId } }, { signal }),
  })

export const groupsQuery = (query: CustomerQuery) =>
  infiniteQueryOptions({
    queryKey: ['customers', 'groups', 'list', query],
    queryFn: ({ signal, pageParam }) =>
      call(group.listGroups, { query: { ...query, limit: 50, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: '',
    getNextPageParam: page => page.next ?? undefined,
  })

export const partyChoicesQuery = (q: string) =>
  queryOptions({
    queryKey: ['parties', 'choices', q],
    queryFn: ({ signal }) => call(group.listPartyChoices, { query: { q } }, { signal }),
    enabled: q !== '',
  })

export const netQuery = (dyadId: string) =>
  queryOptions({ queryKey: key(dyadId, 'net'), queryFn: ({ signal }) => call(roles.readNetView, { params: { dyadId } }, { signal }) })

export const sitesQuery = (dyadId: string) =>
  queryOptions({ queryKey: key(dyadId, 'sites'), queryFn: ({ signal }) => call(address.listSites, { params: { dyadId } }, { signal }) })

export const titlesQuery = (dyadId: string) =>
  queryOptions({
    queryKey: key(dyadId, 'titles'),
    queryFn: ({ signal }) => call(address.listBillingTitles, { params: { dyadId } }, { signal }),
  })

export const needsQuery = (dyadId: string) =>
  queryOptions({ queryKey: key(dyadId, 'needs'), queryFn: ({ signal }) => call(need.listNeeds, { params: { dyadId } }, { signal }) })

export const factsQuery = (dyadId: string) =>
  queryOptions({ queryKey: key(dyadId, 'facts'), queryFn: ({ signal }) => call(fact.listFacts, { params: { dyadId } }, { signal }) })

export const mapQuery = (dyadId: string) =>
  queryOptions({ queryKey: key(dyadId, 'map'), queryFn: ({ signal }) => call(map.readContactMap, { params: { dyadId } }, { signal }) })

export const contactQuery = (dyadId: string, contactId: string) =>
  queryOptions({
    queryKey: key(dyadId, contactId),
    queryFn: ({ signal }) => call(person.readContactWhole, { params: { dyadId, contactId } }, { signal }),
  })

/** What was written is read anew wherever customers are shown. */
async function written<T>(work: Promise<T>): Promise<T> {
  const answer = await work
  await queryClient.invalidateQueries({ queryKey: ['customers'] })
  return answer
}

type Versioned = { readonly version: number }

export const putUnder = (partyId: string, body: Input<typeof group.moveParty>['body']) =>
  written(call(group.moveParty, { params: { partyId }, body }))

export const saveRoles = (dyadId: string, body: Input<typeof roles.changeRoles>['body']) =>
  written(call(roles.changeRoles, { params: { dyadId }, body }))

export const saveSite = (
  dyadId: string,
  site: ({ readonly siteId: string } & Versioned) | undefined,
  body: Input<typeof address.addSite>['body'],
) =>
  written(
    site
      ? call(address.updateSite, { params: { dyadId, siteId: site.siteId }, body: { ...body, version: site.version } })
      : call(address.addSite, { params: { dyadId }, body }),
  )

export const dropSite = (dyadId: string, siteId: string, version: number) =>
  written(call(address.removeSite, { params: { dyadId, siteId }, body: { version } }))

export const saveTitle = (
  dyadId: string,
  title: ({ readonly titleId: string } & Versioned) | undefined,
  body: Input<typeof address.addBillingTitle>['body'],
) =>
  written(
    title
      ? call(address.updateBillingTitle, { params: { dyadId, titleId: title.titleId }, body: { ...body, version: title.version } })
      : call(address.addBillingTitle, { params: { dyadId }, body }),
  )

export const dropTitle = (dyadId: string, titleId: string, version: number) =>
  written(call(address.removeBillingTitle, { params: { dyadId, titleId }, body: { version } }))

export const saveNeed = (
  dyadId: string,
  one: ({ readonly needId: string } & Versioned) | undefined,
  body: Input<typeof need.addNeed>['body'],
) =>
  written(
    one
      ? call(need.updateNeed, { params: { dyadId, needId: one.needId }, body: { ...body, version: one.version } })
      : call(need.addNeed, { params: { dyadId }, body }),
  )

export const dropNeed = (dyadId: string, needId: string, version: number) =>
  written(call(need.removeNeed, { params: { dyadId, needId }, body: { version } }))

export const saveFact = (dyadId: string, body: Input<typeof fact.addFact>['body']) =>
  written(call(fact.addFact, { params: { dyadId }, body }))

export const takeBackFact = (dyadId: string, factId: string) => written(call(fact.withdrawFact, { params: { dyadId, factId } }))

export const savePlace = (dyadId: string, contactId: string, body: Input<typeof map.placeContact>['body']) =>
  written(call(map.placeContact, { params: { dyadId, contactId }, body }))

export const saveBond = (dyadId: string, contactId: string, userId: string, strength: number) =>
  written(call(map.keepBond, { params: { dyadId, contactId, userId }, body: { strength } }))

export const saveTie = (dyadId: string, contactId: string, otherId: string, kind: Input<typeof map.keepTie>['body']['kind']) =>
  written(call(map.keepTie, { params: { dyadId, contactId, otherId }, body: { kind } }))

export const joinFirm = (dyadId: string, contactId: string, body: Input<typeof person.joinParty>['body']) =>
  written(call(person.joinParty, { params: { dyadId, contactId }, body }))

export const leaveFirm = (dyadId: string, contactId: string, body: Input<typeof person.leaveParty>['body']) =>
  written(call(person.leaveParty, { params: { dyadId, contactId }, body }))
