import { type Static, type TObject, type TSchema, Type } from 'typebox'
import type { Permission } from '#core/platform/access.ts'

/** Who may call: anyone, anyone signed in, or holders of a permission (core/platform/access.ts). */
export type Needs = 'anyone' | 'signed_in' | Permission

/**
 * How the body comes in and the answer goes out: JSON both ways; a multipart upload answered with JSON; a download; a stream of server-sent
 * events, each carrying one answer as JSON.
 */
export type Form = 'json' | 'upload' | 'file' | 'events'

/** One endpoint, written once, read by the server, the web client, the command line and the API description. */
export type Endpoint<P extends TObject = TObject, Q extends TObject = TObject, B extends TSchema = TSchema, A extends TSchema = TSchema> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly needs: Needs
  readonly form: Form
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly answer: A
}

const nothing = Type.Object({})
type Nothing = typeof nothing

type Given<P extends TObject, Q extends TObject, B extends TSchema, A extends TSchema> = Pick<
  Endpoint<P, Q, B, A>,
  'method' | 'path' | 'summary' | 'needs' | 'answer'
> & {
  readonly form?: Form
  readonly params?: P
  readonly query?: Q
  readonly body?: B
}

/** Declares an endpoint; parts that are left out take nothing. */
export function endpoint<A extends TSchema, P extends TObject = Nothing, Q extends TObject = Nothing, B extends TSchema = Nothing>(
  given: Given<P, Q, B, A>,
): Endpoint<P, Q, B, A> {
  return { form: 'json', params: nothing as unknown as P, query: nothing as unknown as Q, body: nothing as unknown as B, ...given }
}

export type Input<E extends Endpoint> = {
  readonly params: Static<E['params']>
  readonly query: Static<E['query']>
  readonly body: Static<E['body']>
}
export type Answer<E extends Endpoint> = Static<E['answer']>

/** One sign that shows something: blanks, format signs and letters that are drawn as nothing (Hangul fillers, the empty Braille cell) do not. */
export const seenSign = '[^\\s\\p{C}\\p{M}\\u115f\\u1160\\u3164\\uffa0\\u2800]'

/**
 * Signs that are not seen and let a name read other than it is: controls, direction marks and overrides, blanks of no width, tags. Joiners stay: emoji
 * and some scripts are written with them.
 */
export const unseenSigns =
  '\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}'

/** The pattern of a text that shows something and hides nothing. */
export const visible = `^(?![\\s\\S]*[${unseenSigns}])[\\s\\S]*${seenSign}`

// Shapes that every room uses.
export const Id = Type.String({ format: 'uuid' })
/** A civil day, `2026-11-21`. There is no year 0. */
export const Day = Type.String({ format: 'date', pattern: '^(?!0000)' })
export const Time = Type.String({ format: 'date-time' })
/** Whole minor units of the tenant's base currency. */
export const Minor = Type.Integer()
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
/** One page of a list read by key: `next` is the cursor of the page after it, null on the last page. */
export const Page = <T extends TSchema>(row: T) => Type.Object({ rows: Type.Array(row), next: Nullable(Type.String()) })
export const Done = Type.Object({ done: Type.Literal(true) })
