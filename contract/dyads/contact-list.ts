import { type Static, Type } from 'typebox'
import { endpoint, Id, Nullable, Time } from '../endpoint.ts'
import { recordExtras, recordGroupsQuery, RecordGroups, RecordPage, recordPageQuery, recordRights } from '../platform/record-list.ts'
import { Contact } from './contact.ts'

/** A person with the firm that they are seen through; somebody of two firms stands under each of them. */
export const ListedContact = Type.Object({
  /** Tells the person at this firm from the same person at another. */
  rowId: Id,
  dyadId: Id,
  /** The firm is one that we buy of. */
  isSupplier: Type.Boolean(),
  customerName: Type.String(),
  customerCode: Nullable(Type.String()),
  customerOwnerName: Nullable(Type.String()),
  ...Contact.properties,
  ...recordExtras,
  createdAt: Time,
  updatedAt: Time,
  ...recordRights,
})
export type ListedContact = Static<typeof ListedContact>

export const listContacts = endpoint({
  method: 'GET',
  path: '/api/contacts',
  summary: 'The people of the customers and suppliers that the caller sees, one page by key; by name unless asked otherwise.',
  needs: 'customers.read',
  query: Type.Object(recordPageQuery),
  answer: RecordPage(ListedContact),
})

export const groupContacts = endpoint({
  method: 'GET',
  path: '/api/contacts/groups',
  summary: 'The list by the values of one column, with counts; by the owner of the customer unless asked otherwise.',
  needs: 'customers.read',
  query: Type.Object(recordGroupsQuery),
  answer: RecordGroups,
})

export const readListedContact = endpoint({
  method: 'GET',
  path: '/api/dyads/:dyadId/contacts/:contactId',
  summary: 'One person as the list of people shows them.',
  needs: 'customers.read',
  params: Type.Object({ dyadId: Id, contactId: Id }),
  answer: ListedContact,
})
