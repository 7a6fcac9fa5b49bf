import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { moveTo, sessionQuery } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { PageHeader } from '#web/ui/page-header.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { EntryFrame } from './entry-frame.tsx'
import { entryTexts } from './entry.text.ts'

/** For a person of several firms: which one to enter now. */
export function ChooseCompanyPage() {
  const say = useText(entryTexts)
  const router = useRouter()
  const { next } = useSearch({ from: '/choose-company' })
  const tenants = useQuery(sessionQuery).data?.session?.tenants ?? []
  const moving = useMutation({
    mutationFn: moveTo,
    onSuccess: async () => {
      await router.invalidate()
      router.history.push(next ?? '/')
    },
  })
  return (
    <EntryFrame>
      <PageHeader title={say('chooseCompany')} lead={tenants.length === 0 ? say('noCompany') : say('chooseLead')} />
      <Refused error={moving.error} />
      <ul className="lk-stack">
        {tenants.map(tenant => (
          <li key={tenant.tenantId}>
            <button type="button" className="lk-company" disabled={moving.isPending} onClick={() => moving.mutate(tenant.tenantId)}>
              <span>
                <strong>{tenant.name}</strong>
                {tenant.nameEn ? <span className="lk-muted"> {tenant.nameEn}</span> : null}
              </span>
              {tenant.isDemo ? <span className="lk-mark">{say('demo')}</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </EntryFrame>
  )
}
