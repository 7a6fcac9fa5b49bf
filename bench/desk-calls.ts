import { inventedCreditCode } from '#core/demo/credit-code.ts'
import { type Dice, diceOf } from '#core/demo/dice.ts'
import { setTimeout as wait } from 'node:timers/promises'
import type { Call } from './caller.ts'
import type { Sample } from './desk-book.sql.ts'
import { type BenchProduct, cpuMeter, databasePids, rounded } from './product.ts'

/** One thing that is done at the desk: the n-th time. */
export type Act = (call: Call, n: number) => Promise<unknown>

/** What it may take, in milliseconds of CPU of server and database together. */
export type Desk = { readonly name: string; readonly wanted: number; readonly act: Act }

const word = (text: string) => encodeURIComponent(text)
const brand = 2

/** The spelled syllables of a name's third and fourth sign. */
const syllables = ({ pinyin }: Sample) =>
  pinyin
    .split(' ')
    .slice(brand, brand + 2)
    .join('')

const lists = [
  'type=gold&type=star&sort=netContribution',
  `region=${word('浙江')}&region=${word('浙江省')}&customerKind=enterprise&sort=name`,
  'owner=me&tier=mvc&tier=mgc&sort=lastOrder',
  'stage=maturity&valueFrom=1000000&pAliveFrom=0.5&sort=clv',
  `sort=netSales&filter=${word(
    JSON.stringify({
      all: [
        { column: 'orders', is: 'at_least', value: 10 },
        { column: 'potential', is: 'at_least', value: 0.5 },
      ],
    }),
  )}`,
]

/** The columns that the page shows until a person arranges it. */
const columns =
  `name code type netContribution netSales stage pAlive clv nextOrder warning lastOrder recency orders potential owner region completeness`
    .split(' ')
    .map(column => `&column=${column}`)
    .join('')

const signs = Array.from(
  '纸鸢萤火云鲸青萝石榴麦浪橘灯风铃银杉秋千雪豹蓝鹊竹马陶罐松鼠星舟榛子鹿角木屐蒲扇铜镜雨燕葫芦芦笛彩陶白鹭杏花沙漏算盘蜂房海马布谷山楂苔痕',
)
const sign = (dice: Dice) => signs[Math.floor(dice() * signs.length)] ?? ''

/** An invented firm that nobody has, with all that is compared. */
function firm(seed: number, n: number): object {
  const dice = diceOf(seed, n)
  const number = String(Math.floor(dice() * 1e8)).padStart(8, '0')
  return {
    name: `宁波${[1, 2, 3, 4, 5].map(() => sign(dice)).join('')}轴承有限公司`,
    uscc: inventedCreditCode('330200', 20_000_000 + (seed % 100_000) * 80 + n),
    code: `N${seed % 100_000}-${n}`,
    phone: `199${number}`,
    email: `n${number}@firm${number}.example.com`,
    region: '浙江省',
    city: '宁波',
    address: `风铃路 ${number} 号`,
    country: '中国',
  }
}

/** Entered a second time: refused with those that it is like. */
async function refused(call: Call, name: string): Promise<void> {
  const answer = await call('POST', '/api/customers', { name }).catch((error: Error) => error.message)
  if (typeof answer !== 'string' || !answer.includes(': 409 ')) throw new Error(`${name} was not refused as a duplicate`)
}

/** All that is measured, on customers of the book. `seed` keeps firms apart that several runs add. */
export function desksOf(samples: readonly Sample[], seed: number): Desk[] {
  const of = (n: number) => samples[n % samples.length] as Sample
  const search =
    (text: (sample: Sample) => string): Act =>
    (call, n) =>
      call('GET', `/api/customers?q=${word(text(of(n)))}${columns}`)
  return [
    { name: 'open a customer', wanted: 3, act: (call, n) => call('GET', `/api/customers/${of(n).dyadId}`) },
    ...lists.map(
      (list, at): Desk => ({
        name: `list ${at + 1}: ${decodeURIComponent(list)}`,
        wanted: 5,
        act: call => call('GET', `/api/customers?${list}${columns}`),
      }),
    ),
    { name: 'search two signs of many (2.5 %)', wanted: 8, act: search(({ name }) => name.slice(brand, brand + 2)) },
    { name: 'search two signs of few', wanted: 8, act: search(({ name }) => name.slice(brand + 1, brand + 3)) },
    { name: 'search pinyin, two syllables', wanted: 8, act: search(syllables) },
    { name: 'search initials, three', wanted: 8, act: search(({ initials }) => initials.slice(brand, brand + 3)) },
    { name: 'search a code', wanted: 8, act: search(({ code }) => code) },
    { name: 'create, duplicates checked', wanted: 6, act: (call, n) => call('POST', '/api/customers', firm(seed, n)) },
    { name: 'create, refused as a duplicate', wanted: 6, act: (call, n) => refused(call, of(n).name) },
  ]
}

const at = (sorted: readonly number[], share: number) =>
  rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)

/**
 * Does one thing again and again, one after the other: CPU of server and database (all threads, all backends) and wall-clock time of each call,
 * in milliseconds. What the product does for itself meanwhile counts too.
 */
export async function measure(
  product: BenchProduct,
  call: Call,
  { name, wanted, act }: Desk,
  calls: number,
  warm: number,
): Promise<object> {
  for (let n = 0; n < warm; n++) await act(call, calls + n)
  await wait(200)
  const [both, alone] = [cpuMeter([product.pid, ...databasePids(product.folder)]), cpuMeter([product.pid])]
  const [cpu, wall]: [number[], number[]] = [[], []]
  let before = both()
  const server = alone()
  for (let n = 0; n < calls; n++) {
    const begun = performance.now()
    await act(call, n)
    wall.push(performance.now() - begun)
    const now = both()
    cpu.push((now - before) / 1e6)
    before = now
  }
  const serverMean = rounded((alone() - server) / 1e6 / calls)
  const mean = rounded(cpu.reduce((sum, one) => sum + one, 0) / calls)
  for (const times of [cpu, wall]) times.sort((a, b) => a - b)
  const figures = {
    wanted,
    cpuP50: at(cpu, 0.5),
    cpuP99: at(cpu, 0.99),
    cpuMean: mean,
    serverMean,
    wallP50: at(wall, 0.5),
    wallP99: at(wall, 0.99),
  }
  return { name, ...figures, calls, isMet: figures.cpuP50 <= wanted && figures.cpuP99 <= 5 * wanted }
}
