import { type Static, Type } from 'typebox'
import { sharings } from '#core/activities/transfer.ts'
import { Done, endpoint, Id, Minor, Nullable, Page, Time, visible } from '../endpoint.ts'

const Reason = Type.String({ minLength: 1, maxLength: 500, pattern: visible })
const dyadParams = Type.Object({ dyadId: Id })

export const ownershipKinds = ['assigned', 'claimed', 'released', 'recycled', 'transferred', 'locked', 'unlocked'] as const

export const OwnershipEntry = Type.Object({
  entryId: Id,
  kind: Type.Enum([...ownershipKinds]),
  fromName: Nullable(Type.String()),
  toName: Nullable(Type.String()),
  poolName: Nullable(Type.String()),
  reason: Nullable(Type.String()),
  authorName: Nullable(Type.String()),
  at: Time,
})
export type OwnershipEntry = Static<typeof OwnershipEntry>

export const Collaborator = Type.Object({ userId: Id, name: Type.String(), mayWrite: Type.Boolean(), since: Time })
export type Collaborator = Static<typeof Collaborator>

/** Why a customer is not taken back although its time has come. */
export const shields = ['locked', 'dispute', 'opportunity', 'type'] as const

export const Ownership = Type.Object({
  dyadId: Id,
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  pool: Nullable(Type.Object({ poolId: Id, name: Type.String(), since: Nullable(Time), isMember: Type.Boolean() })),
  claimedAt: Nullable(Time),
  recycleAt: Nullable(Time),
  homePool: Nullable(Type.String()),
  /** What keeps it from being taken back now. */
  shield: Nullable(Type.Enum([...shields])),
  isLocked: Type.Boolean(),
  lockReason: Nullable(Type.String()),
  collaborators: Type.Array(Collaborator),
  /** The newest fifty changes of hands. */
  entries: Type.Array(OwnershipEntry),
  /** What you may do. */
  mayClaim: Type.Boolean(),
  mayRelease: Type.Boolean(),
  mayAssign: Type.Boolean(),
  mayShare: Type.Boolean(),
})
export type Ownership = Static<typeof Ownership>

export const readOwnership = endpoint({
  method: 'GET',
  path: '/api/customers/:dyadId/ownership',
  summary: 'Who owns a customer, who works along, until when, and every change of hands.',
  needs: 'customers.read',
  params: dyadParams,
  answer: Ownership,
})

export const lockCustomer = endpoint({
  method: 'PUT',
  path: '/api/customers/:dyadId/lock',
  summary: 'Lock a customer to its owner: it is not taken back and not given up while locked.',
  needs: 'customers.assign',
  params: dyadParams,
  body: Type.Object({ reason: Reason }),
  answer: Done,
})

export const unlockCustomer = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/lock',
  summary: 'Unlock a customer, with the reason.',
  needs: 'customers.assign',
  params: dyadParams,
  body: Type.Object({ reason: Reason }),
  answer: Done,
})

const collaboratorParams = Type.Object({ dyadId: Id, userId: Id })

export const keepCollaborator = endpoint({
  method: 'PUT',
  path: '/api/customers/:dyadId/collaborators/:userId',
  summary: 'Let a colleague work along on a customer, as reader or as one who writes; they see it whatever their data scope.',
  needs: 'customers.write',
  params: collaboratorParams,
  body: Type.Object({ mayWrite: Type.Boolean() }),
  answer: Done,
})

export const removeCollaborator = endpoint({
  method: 'DELETE',
  path: '/api/customers/:dyadId/collaborators/:userId',
  summary: 'End a colleague’s work on a customer. Everyone may end their own.',
  needs: 'customers.read',
  params: collaboratorParams,
  answer: Done,
})

/** Whose customers: all of a person, or all of a department without those below it. */
const From = {
  fromUserId: Type.Optional(Id),
  fromDepartmentId: Type.Optional(Id),
}
/** To whom: people, among whom they are shared out; or a pool; for a department also another department, with owners kept. */
const To = {
  receivers: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100 })),
  sharing: Type.Optional(Type.Enum([...sharings])),
  poolId: Type.Optional(Id),
  toDepartmentId: Type.Optional(Id),
}

export const TransferShare = Type.Object({ userId: Id, name: Type.String(), customers: Type.Integer(), valueMinor: Minor })

export const previewTransfer = endpoint({
  method: 'POST',
  path: '/api/transfers/preview',
  summary: 'What a transfer would do: how many customers of what value (net contribution of 12 months), and who would get how much.',
  needs: 'customers.assign',
  body: Type.Object({ ...From, ...To }),
  answer: Type.Object({
    customers: Type.Integer(),
    valueMinor: Minor,
    /** Of them, customers without a known value: they count nothing in the sum. */
    unvalued: Type.Integer(),
    locked: Type.Integer(),
    /** Open work that goes along with them: tasks and opportunities of the same person. */
    tasks: Type.Integer(),
    opportunities: Type.Integer(),
    shares: Type.Array(TransferShare),
  }),
})

export const transferStates = ['waiting', 'done', 'failed', 'undoing', 'undone'] as const

export const Transfer = Type.Object({
  transferId: Id,
  fromUserId: Nullable(Id),
  fromDepartmentId: Nullable(Id),
  fromName: Type.String(),
  toNames: Type.Array(Type.String()),
  state: Type.Enum([...transferStates]),
  customers: Type.Integer(),
  valueMinor: Minor,
  /** Once undone: customers that went back; others had changed hands again since. */
  returned: Nullable(Type.Integer()),
  reason: Nullable(Type.String()),
  authorName: Nullable(Type.String()),
  createdAt: Time,
  finishedAt: Nullable(Time),
})
export type Transfer = Static<typeof Transfer>

export const startTransfer = endpoint({
  method: 'POST',
  path: '/api/transfers',
  summary: 'Hand over all customers of a person or a department. Runs in the background, all or nothing, and can be undone.',
  needs: 'customers.assign',
  body: Type.Object({ ...From, ...To, reason: Reason }),
  answer: Type.Object({ transferId: Id, jobId: Id }),
})

export const listTransfers = endpoint({
  method: 'GET',
  path: '/api/transfers',
  summary: 'Transfers, the newest first.',
  needs: 'customers.assign',
  query: Type.Object({ after: Type.Optional(Type.String({ maxLength: 1000 })) }),
  answer: Page(Transfer),
})

export const undoTransfer = endpoint({
  method: 'POST',
  path: '/api/transfers/:transferId/undo',
  summary: 'Take a transfer back: customers that nobody has moved since return to whom they belonged before.',
  needs: 'customers.assign',
  params: Type.Object({ transferId: Id }),
  answer: Type.Object({ jobId: Id }),
})

export const OwnerLoad = Type.Object({
  userId: Id,
  name: Type.String(),
  departmentId: Nullable(Id),
  disabled: Type.Boolean(),
  customers: Type.Integer(),
  valueMinor: Minor,
})
export type OwnerLoad = Static<typeof OwnerLoad>

export const listOwners = endpoint({
  method: 'GET',
  path: '/api/owners',
  summary: 'People with how many customers they own and what those are worth, within what you see; who has left first.',
  needs: 'customers.assign',
  answer: Type.Object({ rows: Type.Array(OwnerLoad) }),
})
