import type { CivilDay } from '#core/units/civil-day.ts'
import type { Language } from './bilingual.ts'
import { type DemoCompany, type DemoDepartment, type DemoPerson, demoCompany, demoDepartments, demoStaff } from './firm.ts'
import { withPlanted } from './planted.ts'
import { type Profile, profileOf } from './profiles.ts'
import { carriersTable, categoriesTable, customersTable, type DemoTable, itemsTable, suppliersTable } from './tables.ts'
import { contactsTable, costsTable, deliveriesTable, ordersTable, paymentsTable } from './trade-tables.ts'
import { worldOf } from './world.ts'

export type DemoOptions = {
  readonly seed: number
  /** The last day of the three years. */
  readonly endDate: CivilDay
  readonly language: Language
  /** 600 unless said otherwise. */
  readonly customers?: number | undefined
  /** Customers, by code, with whom the planted play worked (core/demo/planted.ts); nobody unless said otherwise. */
  readonly isPlanted?: ((code: string) => boolean) | undefined
}

export type Demo = {
  readonly company: DemoCompany
  readonly departments: readonly DemoDepartment[]
  readonly staff: readonly DemoPerson[]
  /** In the order in which they are to be imported. */
  readonly tables: readonly DemoTable[]
}

export const usualCustomers = 600

/** The customers of a demo, one after another. */
export function* profilesOf({ seed, endDate, customers = usualCustomers, isPlanted }: Omit<DemoOptions, 'language'>): Generator<Profile> {
  const { start } = worldOf(seed, endDate)
  for (let index = 0; index < customers; index++) {
    const profile = profileOf(seed, index, start)
    yield isPlanted?.(profile.code) ? withPlanted(profile) : profile
  }
}

/**
 * A bearing and drive-parts maker in East China with three years of trade, all of it invented. The same options give the same bytes; both
 * languages tell of the same numbers. Rows are drawn customer by customer while they are walked, so that any number of customers fits in memory.
 */
export function generate(options: DemoOptions): Demo {
  const { seed, endDate, language } = options
  const world = worldOf(seed, endDate)
  const profiles = () => profilesOf(options)
  return {
    company: demoCompany(language),
    departments: demoDepartments(language),
    staff: demoStaff(language),
    tables: [
      categoriesTable(language),
      suppliersTable(language),
      carriersTable(language),
      itemsTable(language),
      customersTable(language, profiles),
      contactsTable(world, profiles, language),
      ordersTable(world, profiles, language),
      deliveriesTable(world, profiles, language),
      paymentsTable(world, profiles, language),
      costsTable(world, profiles, language),
    ],
  }
}
