import { saveFile } from '#web/platform/call.ts'
import type { Language } from '#web/platform/preferences.ts'
import { csvOf } from '#web/ui/csv.ts'

/** What a file of order lines may look like: a small one, in the words of the language. The last row is a return. */
export const sampleTables: Readonly<
  Record<Language, { readonly titles: readonly string[]; readonly rows: readonly (readonly string[])[] }>
> = {
  'zh-CN': {
    titles: ['订单号', '客户编码', '客户名称', '订单日期', '物料编码', '物料名称', '数量', '不含税单价', '成本金额'],
    rows: [
      ['SO-1001', 'K001', '宁波远航机械有限公司', '2026-09-03', '6204-2RS', '深沟球轴承', '200', '8.60', '1180.00'],
      ['SO-1001', 'K001', '宁波远航机械有限公司', '2026-09-03', 'UCP205', '带座轴承', '40', '32.00', '890.00'],
      ['SO-1002', 'K002', '苏州恒力传动设备厂', '2026-09-11', '6204-2RS', '深沟球轴承', '500', '8.20', '2950.00'],
      ['SO-1003', 'K001', '宁波远航机械有限公司', '2026-10-08', '6204-2RS', '深沟球轴承', '-10', '8.60', '-59.00'],
    ],
  },
  en: {
    titles: ['Order number', 'Customer code', 'Customer name', 'Order date', 'Item code', 'Item name', 'Quantity', 'Unit price', 'Cost'],
    rows: [
      ['SO-1001', 'K001', 'Northport Machinery', '2026-09-03', '6204-2RS', 'Ball bearing', '200', '8.60', '1180.00'],
      ['SO-1001', 'K001', 'Northport Machinery', '2026-09-03', 'UCP205', 'Pillow block', '40', '32.00', '890.00'],
      ['SO-1002', 'K002', 'Hillside Drives', '2026-09-11', '6204-2RS', 'Ball bearing', '500', '8.20', '2950.00'],
      ['SO-1003', 'K001', 'Northport Machinery', '2026-10-08', '6204-2RS', 'Ball bearing', '-10', '8.60', '-59.00'],
    ],
  },
}

/** A cell that begins with a minus is a number here: it goes out as one. */
const cellOf = (text: string) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text)

/** Hands the sample to the browser's downloads; it can be imported as it is. */
export function saveSample(language: Language, name: string): void {
  const { titles, rows } = sampleTables[language]
  saveFile(
    new Blob(
      [
        csvOf(
          titles,
          rows.map(row => row.map(cellOf)),
        ),
      ],
      { type: 'text/csv;charset=utf-8' },
    ),
    name,
  )
}
