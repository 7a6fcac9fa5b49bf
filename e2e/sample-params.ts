import type { Api } from './api.ts'

type Rows = { readonly rows: readonly Readonly<Record<string, unknown>>[] }

/** Where an id for each parameter of an address is found: the first row of a list. */
const lists: Readonly<Record<string, string>> = {
  dyadId: '/api/customers?limit=1',
  supplyDyadId: '/api/parties?role=supplier&limit=1',
  importId: '/api/imports?limit=1',
  surveyId: '/api/surveys?limit=1',
  allianceId: '/api/alliances?limit=1',
  planId: '/api/plans',
}

/**
 * The route with an id that exists in the place of each parameter; undefined where there is no such record to show. Fails for a parameter
 * that nobody has told where to find: add it to the table above.
 */
export async function addressFor(route: string, api: Api): Promise<string | undefined> {
  let address = route
  for (const [part, name = ''] of route.matchAll(/\$(\w+)/g)) {
    const list = lists[name]
    if (list === undefined) throw new Error(`e2e/sample-params.ts does not say where a ${part} for ${route} is found.`)
    const { rows } = await api.get<Rows>(list)
    const id = rows[0]?.[name]
    if (typeof id !== 'string') return undefined
    address = address.replace(part, id)
  }
  return address
}
