/** How the cells of a field are read. `moment`: a day with or without a time of day, given on as `2026-05-04` or `2026-05-04T14:30`. */
export type FieldType = 'text' | 'code' | 'date' | 'moment' | 'decimal' | 'money' | 'fraction' | 'currency' | 'flag'

/** One field of a target: what it is called, how it is read, and the headings under which files carry it. */
export type Field = {
  readonly role: string
  readonly type: FieldType
  readonly zh: string
  readonly en: string
  /** Headings that mean this field, best first; compared by `foldHeading`, so case, blanks, underscores and width don't matter. */
  readonly synonyms: readonly string[]
}

/** Makes a field. Headings come in strings of several, divided by commas. */
export function field(role: string, type: FieldType, zh: string, en: string, ...headings: readonly string[]): Field {
  return { role, type, zh, en, synonyms: headings.flatMap(list => list.split(', ')) }
}
