import type { Answer, Input } from '#contract/endpoint.ts'
import { type Cell, type Density, type Layer, type MapAnswer, type MapPoints, type readMap as endpoint } from '#contract/segments/map.ts'
import { customerTypes, identify, lifecycleStages, pyramidTiers } from '#core/segments/grid.ts'
import type { Static } from 'typebox'
import type { Ctx } from '#server/platform/context.ts'
import type { Tx } from '#server/platform/database.ts'
import { findIdentifyJob } from './jobs.sql.ts'
import { countVisible, type Group, hasFacts, type Point, readGroups, readPoints, readRaster } from './map.sql.ts'
import { type Colouring, readColouring } from './map-colours.ts'
import { type Viewed, viewMap } from './view-map.ts'

/** Up to so many customers each is a dot; beyond, the map is a raster with the largest as dots. */
const mostDots = 20_000
const dotsOverRaster = 2_000
const squares = 50

type Sum = { count: number; value: number; sales: number }
const sumOf = (groups: readonly Group[]): Sum => ({
  count: groups.reduce((sum, group) => sum + group.count, 0),
  value: groups.reduce((sum, group) => sum + group.value, 0),
  sales: groups.reduce((sum, group) => sum + group.sales, 0),
})
const beforeOf = (groups: readonly Group[]) => ({
  before: groups.reduce((sum, group) => sum + group.count, 0),
  valueBefore: groups.reduce((sum, group) => sum + group.valueBefore, 0),
})

export function cellsOf(groups: readonly Group[], isCompared: boolean): Cell[] {
  return customerTypes.map(type => {
    const then = beforeOf(groups.filter(group => group.was === type))
    return { type, ...sumOf(groups.filter(group => group.type === type)), ...(isCompared ? then : { before: null, valueBefore: null }) }
  })
}

/** Share: of the contribution of those layers that bring any, so that a layer below zero does not make the others look larger than the whole. */
export function layersOf(groups: readonly Group[], isCompared: boolean): Layer[] {
  const layers = pyramidTiers.map(tier => ({ tier, ...sumOf(groups.filter(group => group.type !== null && group.tier === tier)) }))
  const whole = layers.reduce((sum, layer) => sum + Math.max(0, layer.value), 0)
  return layers.map(layer => ({
    ...layer,
    share: whole > 0 ? layer.value / whole : null,
    before: isCompared ? beforeOf(groups.filter(group => group.wasTier === layer.tier)).before : null,
  }))
}

export function columnsOf(points: readonly Point[]): MapPoints {
  const each = <K extends keyof Point>(name: K) => points.map(point => point[name])
  return {
    id: each('id'),
    name: each('name'),
    current: each('current'),
    potential: each('potential'),
    value: each('value'),
    sales: each('sales'),
    type: points.map(point => customerTypes.indexOf(point.type)),
    was: points.map(point => (point.was === null ? -1 : customerTypes.indexOf(point.was))),
    wasCurrent: each('wasCurrent'),
    wasPotential: each('wasPotential'),
    pending: points.map(({ nextCurrent, nextPotential }) =>
      nextCurrent === null || nextPotential === null ? -1 : customerTypes.indexOf(identify(nextCurrent, nextPotential)),
    ),
    stage: points.map(point => (lifecycleStages as readonly (string | null)[]).indexOf(point.stage)),
    flags: each('flags'),
    colour: points.flatMap(({ colour }) => (colour === null ? [] : [colour])),
  }
}

async function densityOf(tx: Tx, { view }: Viewed): Promise<Static<typeof Density>> {
  const found = await readRaster(tx, view, squares, dotsOverRaster)
  const middle = (index: number) => ((index + 0.5) * 100) / squares
  return {
    current: found.map(square => middle(square.column)),
    potential: found.map(square => middle(square.row)),
    type: found.map(square => customerTypes.indexOf(square.type)),
    count: found.map(square => square.count),
  }
}

async function drawMap(tx: Tx, viewed: Viewed, colouring: Colouring | undefined): Promise<MapAnswer> {
  const { view, generation, run, compared } = viewed
  const groups = await readGroups(tx, view)
  const placed = sumOf(groups.filter(group => group.type !== null)).count
  const isDense = placed > mostDots
  const points = await readPoints(tx, view, isDense ? dotsOverRaster : mostDots, colouring?.index)
  return {
    asOf: run.asOf,
    compared: compared?.asOf ?? null,
    isLatest: run.asOf === generation.asOf,
    shortWindow: run.shortWindow,
    provisional: run.provisional,
    currency: generation.currency,
    generation: generation.generation,
    computedAt: generation.computedAt.toISOString(),
    settingsVersion: generation.settingsVersion,
    cuts: run.cuts,
    cells: cellsOf(groups, compared !== undefined),
    pyramid: layersOf(groups, compared !== undefined),
    placed,
    unplaced: sumOf(groups.filter(group => group.type === null)).count,
    visible: await countVisible(tx, view.asker),
    points: columnsOf(points),
    density: isDense ? await densityOf(tx, viewed) : null,
    colours: colouring?.colours ?? null,
  }
}

/** The map of a day under filters, as this person may see it; null while there is none. */
export async function readMap(ctx: Ctx, { colour, ...query }: Input<typeof endpoint>['query']): Promise<Answer<typeof endpoint>> {
  return await ctx.inTenant(async tx => {
    const colouring = await readColouring(tx, ctx, colour)
    const viewed = await viewMap(tx, ctx, query)
    const map = viewed === undefined ? null : await drawMap(tx, viewed, colouring)
    return { map, jobId: (await findIdentifyJob(tx, ctx.tenantId)) ?? null, hasFacts: map !== null || (await hasFacts(tx, ctx.tenantId)) }
  })
}
