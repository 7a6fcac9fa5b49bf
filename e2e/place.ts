import type { Login } from './product.ts'

/** What e2e/start-products.ts told: the product the tests share, an empty one, the login of the administrator, the router's own list of pages. */
export type TestPlace = {
  readonly address: string
  readonly empty: string
  readonly login: Login
  readonly routes: readonly string[]
  /** Whether the shared product has its demo company, with customers, orders and a map. */
  readonly hasDemo: boolean
}

const told = process.env.E2E_PLACE

/** The place of this run. Empty while tests are only listed, not run. */
export const place: TestPlace =
  told === undefined
    ? { address: '', empty: '', login: { email: '', password: '' }, routes: [], hasDemo: false }
    : (JSON.parse(told) as TestPlace)
