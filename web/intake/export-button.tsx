import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import type { ExportList } from '#contract/platform/exports.ts'
import { useMay } from '#web/platform/session.ts'
import { useText } from '#web/platform/text.ts'
import { toast } from '#web/ui/toast.ts'
import { askExport } from './exports.queries.ts'
import { exportTexts } from './exports.text.ts'

type Given = {
  readonly list: ExportList
  /** What the list shows now: its query without place. */
  readonly query?: Readonly<Record<string, unknown>>
  /** The columns shown, in their order. */
  readonly columns?: readonly string[]
}

/** Has the list before the reader written to a file, as CSV or as a workbook. */
export function ExportButton({ list, query = {}, columns = [] }: Given) {
  const say = useText(exportTexts)
  const may = useMay()
  const navigate = useNavigate()
  const asking = useMutation({
    mutationFn: (format: 'csv' | 'xlsx') => askExport({ list, format, query: { ...query }, columns: [...columns] }),
    onSuccess: () => toast('done', say('begun'), { undo: { label: say('see'), run: () => void navigate({ to: '/exports' as never }) } }),
    onError: error => toast('failed', error.message),
  })
  if (!may('exports.create')) return null
  const items = [
    { key: 'csv', label: say('asCsv') },
    { key: 'xlsx', label: say('asXlsx') },
  ]
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => asking.mutate(key === 'xlsx' ? 'xlsx' : 'csv') }} trigger={['click']}>
      <Button loading={asking.isPending}>{say('export')}</Button>
    </Dropdown>
  )
}
