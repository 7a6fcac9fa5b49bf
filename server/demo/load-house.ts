import { inLanguage, type Language } from '#core/demo/bilingual.ts'
import { familiesOf } from '#core/demo/families.ts'
import { demoStaff } from '#core/demo/firm.ts'
import { type DemoOptions, profilesOf, usualCustomers } from '#core/demo/generate.ts'
import { type Marks, marksOf } from '#core/demo/house-marks.ts'
import { houseFields, houseTags, houseTargets, houseViews } from '#core/demo/house.ts'
import type { Profile } from '#core/demo/profiles.ts'
import { twinsOf } from '#core/demo/twins.ts'
import { addMonths, type CivilDay, dateOf, formatDay } from '#core/units/civil-day.ts'
import { createCustomer } from '#server/dyads/create-customer.ts'
import { createView } from '#server/dyads/keep-views.ts'
import { moveParty } from '#server/dyads/move-party.ts'
import { createTag } from '#server/dyads/tags.ts'
import { audit } from '#server/platform/audit.ts'
import type { Ctx, Platform } from '#server/platform/context.ts'
import { createCustomField } from '#server/platform/custom-fields.ts'
import { refreshCustom } from '#server/platform/custom-values.ts'
import type { Tx } from '#server/platform/database.ts'
import { setKpiTarget } from '#server/strategy/read-kpi.ts'
import { actAs } from './act-as.ts'
import type { DeskIds } from './desk.sql.ts'
import { nameHead, writeMarks } from './house.sql.ts'
import { departmentIdsOf } from './load-desk.ts'
import { loadPools } from './load-pools.ts'

export type HouseOptions = DemoOptions & { readonly today: CivilDay }

const tagNames = (language: Language) => (key: string) => inLanguage(houseTags.find(tag => tag.key === key)?.name ?? [key, key], language)

async function makeFields(ctx: Ctx, language: Language): Promise<void> {
  for (const { name, colour, description } of houseTags)
    await createTag(ctx, { entity: 'customer', name: inLanguage(name, language), colour, description: inLanguage(description, language) })
  for (const { key, type, label, help, choices } of houseFields)
    await createCustomField(ctx, {
      entity: 'customer',
      key,
      type,
      labelZh: label[0],
      labelEn: label[1],
      helpZh: help[0],
      helpEn: help[1],
      choices: [...choices],
      isFilter: true,
    })
}

const batch = 1000

async function markBatch(tx: Tx, ctx: Ctx, marks: readonly Marks[], tagName: (key: string) => string): Promise<number> {
  const rows = marks.filter(({ tags, custom }) => tags.length > 0 || Object.keys(custom).length > 0)
  const ids = await writeMarks(
    tx,
    ctx.tenantId,
    rows.map(row => ({ ...row, tags: row.tags.map(tagName) })),
  )
  await refreshCustom(tx, ctx.tenantId, 'customer', ids)
  return ids.length
}

async function mark(tx: Tx, ctx: Ctx, options: HouseOptions): Promise<void> {
  const tagName = tagNames(options.language)
  let [marks, count]: [Marks[], number] = [[], 0]
  for (const profile of profilesOf(options)) {
    marks.push(marksOf(options.seed, profile))
    if (marks.length < batch) continue
    count += await markBatch(tx, ctx, marks, tagName)
    marks = []
  }
  count += await markBatch(tx, ctx, marks, tagName)
  await audit(tx, ctx, { action: 'update', entity: 'customer', count, after: { demo: true, fields: houseFields.map(({ key }) => key) } })
}

async function keepViews(ctx: Ctx, ids: DeskIds, language: Language): Promise<void> {
  const departments = departmentIdsOf(ids)
  for (const { name, department, search } of houseViews(tagNames(language))) {
    const departmentId = departments.get(department ?? '')
    const shared = departmentId === undefined ? { isShared: true } : { departmentIds: [departmentId] }
    await createView(ctx, { list: 'customers', name: inLanguage(name, language), ...shared, state: { search } })
  }
}

async function setTargets(ctx: Ctx, today: CivilDay): Promise<void> {
  for (const { kpi, year, target } of houseTargets(dateOf(today).year)) await setKpiTarget(ctx, { kpi, year, target, version: 0 })
}

async function makeFamilies(
  tx: Tx,
  ctx: Ctx,
  ids: DeskIds,
  { seed, today, language }: HouseOptions,
  profiles: readonly Profile[],
): Promise<void> {
  const heads = new Map<string, string>()
  for (const { child, parent, yearsAgo, note } of familiesOf(seed, profiles)) {
    const partyId = ids.parties.get(child)
    const parentId = typeof parent === 'string' ? ids.parties.get(parent) : heads.get(parent[0])
    if (partyId === undefined || (typeof parent === 'string' && parentId === undefined)) continue
    const isNew = typeof parent !== 'string' && parentId === undefined
    const fromOn = formatDay(addMonths(today, -12 * yearsAgo))
    const to = isNew ? { parentId: null, newParentName: inLanguage(parent, language) } : { parentId: parentId ?? null }
    const group = await moveParty(ctx, partyId, {
      ...to,
      wasParentId: null,
      fromOn,
      note: note === undefined ? null : inLanguage(note, language),
    })
    if (!isNew) continue
    if (language !== 'en') await nameHead(tx, ctx.tenantId, parent[0], parent[1])
    const head = group.members.find(member => member.parentId === null)
    if (head !== undefined) heads.set(parent[0], head.partyId)
  }
}

/** Colleagues enter customers that are there already, and say why they believe them to be others. */
async function enterTwins(
  platform: Acting,
  tx: Tx,
  { tenantId }: Ctx,
  ids: DeskIds,
  { seed, language }: HouseOptions,
  profiles: readonly Profile[],
): Promise<void> {
  for (const { code, name, phone, city, enteredBy, reason } of twinsOf(seed, profiles)) {
    const person = demoStaff(language)[enteredBy]
    const userId = ids.people.get(person?.email ?? '')
    if (person === undefined || userId === undefined) continue
    const seller = await actAs(platform, tx, { tenantId, userId }, person.name)
    const [said, where, why] = [name, city, reason].map(both => inLanguage(both, language))
    const given = {
      name: said ?? '',
      ...(language === 'en' ? {} : { nameEn: name[1] }),
      code,
      city: where ?? '',
      customerKind: 'enterprise',
      duplicateReason: why ?? '',
    } as const
    await createCustomer(seller, { ...given, ...(phone === undefined ? {} : { phone }) })
  }
}

type Acting = Pick<Platform, 'db' | 'jobs' | 'now'>

/** How the demo company has arranged itself: tags and fields of its own, views, targets, groups, customers entered twice, and public pools. */
export async function loadHouse(platform: Acting, tx: Tx, ctx: Ctx, ids: DeskIds, options: HouseOptions): Promise<void> {
  const profiles = [...profilesOf({ ...options, customers: Math.min(options.customers ?? usualCustomers, usualCustomers) })]
  await makeFields(ctx, options.language)
  await mark(tx, ctx, options)
  await keepViews(ctx, ids, options.language)
  await setTargets(ctx, options.today)
  await makeFamilies(tx, ctx, ids, options, profiles)
  await enterTwins(platform, tx, ctx, ids, options, profiles)
  await loadPools(tx, ctx, ids, options)
}
