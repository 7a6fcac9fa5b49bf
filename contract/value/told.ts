import { type Static, Type } from 'typebox'

/** A sentence: its code, what was filled in, and the words in both languages. */
export const Told = Type.Object({
  code: Type.String(),
  args: Type.Record(Type.String(), Type.Unknown()),
  zh: Type.String(),
  en: Type.String(),
})
export type Told = Static<typeof Told>
