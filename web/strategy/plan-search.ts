/** What the addresses of plans say: whether the form is open, and the plan to compare with. */
export type PlanSearch = { readonly form?: true; readonly against?: string }

/** Reads the address; what is not understood is left out. */
export function planSearchOf(search: Record<string, unknown>): PlanSearch {
  const against = search['against']
  return {
    ...(search['form'] === true ? { form: true as const } : {}),
    ...(typeof against === 'string' && /^[0-9a-f-]{36}$/i.test(against) ? { against } : {}),
  }
}
