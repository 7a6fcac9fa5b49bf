import type { Both } from './bilingual.ts'
import { diceOf, pickIndex } from './dice.ts'
import type { Profile } from './profiles.ts'
import type { World } from './world.ts'
import { inventedMobile, inventedPerson } from './words-of-people.ts'

export type Contact = {
  readonly name: Both
  readonly title: Both
  readonly department: Both
  readonly mobile: string
  readonly email: string
}

const posts: readonly (readonly [title: Both, department: Both])[] = [
  [
    ['采购经理', 'Purchasing Manager'],
    ['采购部', 'Purchasing'],
  ],
  [
    ['采购员', 'Buyer'],
    ['采购部', 'Purchasing'],
  ],
  [
    ['设备主管', 'Maintenance Lead'],
    ['设备部', 'Maintenance'],
  ],
  [
    ['技术工程师', 'Design Engineer'],
    ['技术部', 'Engineering'],
  ],
  [
    ['总经理', 'General Manager'],
    ['总经办', 'Management'],
  ],
  [
    ['财务', 'Accountant'],
    ['财务部', 'Finance'],
  ],
]

const owner: (typeof posts)[number] = [
  ['店主', 'Owner'],
  ['', ''],
]

/** One to four people of a customer, the buyer first; a shop has its owner. */
export function contactsOf(world: World, profile: Profile): readonly Contact[] {
  const dice = diceOf(world.seed, profile.index, 6)
  const small = profile.industry.kind === 'end_consumer' || profile.industry.kind === 'shopper'
  const count = small ? 1 : 1 + pickIndex(dice, [0.3, 0.4, 0.2, 0.1])
  return Array.from({ length: count }, (_, index) => {
    const person = inventedPerson(dice)
    const [title, department] = (small ? owner : posts[(profile.index + index * (index + 1)) % posts.length]) ?? owner
    const email = `${person.latin}@${profile.code.toLowerCase()}.example.com`
    return { name: person.name, title, department, mobile: inventedMobile(dice), email }
  })
}
