/** Kotler's five forms of a relationship, from the loosest to the closest. docs/methods/relationship-form.md */
export const forms = ['basic', 'reactive', 'accountable', 'proactive', 'partnership'] as const
export type Form = (typeof forms)[number]

/** How many days after a delivery a contact of ours still counts as following it up, and on which share of deliveries it must happen. */
export const followUpDays = 14
const followUpShare = 0.8
/** A quarter here is 91 days back from the day of the inference; four of them are looked at. */
export const quarterDays = 91

/** What was done with a customer in the last 12 months: counts. */
export type FormFacts = {
  /** Whether the firm records contacts with anyone: without that, no contact here says nothing. */
  readonly keepsContacts: boolean
  readonly hasSale: boolean
  readonly inbound: number
  readonly outbound: number
  /** Deliveries whose 14 days are over or that were followed up already, and those of them that were followed up. */
  readonly deliveries: number
  readonly followed: number
  /** Quarters since the first sale (at most 4), and those of them in which we suggested something. */
  readonly quarters: number
  readonly suggested: number
  readonly jointPlan: boolean
}

/** The steps of the ladder: each leads to the form beside it. */
export const formSteps = ['contact', 'follow_up', 'suggestion', 'joint_plan'] as const
export type FormStep = (typeof formSteps)[number]

const reaches = {
  contact: 'reactive',
  follow_up: 'accountable',
  suggestion: 'proactive',
  joint_plan: 'partnership',
} as const satisfies Record<FormStep, Form>

/** One step: what there is, what it takes, and whether that is met (undefined: there is nothing yet to judge by). Counts. */
export type StepFinding = {
  readonly step: FormStep
  readonly form: Form
  readonly have: number
  readonly need: number
  readonly of: number
  readonly met: boolean | undefined
}

export const rankOfForm = (form: Form): number => forms.indexOf(form)

function finding(step: FormStep, have: number, need: number, of: number): StepFinding {
  return { step, form: reaches[step], have, need, of, met: need === 0 ? undefined : have >= need }
}

/** All four steps with their counts, whichever of them is reached. */
export function stepsOf(facts: FormFacts): readonly StepFinding[] {
  const { inbound, outbound, deliveries, followed, quarters, suggested, jointPlan } = facts
  return [
    finding('contact', inbound + outbound, 1, 1),
    finding('follow_up', followed, Math.ceil(followUpShare * deliveries - 1e-9), deliveries),
    finding('suggestion', suggested, quarters, quarters),
    finding('joint_plan', jointPlan ? 1 : 0, 1, 1),
  ]
}

/**
 * The form that a relationship has, by what was done in 12 months: each step counts only on top of those before it. undefined where there was no
 * sale yet, or where the firm records no contacts at all. Source: Kotler, Marketing Management; DOMAIN section 5. docs/methods/relationship-form.md
 */
export function formOf(facts: FormFacts): Form | undefined {
  if (!facts.hasSale || !facts.keepsContacts) return undefined
  let form: Form = 'basic'
  for (const step of stepsOf(facts)) {
    if (step.met !== true) return form
    form = step.form
  }
  return form
}

/** Customers of a firm are many above 500, few up to 50; a margin is high from 30 %, low under 15 %. */
type NumberBand = 'many' | 'medium' | 'few'
type MarginBand = 'high' | 'medium' | 'low'

const numberBandOf = (customers: number): NumberBand => (customers > 500 ? 'many' : customers > 50 ? 'medium' : 'few')
const marginBandOf = (margin: number): MarginBand => (margin >= 0.3 ? 'high' : margin >= 0.15 ? 'medium' : 'low')

const targets: Record<NumberBand, Record<MarginBand, Form>> = {
  many: { high: 'accountable', medium: 'reactive', low: 'basic' },
  medium: { high: 'proactive', medium: 'accountable', low: 'reactive' },
  few: { high: 'partnership', medium: 'proactive', low: 'accountable' },
}

/** The form that pays, by the number of the firm's customers and the margin (share of net sales) of this one. DOMAIN section 8. */
export const targetFormOf = (customers: number, margin: number): Form => targets[numberBandOf(customers)][marginBandOf(margin)]

/** Steps from the form as it is to the form it should have: above 0 too little is done, below 0 more than pays. */
export const formGapOf = (actual: Form, target: Form): number => rankOfForm(target) - rankOfForm(actual)

/** What would close the gap: the steps up to the target that are not met. */
export function closingSteps(steps: readonly StepFinding[], target: Form): readonly StepFinding[] {
  return steps.filter(({ form, met }) => rankOfForm(form) <= rankOfForm(target) && met !== true)
}
