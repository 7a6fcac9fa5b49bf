import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './app/router.tsx'
import { watchForNewVersion } from './app/new-version.ts'
import { queryClient } from './platform/query-client.ts'
import { lendNonceToStyles } from './platform/style-nonce.ts'
import { Look } from './ui/look.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root.')
lendNonceToStyles()
watchForNewVersion()

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Look>
        <RouterProvider router={router} />
      </Look>
    </QueryClientProvider>
  </StrictMode>,
)
