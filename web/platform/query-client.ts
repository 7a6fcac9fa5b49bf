import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Refusal } from './refusal.ts'

type Ear = (refusal: Refusal) => void
const ears = new Set<Ear>()

/** Calls back whenever any request is answered with 401; gives the function that stops it. */
export function onSignedOut(ear: Ear): () => void {
  ears.add(ear)
  return () => ears.delete(ear)
}

function heed(error: unknown): void {
  if (error instanceof Refusal && error.kind === 'signed_out') for (const ear of ears) ear(error)
}

/** Only what a second try can mend is tried again. */
const worthRetrying = (failures: number, error: unknown) => failures < 2 && error instanceof Refusal && error.kind === 'offline'

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: heed }),
  mutationCache: new MutationCache({ onError: heed }),
  defaultOptions: {
    queries: { retry: worthRetrying, staleTime: 30_000, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
})
