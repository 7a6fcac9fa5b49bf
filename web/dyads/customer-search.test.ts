import { expect, test } from 'vitest'
import { countFilters, customerSearchOf, filtersOf, orderOf, queryOf } from './customer-search.ts'

test('the address bar is read, and what it cannot mean is left out', () => {
  const search = customerSearchOf({
    q: 2026,
    type: ['gold', 'purple'],
    stage: 'decline',
    missing: ['region', 'shoe size'],
    pending: 'true',
    dormant: 'maybe',
    valueFrom: '100',
    valueTo: 'x',
    lastOrderFrom: '2026-02-30',
    lastOrderTo: '2026-02-28',
    nextOrderFrom: '2026-12-01',
    warned: 'true',
    warning: ['later_than_own_rhythm', 'bored'],
    churn: 'partial',
    pAliveTo: '0.4',
    clvFrom: 'much',
    sort: 'colour',
    direction: 'up',
    open: 'abc',
    strange: 1,
  })
  expect(search).toEqual({
    q: '2026',
    type: ['gold'],
    stage: ['decline'],
    missing: ['region'],
    pending: true,
    valueFrom: 100,
    lastOrderTo: '2026-02-28',
    nextOrderFrom: '2026-12-01',
    warned: true,
    warning: ['later_than_own_rhythm'],
    churn: ['partial'],
    pAliveTo: 0.4,
    open: 'abc',
  })
})

test('filters are what narrows the list; order, drawer and view are not', () => {
  const search = customerSearchOf({ q: '华东', owner: 'me', sort: 'name', direction: 'desc', open: 'x', view: 'y' })
  expect(filtersOf(search)).toEqual({ q: '华东', owner: ['me'] })
  expect(countFilters(search)).toBe(1)
  expect(queryOf(search, '2026-09-30')).toEqual({ q: '华东', owner: ['me'], sort: 'name', direction: 'desc', asOf: '2026-09-30' })
})

test('figures stand from the largest, words from the first letter', () => {
  expect(orderOf({})).toEqual({ key: 'netContribution', direction: 'desc' })
  expect(orderOf({ sort: 'name' })).toEqual({ key: 'name', direction: 'asc' })
  expect(orderOf({ sort: 'lastOrder', direction: 'asc' })).toEqual({ key: 'lastOrder', direction: 'asc' })
})
