/** Languages that the product speaks; the first is the default. */
export type Language = 'zh-CN' | 'en'

type Words = { readonly 'zh-CN': string; readonly en: string }
const words = (zh: string, en: string): Words => ({ 'zh-CN': zh, en })

/** Why a row is rejected. `{name}` stands for an argument. */
export const rowReasons = {
  empty_row: words('整行没有内容。删掉该行即可。', 'The row has no content. Delete it.'),
  total_row: words(
    '这是合计行（“{text}”），不是订单行；不计入，以免重复计算。',
    'This is a total row (“{text}”), not an order line; it is left out so that nothing counts twice.',
  ),
  too_many_fields: words(
    '该行有 {found} 个字段，表头只有 {expected} 个；多半是文本里的分隔符没有加引号。请给该字段加上双引号后重新导入。',
    'The row has {found} fields where the heading has {expected}: most likely a delimiter inside a text without quotation marks. Put that text in double quotes and import again.',
  ),
  broken_quote: words(
    '该行的双引号没有闭合。请补上引号后重新导入。',
    'A double quote of this row is never closed. Close it and import again.',
  ),
  missing_date: words(
    '“{column}”为空，不知道是哪一天的订单。请补上日期。',
    'No date in “{column}”: the day of the order is not known. Add it.',
  ),
  bad_date: words(
    '“{column}”中的“{text}”不是日期。请改为 2026-11-21 这样的写法。',
    '“{text}” in “{column}” is no date. Write it like 2026-11-21.',
  ),
  year_out_of_range: words(
    '“{column}”中的“{text}”是 {year} 年，超出 1900–2100 年。请更正年份。',
    '“{text}” in “{column}” lies in the year {year}, outside 1900 to 2100. Correct the year.',
  ),
  bad_number: words(
    '“{column}”中的“{text}”不是数字。请只写数字，例如 1234.50。',
    '“{text}” in “{column}” is no number. Write a plain number such as 1234.50.',
  ),
  missing_amount: words(
    '没有金额，也没有“数量和单价”可以算出金额。请补上其一。',
    'Neither an amount nor a quantity with a unit price: the line has no value. Add one of them.',
  ),
  amount_too_large: words(
    '金额“{text}”大得无法入账（超过一百万亿）。请检查小数点和单位。',
    'The amount “{text}” is too large to book (over a hundred million million). Check decimal point and unit.',
  ),
  not_a_sale: words(
    '这不是销售：坏账调整，或没有客户的库存报损/盘亏。如确为销售，请补上客户。',
    'This is no sale: a bad-debt adjustment, or a stock write-off without a customer. If it is one, add the customer.',
  ),
  unknown_currency: words(
    '“{column}”中的“{text}”不是币种。请写 ISO 代码，例如 CNY、USD。',
    '“{text}” in “{column}” is no currency. Write the ISO code, such as CNY or USD.',
  ),
  no_exchange_rate: words(
    '该行币种为 {currency}，账套本位币为 {base}，没有 {day} 的汇率。请先录入汇率，或只导入 {base} 的行。',
    'The row is in {currency}, the book in {base}, and there is no exchange rate for {day}. Enter the rate first, or import the {base} rows alone.',
  ),
  duplicate_line: words(
    '订单“{order}”的行号“{line}”已出现过。若两行都真实，请不要把该列设为行号。',
    'Line “{line}” of order “{order}” came before. If both are real, do not map that column as the line number.',
  ),
  unknown_customer: words(
    '没有客户“{customer}”。请先导入或新建该客户，或更正名称、编码后重新导入。',
    'There is no customer “{customer}”. Import or add it first, or correct its name or code, then import again.',
  ),
  unknown_person: words(
    '公司里没有“{person}”这位在职成员。请更正姓名或邮箱，或留空。',
    '“{person}” is no active member of the company. Correct the name or e-mail, or leave it empty.',
  ),
  days_reversed: words(
    '结束日期 {to} 早于开始日期 {from}。请更正其中一个。',
    'The later day {to} lies before the earlier one {from}. Correct one of them.',
  ),
  negative_amount: words(
    '“{column}”中的“{text}”是负数，这里不能为负。请更正后重新导入。',
    '“{text}” in “{column}” is negative, which it cannot be. Correct it and import again.',
  ),
  unknown_word: words('“{column}”中的“{text}”无法识别。可用：{known}。', '“{text}” in “{column}” means nothing here. Known are: {known}.'),
  unknown_order: words(
    '订单“{order}”不在订单文件里，因此不知道客户和日期。请把该订单补进订单文件。',
    'Order “{order}” is not in the file of orders, so customer and date are unknown. Add it there.',
  ),
  missing_key: words('“{column}”为空，这一行没有编码可供引用。请补上。', 'No code in “{column}”: nothing can refer to this row. Add it.'),
  duplicate_key: words(
    '编码“{text}”在第 {first} 行已出现过。请合并或改正编码。',
    'The code “{text}” is already in row {first}. Merge the two or correct the code.',
  ),
  text_too_long: words(
    '“{column}”有 {length} 个字符，超过 {limit} 个。请检查引号或缩短内容。',
    '“{column}” has {length} characters, more than {limit}. Check the quotation marks or shorten it.',
  ),
} as const satisfies Record<string, Words>

/** Why a file cannot be read, or is put aside. */
export const fileReasons = {
  not_found: words('找不到文件“{file}”。请检查路径。', 'There is no file “{file}”. Check the path.'),
  cannot_open: words('打不开“{file}”：{detail}。', '“{file}” cannot be opened: {detail}.'),
  is_folder: words('“{file}”是文件夹。请给出其中的文件。', '“{file}” is a folder. Name the files in it.'),
  no_permission: words(
    '没有读取“{file}”的权限。请换一个用户运行，或改文件权限。',
    '“{file}” may not be read by this user. Run this as another, or change its permissions.',
  ),
  empty_file: words('“{file}”是空文件。请重新导出。', '“{file}” is empty. Export it again.'),
  header_only: words('“{file}”只有表头，没有数据行。请检查导出的范围。', '“{file}” has a heading and no rows. Check what was exported.'),
  binary_file: words(
    '“{file}”不是表格文本（{detail}）。请另存为 CSV（UTF-8）或 .xlsx 后再导入。',
    '“{file}” is no table ({detail}). Save it as CSV (UTF-8) or .xlsx and import that.',
  ),
  gzip_truncated: words(
    '“{file}”的压缩包不完整：读到第 {rows} 行、{bytes} 字节处中断。请重新下载或重新压缩。',
    'The gzip file “{file}” is cut off: it ends after row {rows}, {bytes} bytes. Download or compress it again.',
  ),
  gzip_broken: words(
    '“{file}”的压缩内容损坏：读到第 {rows} 行、{bytes} 字节处出错。请重新压缩。',
    'The gzip file “{file}” is damaged after row {rows}, {bytes} bytes. Compress it again.',
  ),
  line_too_long: words(
    '“{file}”第 {row} 行超过 {limit} MB，不像是一行数据；多半是换行丢失。请重新导出。',
    'Row {row} of “{file}” is longer than {limit} MB and cannot be one line of data; most likely the line breaks were lost. Export it again.',
  ),
  too_many_columns: words(
    '“{file}”有 {columns} 列，超过 {limit} 列。请只导出需要的列。',
    '“{file}” has {columns} columns, more than {limit}. Export only those needed.',
  ),
  workbook_broken: words(
    '“{file}”不是完好的 .xlsx 工作簿（{detail}）。请在 Excel 中重新另存。',
    '“{file}” is not a sound .xlsx workbook ({detail}). Save it again in Excel.',
  ),
  workbook_too_large: words(
    '“{file}”有 {size} MB，超过工作簿的上限 {limit} MB。请另存为 CSV，CSV 没有大小限制。',
    '“{file}” has {size} MB, more than {limit} MB for a workbook. Save it as CSV, which has no limit.',
  ),
  old_workbook: words(
    '“{file}”是旧版 Excel（.xls）或加密的工作簿。请另存为不加密的 .xlsx 或 CSV。',
    '“{file}” is an old Excel file (.xls) or an encrypted workbook. Save it as .xlsx without password, or as CSV.',
  ),
  unknown_column: words('“{file}”里没有“{column}”这一列。现有的列：{columns}。', '“{file}” has no column “{column}”. It has: {columns}.'),
  no_column: words(
    '在“{file}”里认不出{fields}。请用 {options} 指定列名或列号。现有的列：{columns}。',
    'No column of “{file}” looks like {fields}. Name it with {options}, by heading or number. The columns are: {columns}.',
  ),
  no_lines: words(
    '这些文件里没有订单行（客户、日期、金额）。请加上订单或销售明细文件。',
    'None of the files holds order lines (customer, date, amount). Add the file of orders or sales lines.',
  ),
  set_aside: words(
    '“{file}”认不出是什么内容，已放在一边，没有读入。如需要，请手工指定各列。',
    '“{file}” could not be recognised and was put aside unread. Map its columns by hand if it is needed.',
  ),
} as const satisfies Record<string, Words>

/** What the reader of a file should know, though nothing was rejected. */
export const notices = {
  merged_codes: words(
    '客户编码“{second}”与“{first}”只差大小写、全半角或空格，按同一客户处理。',
    'Customer codes “{second}” and “{first}” differ only by case, width or blanks and are taken as one customer.',
  ),
  tax_included: words(
    '只有含税金额而没有税率，按原值作为不含税金额使用；请指定税率列。',
    'Amounts are with tax and no rate is given: they are used as they stand. Map the tax rate.',
  ),
  guessed_day_order: words(
    '“{column}”的日期可能是月/日，也可能是日/月（例如“{text}”），没有一行能说明；按{order}读。',
    'Dates in “{column}” could be month/day or day/month (for instance “{text}”) and no row decides it; they are read as {order}.',
  ),
  broken_characters: words(
    '“{file}”中有无法识别的字符，已用“�”代替；其余内容不受影响。',
    '“{file}” holds characters that cannot be read; “�” stands for them, the rest is as it was.',
  ),
  replaced_orders: words(
    '“{file}”中 {count} 行的订单在后面的文件里又出现，以后面的文件为准。',
    '{count} rows of “{file}” belong to orders that a later file holds again; the later file counts.',
  ),
  same_file: words('“{file}”与“{other}”内容相同，只读一次。', '“{file}” is the same as “{other}” and is read once.'),
  anonymous: words(
    '{count} 行没有客户：计入交易，不评价值，不落图。',
    'Rows without a customer: {count}. They are kept as anonymous trade, neither valued nor placed.',
  ),
  after_as_of: words('{count} 行晚于 {day}，本次不计。', '{count} rows lie after {day} and are left out.'),
  set_aside: fileReasons.set_aside,
} as const satisfies Record<string, Words>

export type RowReason = keyof typeof rowReasons
export type FileReason = keyof typeof fileReasons
export type Notice = keyof typeof notices
export type ReasonArgs = Readonly<Record<string, string | number>>

const fill = (template: string, args: ReasonArgs) => template.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole))

/** The sentence for a rejected row. */
export function rowText(code: RowReason, args: ReasonArgs, language: Language): string {
  return fill(rowReasons[code][language], args)
}

/** The sentence for a file that cannot be read. */
export function fileText(code: FileReason, args: ReasonArgs, language: Language): string {
  return fill(fileReasons[code][language], args)
}

/** The sentence of a notice. */
export function noticeText(code: Notice, args: ReasonArgs, language: Language): string {
  return fill(notices[code][language], args)
}
