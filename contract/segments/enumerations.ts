import { Type } from 'typebox'
import { bands, customerTypes, lifecycleStages, moves, pyramidTiers } from '#core/segments/grid.ts'
import { Nullable } from '../endpoint.ts'

export const CustomerType = Type.Enum([...customerTypes])
export const Band = Type.Enum([...bands])
export const Tier = Type.Enum([...pyramidTiers])
export const Stage = Type.Enum([...lifecycleStages])
export const Move = Type.Enum([...moves])
/** A score 0..100 or a measure that may be unknown. */
export const Score = Nullable(Type.Number())

/** A place in a migration: a type, or none (not placed that day). */
export const Place = Type.Union([CustomerType, Type.Literal('none')])
