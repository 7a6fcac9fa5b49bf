export const customerTabs = [
  'overview',
  'timeline',
  'value',
  'orders',
  'items',
  'relationship',
  'service',
  'people',
  'company',
  'files',
  'evidence',
  'history',
] as const
export type CustomerTab = (typeof customerTabs)[number]

/** What the address of a customer's page says: the tab, and the order whose drawer is open. */
export type CustomerPageSearch = { readonly tab?: Exclude<CustomerTab, 'overview'>; readonly order?: string }

export function customerPageSearchOf(search: Record<string, unknown>): CustomerPageSearch {
  const tab = customerTabs.find(one => one === search.tab)
  const order = typeof search.order === 'string' && search.order.length <= 40 ? search.order : undefined
  return { ...(tab === undefined || tab === 'overview' ? {} : { tab }), ...(order === undefined ? {} : { order }) }
}
