import { formatDay } from '#core/units/civil-day.ts'
import { simulateOrders } from '#core/value/simulated-customers.ts'

/** The population that the sample log is drawn from: MBG/CNBD-k, in weeks. */
export const samplePopulation = { k: 2, r: 1.2, alpha: 2, a: 0.6, b: 6, dropsAtStart: true }

/** Order days of its 300 customers over two years, as days from 1 January 2023 on. */
export const sampleOrders = simulateOrders(samplePopulation, { customers: 300, startsOver: 52, until: 104, horizon: 0 }, 5).map(times =>
  times.map(week => 19_358 + Math.floor(week * 7)),
)
const money = (customer: number, day: number) => ((20 + 7 * (customer % 11)) * (1 + ((day * 7) % 5) / 4)).toFixed(2)
/** Its rows: customer, date, amount. */
export const sampleRows = sampleOrders.flatMap((days, customer) =>
  days.map(day => [`K${customer}`, formatDay(day), money(customer, day)] as const),
)
/** The log as text; `write` turns an ISO date into another. */
export const sampleLog = (divider: string, heading = true, write = (day: string) => day) =>
  `${[...(heading ? [['customer', 'date', 'amount']] : []), ...sampleRows.map(([who, day, amount]) => [who, write(day), amount])]
    .map(cells => cells.join(divider))
    .join('\n')}\n`
