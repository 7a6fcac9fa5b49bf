import { type ListedContact, listContacts as contactsContract } from '#contract/dyads/contact-list.ts'
import {
  listCustomers as customersContract,
  customerColumns,
  type CustomerColumn,
  type CustomerQuery,
  type CustomerRow,
} from '#contract/dyads/customer-list.ts'
import { isOwnColumn } from '#contract/platform/own-columns.ts'
import type { Words } from '#contract/platform/language.ts'
import type { CsvCell } from '#core/units/csv-line.ts'
import { minorDigits } from '#core/units/money.ts'
import type { Ctx } from '#server/platform/context.ts'
import { ownExportColumns } from '#server/platform/custom-export.ts'
import { type ExportColumn, exportSource, type ExportWords } from '#server/platform/export-source.ts'
import { columnTitles, exportCell } from './export-words.ts'
import { ownRecordColumns } from './custom-records.sql.ts'
import { ownColumnsOpen } from './custom-customers.sql.ts'
import { listContacts } from './list-contacts.ts'
import { listCustomers } from './list-customers.ts'

/** An amount in whole units of its currency; null stays nothing. */
export function amountCell(minor: number | null, currency: string): CsvCell {
  if (minor === null) return null
  const digits = minorDigits(currency)
  return Number((minor / 10 ** digits).toFixed(digits))
}

/** A moment as it was in the firm's zone. */
export function momentCell(at: unknown, { timeZone }: ExportWords): CsvCell {
  if (!(at instanceof Date) && typeof at !== 'string') return null
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(at))
}

/** The word of a code in the language of the file. */
export const wordCell = <K extends string>(key: K | null, words: Readonly<Record<K, Words>>, { language }: ExportWords): CsvCell =>
  key === null ? null : words[key][language === 'en' ? 1 : 0]

const column = (name: CustomerColumn): ExportColumn<CustomerRow> => ({
  title: columnTitles[name],
  cell: (row, { language, currency }) => exportCell(name, row, language, currency),
})

const contactColumns: Readonly<Record<string, ExportColumn<ListedContact>>> = {
  name: { title: ['联系人', 'Contact person'], cell: row => row.name },
  customer: { title: ['客户名称', 'Customer name'], cell: row => row.customerName },
  customerCode: { title: ['客户编码', 'Customer code'], cell: row => row.customerCode },
  title: { title: ['职务', 'Contact title'], cell: row => row.title },
  department: { title: ['部门', 'Department'], cell: row => row.department },
  phone: { title: ['电话', 'Phone'], cell: row => row.phone },
  email: { title: ['邮箱', 'E-mail'], cell: row => row.email },
  language: { title: ['语言', 'Language'], cell: row => row.language },
  isPrimary: {
    title: ['首要联系人', 'First to call'],
    cell: (row, { language }) => (row.isPrimary ? (language === 'en' ? 'yes' : '是') : null),
  },
  note: { title: ['备注', 'Note'], cell: row => row.note },
  tags: { title: ['标签', 'Tags'], cell: row => row.tags.join('; ') },
  createdAt: { title: ['登记时间', 'Entered'], cell: (row, words) => momentCell(row.createdAt, words) },
}

/** Customers as their list shows them. */
export const customersExport = exportSource<CustomerRow>({
  entity: 'customer',
  title: ['客户', 'Customers'],
  endpoint: customersContract,
  columnsOf: async ctx => ({
    ...Object.fromEntries(customerColumns.map(name => [name, column(name)])),
    tags: { title: ['标签', 'Tags'], cell: row => row.tags?.join('; ') ?? null },
    ...ownExportColumns<CustomerRow>(await ctx.inTenant(async tx => Object.values(await ownColumnsOpen(tx, ctx)))),
  }),
  usual: ['name', 'code', 'type', 'stage', 'netContribution', 'netSales', 'lastOrder', 'owner', 'region'],
  read: (ctx, query, page) =>
    listCustomers(ctx as unknown as Ctx, {
      ...(query as CustomerQuery),
      own: ['tags', ...(page.own ?? []).filter(isOwnColumn)],
      limit: page.limit,
      ...(page.after === undefined ? {} : { after: page.after }),
    }),
})

/** People as their list shows them, each field under the rules of the role that exports. */
export const contactsExport = exportSource<ListedContact>({
  entity: 'contact',
  title: ['联系人', 'Contacts'],
  endpoint: contactsContract,
  columnsOf: async ctx => ({ ...contactColumns, ...(await ownRecordColumns<ListedContact>(ctx, 'contact')) }),
  usual: Object.keys(contactColumns),
  read: (ctx, query, page) => ctx.inTenant(tx => listContacts(tx, ctx, { ...query, ...page })),
})
