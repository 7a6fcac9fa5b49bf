import type { Expression } from 'jsonata'
import type { CustomValue, FormulaFault, ResultType } from '#core/platform/custom-field.ts'
import { type FormulaProblem, formulaLimits, formulaProblem, namesIn, resultOf } from '#core/platform/formula.ts'

/** A formula ready to be reckoned, with the names it reads; or why it is refused: `syntax` with what the parser says. */
export type Formula = { readonly expression: Expression; readonly reads: ReadonlySet<string> }
export type FormulaRefusal = FormulaProblem | { readonly problem: 'syntax'; readonly what: string; readonly at: number | undefined }

const parsed = new Map<string, Formula | FormulaRefusal>()
const mostParsed = 500

async function parse(text: string): Promise<Formula | FormulaRefusal> {
  if (text.length > formulaLimits.letters) return { problem: 'too_long' }
  const { default: jsonata } = await import('jsonata')
  try {
    const expression = jsonata(text)
    const tree: unknown = expression.ast()
    return formulaProblem(tree) ?? { expression, reads: namesIn(tree) }
  } catch (error) {
    const { message = '', position } = error as { message?: string; position?: number }
    return { problem: 'syntax', what: message, at: position }
  }
}

/** Reads a formula's text; the same text is parsed once. */
export async function readFormula(text: string): Promise<Formula | FormulaRefusal> {
  const known = parsed.get(text)
  if (known) return known
  const formula = await parse(text)
  if (parsed.size >= mostParsed) parsed.clear()
  parsed.set(text, formula)
  return formula
}

export const isFormula = (given: Formula | FormulaRefusal): given is Formula => 'expression' in given

class Bounded extends Error {
  readonly fault: FormulaFault['error']
  constructor(fault: FormulaFault['error']) {
    super(fault)
    this.fault = fault
  }
}

const sizeOf = (made: unknown): number => (typeof made === 'string' || Array.isArray(made) ? made.length : 0)

/** Counts what the evaluation does: the parser lets nothing loop for ever, this keeps it from growing large. */
function bind(expression: Expression): void {
  let steps = 0
  const until = performance.now() + formulaLimits.millis
  const enter = () => {
    steps++
    if (steps > formulaLimits.steps || (steps % 256 === 0 && performance.now() > until)) throw new Bounded('too_slow')
  }
  const leave = (_part: unknown, _input: unknown, _scope: unknown, made: unknown) => {
    if (sizeOf(made) > formulaLimits.made) throw new Bounded('too_long')
  }
  // The evaluator looks these two up by symbol; its types know names only.
  const scope = expression as unknown as { assign(name: symbol, value: unknown): void }
  scope.assign(Symbol.for('jsonata.__evaluate_entry'), enter)
  scope.assign(Symbol.for('jsonata.__evaluate_exit'), leave)
}

/** What a formula gives for a record; whatever goes wrong is a value of its own, never thrown. */
export async function evaluate(
  { expression }: Formula,
  record: Readonly<Record<string, unknown>>,
  type: ResultType,
): Promise<CustomValue | null> {
  bind(expression)
  try {
    return resultOf(await expression.evaluate(record), type)
  } catch (error) {
    return { error: error instanceof Bounded ? error.fault : 'fails' }
  }
}
