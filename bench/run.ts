// `npm run bench -- start | import FILE... | identify [lines] | desk [customers] | plan | coverage [books]`: what docs/benchmarks.md says, measured here. Each prints one JSON object.
const benches: Readonly<Record<string, () => Promise<{ readonly bench: (args: readonly string[]) => Promise<object> }>>> = {
  start: () => import('./start.ts'),
  import: () => import('./import.ts'),
  identify: () => import('./identify.ts'),
  value: () => import('./value.ts'),
  desk: () => import('./desk.ts'),
  plan: () => import('./plan.ts'),
  coverage: () => import('./coverage.ts'),
}

const [name = '', ...args] = process.argv.slice(2)
const load = benches[name]
if (load === undefined) {
  console.error(`Usage: npm run bench -- ${Object.keys(benches).join(' | ')}`)
  process.exitCode = 2
} else {
  const { bench } = await load()
  console.log(JSON.stringify(await bench(args), undefined, 2))
}
