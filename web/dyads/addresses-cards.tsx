import type { BillingTitle, Site } from '#contract/dyads/address.ts'
import { provinces, siteUses } from '#core/dyads/party-site.ts'
import { useText } from '#web/platform/text.ts'
import { fieldTexts } from './dyads.text.ts'
import type { Draft } from './fields-drawer.tsx'
import { KeptCard } from './kept-card.tsx'
import { dropSite, dropTitle, saveSite, saveTitle, sitesQuery, titlesQuery } from './parties.queries.ts'
import { partyTexts } from './parties.text.ts'

type Given = { readonly dyadId: string; readonly mayWrite: boolean }

const siteFields = ['name', 'country', 'region', 'city', 'address', 'postalCode', 'receiver', 'phone', 'note'] as const
const titleFields = ['title', 'taxId', 'bank', 'bankAccount', 'address', 'phone', 'note'] as const

const textsOf = <K extends string>(names: readonly K[], row: Readonly<Record<K, string | null>> | undefined) =>
  Object.fromEntries(names.map(name => [name, row?.[name] ?? '']))

const regions = provinces.map(({ province, greatRegion }) => ({ value: province, label: `${province}（${greatRegion}）` }))

function SiteLines({ site }: { readonly site: Site }) {
  const say = useText(partyTexts)
  const region = site.region && site.greatRegion ? say('regionOf', { region: site.region, great: site.greatRegion }) : site.region
  const call = site.phoneE164 ?? site.phone
  return (
    <>
      <div className="lk-person-head">
        {site.uses.map(use => (
          <span key={use} className="lk-tag lk-tag-line">
            {say(use)}
          </span>
        ))}
        {site.isDefault ? <strong>{say('isDefault')}</strong> : null}
        {site.name ? <span>{site.name}</span> : null}
      </div>
      <span>{[site.country, region, site.city, site.address, site.postalCode].filter(Boolean).join(' ') || '—'}</span>
      {site.receiver || site.phone ? (
        <span className="lk-muted">
          {site.receiver} {site.phone && call ? <a href={`tel:${call}`}>{site.phone}</a> : null}
        </span>
      ) : null}
      {site.note ? <span className="lk-muted">{site.note}</span> : null}
    </>
  )
}

/** Where goods and invoices go, where the firm is registered and visited. */
export function SitesCard({ dyadId, mayWrite }: Given) {
  const say = useText(partyTexts)
  const field = useText(fieldTexts)
  return (
    <KeptCard<Site>
      title={say('sites')}
      empty={{ title: say('noSites'), lead: say('noSitesLead') }}
      verbs={{ add: say('addSite'), edit: say('editSite') }}
      query={sitesQuery(dyadId) as never}
      mayWrite={mayWrite}
      idOf={site => site.siteId}
      nameOf={site => site.name ?? site.address ?? ''}
      show={site => <SiteLines site={site} />}
      fields={() => [
        {
          name: 'uses',
          label: say('siteUse'),
          kind: 'many',
          required: true,
          options: siteUses.map(use => ({ value: use, label: say(use) })),
        },
        { name: 'isDefault', label: say('isDefault'), kind: 'flag' },
        { name: 'name', label: say('siteName'), hint: say('siteNameHint') },
        { name: 'country', label: field('country') },
        { name: 'region', label: field('region'), kind: 'suggest', options: regions },
        { name: 'city', label: field('city') },
        { name: 'address', label: field('address'), required: true },
        { name: 'postalCode', label: field('postalCode') },
        { name: 'receiver', label: say('receiver') },
        { name: 'phone', label: field('phone') },
        { name: 'note', label: say('note') },
      ]}
      draftOf={(site): Draft => ({ ...textsOf(siteFields, site), uses: site?.uses ?? ['delivery'], isDefault: site?.isDefault ?? false })}
      save={(site, draft) => saveSite(dyadId, site, draft as never)}
      drop={site => dropSite(dyadId, site.siteId, site.version)}
    />
  )
}

function TitleLines({ title }: { readonly title: BillingTitle }) {
  const say = useText(partyTexts)
  const tax = title.taxId && (title.taxIdValid === false ? say('taxOf', { taxId: title.taxId }) : title.taxId)
  return (
    <>
      <div className="lk-person-head">
        <strong>{title.title}</strong>
        {title.isDefault ? <span className="lk-tag lk-tag-line">{say('isDefault')}</span> : null}
      </div>
      {tax ? (
        <span>
          {say('taxId')} {tax}
        </span>
      ) : null}
      {title.bank || title.bankAccount ? <span>{[title.bank, title.bankAccount].filter(Boolean).join(' ')}</span> : null}
      {title.address || title.phone ? <span className="lk-muted">{[title.address, title.phone].filter(Boolean).join(' ')}</span> : null}
      {title.note ? <span className="lk-muted">{title.note}</span> : null}
    </>
  )
}

/** What invoices are made out to. */
export function TitlesCard({ dyadId, mayWrite }: Given) {
  const say = useText(partyTexts)
  const field = useText(fieldTexts)
  return (
    <KeptCard<BillingTitle>
      title={say('titles')}
      empty={{ title: say('noTitles'), lead: say('noTitlesLead') }}
      verbs={{ add: say('addTitle'), edit: say('editTitle') }}
      query={titlesQuery(dyadId) as never}
      mayWrite={mayWrite}
      idOf={title => title.titleId}
      nameOf={title => title.title}
      show={title => <TitleLines title={title} />}
      fields={() => [
        { name: 'title', label: say('titleName'), required: true },
        { name: 'taxId', label: say('taxId') },
        { name: 'bank', label: say('bank') },
        { name: 'bankAccount', label: say('bankAccount') },
        { name: 'address', label: field('address') },
        { name: 'phone', label: field('phone') },
        { name: 'note', label: say('note') },
        { name: 'isDefault', label: say('isDefault'), kind: 'flag' },
      ]}
      draftOf={(title): Draft => ({ ...textsOf(titleFields, title), isDefault: title?.isDefault ?? false })}
      save={(title, { isDefault, ...draft }) =>
        saveTitle(dyadId, title, {
          ...draft,
          ...(title === undefined && isDefault !== true ? {} : { isDefault: isDefault === true }),
        } as never)
      }
      drop={title => dropTitle(dyadId, title.titleId, title.version)}
    />
  )
}
