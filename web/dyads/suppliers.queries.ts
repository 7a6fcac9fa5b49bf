import { queryOptions } from '@tanstack/react-query'
import * as contract from '#contract/dyads/supplier.ts'
import type { Input } from '#contract/endpoint.ts'
import { call } from '#web/platform/call.ts'
import { queryClient } from '#web/platform/query-client.ts'

export const supplierQuery = (dyadId: string) =>
  queryOptions({
    queryKey: ['suppliers', dyadId],
    queryFn: ({ signal }) => call(contract.readSupplier, { params: { supplyDyadId: dyadId } }, { signal }),
  })

async function kept(answer: Promise<contract.Supplier>): Promise<contract.Supplier> {
  const supplier = await answer
  queryClient.setQueryData(supplierQuery(supplier.dyadId).queryKey, supplier)
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'suppliers' })
  return supplier
}

export const addSupplier = (body: Input<typeof contract.createSupplier>['body']) => kept(call(contract.createSupplier, { body }))
export const saveSupplier = (dyadId: string, body: Input<typeof contract.updateSupplier>['body']) =>
  kept(call(contract.updateSupplier, { params: { supplyDyadId: dyadId }, body }))
async function personKept<T>(supplyDyadId: string, done: Promise<T>): Promise<T> {
  const answer = await done
  await queryClient.invalidateQueries({ queryKey: supplierQuery(supplyDyadId).queryKey })
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'suppliers' })
  return answer
}

export const saveSupplierPerson = (supplyDyadId: string, contactId: string, body: Input<typeof contract.updateSupplierContact>['body']) =>
  personKept(supplyDyadId, call(contract.updateSupplierContact, { params: { supplyDyadId, contactId }, body }))
export const dropSupplierPerson = (supplyDyadId: string, contactId: string) =>
  personKept(supplyDyadId, call(contract.removeSupplierContact, { params: { supplyDyadId, contactId } }))
export const addSupplierPerson = (dyadId: string, body: Input<typeof contract.addSupplierContact>['body']) =>
  kept(call(contract.addSupplierContact, { params: { supplyDyadId: dyadId }, body }))
