import { type Cell, type DeskEntry, deskTables, type Reference } from '#core/demo/desk-entry.ts'
import { deskOf, type DeskOptions } from '#core/demo/desk.ts'
import { demoDepartments, demoStaff } from '#core/demo/firm.ts'
import { type Db, inTenant, type Tx, type Who } from '#server/platform/database.ts'
import { newId } from '#server/platform/ids.ts'
import { type DeskIds, hasDesk, insertDeskRows, readDeskIds } from './desk.sql.ts'

/** How many rows wait for one statement. */
const batch = 1500

type Resolve = (cell: Cell) => unknown

const isReference = (cell: Cell): cell is Reference | { readonly json: unknown } =>
  typeof cell === 'object' && cell !== null && !Array.isArray(cell)

/** The departments by their codes, in whichever language they are named. */
export const departmentIdsOf = ({ departments }: Pick<DeskIds, 'departments'>): ReadonlyMap<string, string> =>
  new Map(
    (['zh-CN', 'en'] as const).flatMap(language =>
      demoDepartments(language).flatMap(({ code, name }) => {
        const id = departments.get(name)
        return id === undefined ? [] : [[code, id] as const]
      }),
    ),
  )

/** Turns names into ids; a name of the demo's own gets an id when it is first met. Undefined where a customer or person is not there. */
function resolverOf(ids: DeskIds, administratorId: string): Resolve {
  const own = new Map<string, string>()
  const people = demoStaff('zh-CN').map(({ email }) => ids.people.get(email))
  const departments = departmentIdsOf(ids)
  const ownId = (name: string) => {
    const id = own.get(name) ?? newId()
    own.set(name, id)
    return id
  }
  return cell => {
    if (!isReference(cell)) return cell
    if ('json' in cell) return cell.json
    if ('id' in cell) return cell.id
    if ('dyad' in cell) return ids.dyads.get(cell.dyad)
    if ('party' in cell) return ids.parties.get(cell.party)
    if ('contact' in cell) return ids.contacts.get(cell.contact)
    if ('department' in cell) return departments.get(cell.department)
    return 'staff' in cell ? (people[cell.staff] ?? administratorId) : ownId(cell.record)
  }
}

/** A row with its ids; nothing where something that it stands with is not there. */
function resolved(resolve: Resolve, { row }: DeskEntry): Readonly<Record<string, unknown>>[] {
  const cells = Object.entries(row).map(([column, cell]) => [column, resolve(cell)] as const)
  return cells.some(([, value]) => value === undefined) ? [] : [Object.fromEntries(cells)]
}

/** Writes rows of the demo, the names in them turned into ids. */
export async function writeEntries(tx: Tx, who: Who, lists: Iterable<readonly DeskEntry[]>): Promise<void> {
  const resolve = resolverOf(await readDeskIds(tx, who.tenantId), who.userId ?? '')
  const waiting = new Map<string, Readonly<Record<string, unknown>>[]>()
  const flush = async () => {
    for (const table of deskTables) {
      const rows = waiting.get(table) ?? []
      for (let at = 0; at < rows.length; at += batch) await insertDeskRows(tx, who.tenantId, table, rows.slice(at, at + batch))
    }
    waiting.clear()
  }
  let count = 0
  for (const list of lists) {
    for (const entry of list) {
      const rows = waiting.get(entry.table) ?? []
      rows.push(...resolved(resolve, entry))
      waiting.set(entry.table, rows)
    }
    count += list.length
    if (count < batch) continue
    await flush()
    count = 0
  }
  await flush()
}

/** Writes what the people of the demo company have done with its customers, once. The customers are there already; their trade need not be. */
export async function loadDesk(db: Db, who: Who, options: DeskOptions): Promise<void> {
  await inTenant(db, who, async tx => {
    if (!(await hasDesk(tx, who.tenantId))) await writeEntries(tx, who, deskOf(options))
  })
}
