import { useMutation, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import type { ContactMap, MappedPerson } from '#contract/dyads/contact-map.ts'
import { type BuyingRole, buyingRoles, type MapLevel, mapLevels, strengths, type TieKind } from '#core/dyads/contact-map.ts'
import { useText } from '#web/platform/text.ts'
import { Field } from '#web/ui/field.tsx'
import { Refused } from '#web/ui/refused.tsx'
import { peopleQuery } from './dyads.queries.ts'
import { saveBond, savePlace, saveTie } from './parties.queries.ts'
import { mapTexts } from './contact-map.text.ts'
import './parties.css'

type Given = { readonly dyadId: string; readonly person: MappedPerson }

/** What a person does when the customer buys, and on which level: kept as soon as it is chosen. */
export function Place({ dyadId, person }: Given) {
  const say = useText(mapTexts)
  const { contactId, buyingRole, level, version } = person
  const saving = useMutation({
    mutationFn: (next: { readonly buyingRole: BuyingRole | null; readonly level: MapLevel | null }) =>
      savePlace(dyadId, contactId, { ...next, version }),
  })
  return (
    <section className="lk-stack lk-fields-drawer" aria-label={say('place')}>
      <h3>{say('place')}</h3>
      <Refused error={saving.error} />
      <Field label={say('role')}>
        <Select
          allowClear
          loading={saving.isPending}
          placeholder={say('noRole')}
          value={buyingRole ?? undefined}
          options={buyingRoles.map(role => ({ value: role, label: say(role) }))}
          onChange={(next: BuyingRole | undefined) => saving.mutate({ buyingRole: next ?? null, level })}
        />
      </Field>
      <Field label={say('level')}>
        <Select
          allowClear
          loading={saving.isPending}
          placeholder={say('noLevel')}
          value={level ?? undefined}
          options={mapLevels.map(one => ({ value: one, label: say(one) }))}
          onChange={(next: MapLevel | undefined) => saving.mutate({ buyingRole, level: next ?? null })}
        />
      </Field>
    </section>
  )
}

/** How well each of our people knows them. */
export function Bonds({ dyadId, person }: Given) {
  const say = useText(mapTexts)
  const people = (useQuery(peopleQuery).data?.rows ?? []).filter(one => !one.disabled)
  const saving = useMutation({
    mutationFn: ({ userId, strength }: { readonly userId: string; readonly strength: number }) =>
      saveBond(dyadId, person.contactId, userId, strength),
  })
  const known = new Set(person.bonds.map(bond => bond.userId))
  const options = strengths.map(strength => ({ value: strength, label: say(`strength_${strength}`) }))
  return (
    <section className="lk-stack lk-fields-drawer" aria-label={say('bonds')}>
      <h3>{say('bonds')}</h3>
      <Refused error={saving.error} />
      {person.bonds.map(bond => (
        <Field key={bond.userId} label={bond.name ?? '—'}>
          <Select
            loading={saving.isPending}
            value={bond.strength}
            options={options}
            onChange={(strength: number) => saving.mutate({ userId: bond.userId, strength })}
          />
        </Field>
      ))}
      <Field label={`${say('add')} · ${say('whoOfUs')}`}>
        <Select
          showSearch
          optionFilterProp="label"
          value={null}
          options={people.filter(one => !known.has(one.userId)).map(one => ({ value: one.userId, label: one.name }))}
          onChange={(userId: string | null) => (userId ? saving.mutate({ userId, strength: 1 }) : undefined)}
        />
      </Field>
    </section>
  )
}

/** Whom they know among the others, and to whom they report. */
export function Ties({ dyadId, person, map }: Given & { readonly map: ContactMap }) {
  const say = useText(mapTexts)
  const { contactId } = person
  const others = map.people.filter(one => one.contactId !== contactId && one.leftOn === null)
  const saving = useMutation({
    mutationFn: ({ otherId, kind }: { readonly otherId: string; readonly kind: TieKind | null }) =>
      saveTie(dyadId, contactId, otherId, kind),
  })
  const between = (otherId: string) =>
    map.ties.find(
      tie =>
        (tie.contactId === contactId && tie.otherId === otherId) ||
        (tie.kind === 'knows' && tie.contactId === otherId && tie.otherId === contactId),
    )?.kind ?? 'none'
  const options = [
    { value: 'none', label: say('tie_none') },
    { value: 'knows', label: say('tie_knows') },
    { value: 'reports_to', label: say('tie_reports_to') },
  ] as const
  if (others.length === 0) return null
  return (
    <section className="lk-stack lk-fields-drawer" aria-label={say('ties')}>
      <h3>{say('ties')}</h3>
      <Refused error={saving.error} />
      {others.slice(0, 30).map(other => (
        <Field key={other.contactId} label={other.name}>
          <Select
            loading={saving.isPending}
            value={between(other.contactId) as 'none' | TieKind}
            options={[...options]}
            onChange={(kind: 'none' | TieKind) => saving.mutate({ otherId: other.contactId, kind: kind === 'none' ? null : kind })}
          />
        </Field>
      ))}
    </section>
  )
}
