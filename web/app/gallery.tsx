import { Button, Input } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { customerTypes, lifecycleStages, moves } from '#core/segments/grid.ts'
import { Refusal } from '#web/platform/refusal.ts'
import { useText } from '#web/platform/text.ts'
import { Bones } from '#web/ui/bones.tsx'
import { Chart } from '#web/ui/chart.tsx'
import { ConfirmDanger } from '#web/ui/confirm-danger.tsx'
import { BandArrow, MoveTag, StageTag, TypeTag } from '#web/ui/customer-tags.tsx'
import { DrawerPage } from '#web/ui/drawer-page.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Field } from '#web/ui/field.tsx'
import { Change, Figure } from '#web/ui/figure.tsx'
import { KeysetTable } from '#web/ui/keyset-table.tsx'
import { Money } from '#web/ui/money.tsx'
import { PageHeader } from '#web/ui/page-header.tsx'
import { ProgressLine } from '#web/ui/progress-line.tsx'
import { RangeBar } from '#web/ui/range-bar.tsx'
import { Refused } from '#web/ui/refused.tsx'
import type { Column, Sort, TableLayout } from '#web/ui/table-layout.ts'
import { toast } from '#web/ui/toast.ts'
import { uiTexts } from '#web/ui/ui.text.ts'
import { type GalleryRow, galleryRows } from './gallery-data.ts'
import { GalleryMap } from './gallery-map.tsx'
import './gallery.css'

const job = {
  jobId: '0',
  kind: 'import',
  subject: {},
  result: null,
  error: null,
  cancelRequested: false,
  createdBy: null,
  createdAt: '2026-11-21T00:00:00Z',
  startedAt: null,
  finishedAt: null,
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section className="lk-card lk-stack" data-part={name}>
      <h2>{name}</h2>
      {children}
    </section>
  )
}

const columns: readonly Column<GalleryRow>[] = [
  { key: 'name', title: '客户 Customer', width: 240, sortable: true, render: row => <a href={`#${row.id}`}>{row.name}</a> },
  { key: 'code', title: '编码 Code', width: 120, sortable: true, render: row => row.code },
  {
    key: 'type',
    title: '类型 Type',
    width: 140,
    card: 'head',
    render: row => <TypeTag type={row.type} provisional={row.provisional ?? false} plain />,
  },
  {
    key: 'value',
    title: '净贡献 Net contribution',
    width: 200,
    align: 'end',
    sortable: true,
    render: row => <Money minor={row.contribution} state="estimated" />,
  },
  { key: 'potential', title: '潜在分 Potential', width: 130, align: 'end', render: row => row.y.toFixed(1) },
  { key: 'stage', title: '阶段 Stage', width: 130, render: row => <StageTag stage={row.stage} /> },
  { key: 'orders', title: '订单 Orders', width: 110, align: 'end', sortable: true, render: row => row.orders },
  { key: 'city', title: '城市 City', width: 100, hidden: true, render: row => row.city },
]

function TablePart({ count }: { readonly count: number }) {
  const all = useMemo(() => galleryRows(count), [count])
  const [loaded, setLoaded] = useState(Math.min(count, count > 5000 ? count : 100))
  const [sort, setSort] = useState<Sort>({ key: 'value', direction: 'desc' })
  const [layout, setLayout] = useState<Partial<TableLayout>>({})
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(['c2']))
  const [open, setOpen] = useState<GalleryRow>()
  const rows = useMemo(() => all.slice(0, loaded), [all, loaded])
  return (
    <>
      <KeysetTable
        label="customers"
        columns={columns}
        rows={rows}
        rowKey={row => row.id}
        total={count}
        hasMore={loaded < count}
        onMore={() => setLoaded(now => Math.min(count, now + 100))}
        sort={sort}
        onSort={setSort}
        layout={layout}
        onLayout={setLayout}
        ticked={ticked}
        onTick={setTicked}
        onOpen={setOpen}
        openKey={open?.id}
        height="420px"
      />
      <DrawerPage open={open !== undefined} title={open?.name} onClose={() => setOpen(undefined)} page={<a href="#page">打开页面</a>}>
        {open ? <TypeTag type={open.type} /> : null}
      </DrawerPage>
    </>
  )
}

function FigurePart() {
  return (
    <div className="lk-figures">
      <Figure
        label="净贡献"
        period="近 12 个月"
        value={<Money minor={1_234_567_890} short />}
        state="estimated"
        change={<Change now={120} before={100} period="比上年" />}
        onOpen={() => toast('told', '构成')}
      />
      <Figure label="客户" unit="位" value="612" change={<Change now={97} before={100} />} />
      <Figure label="感知得分" value={undefined} note="还没有做过满意度调查" />
      <div>
        <Money minor={-123_456} /> <Money minor={null} /> <Money minor={5_000} currency="GBP" />
        <RangeBar low={3} point={4.6} high={7} from={0} to={12} format={value => `${value} 单`} />
      </div>
    </div>
  )
}

function TagPart() {
  return (
    <>
      <div className="lk-actions">
        {customerTypes.map((type, at) => (
          <TypeTag key={type} type={type} provisional={at === 4} />
        ))}
        <TypeTag type={null} />
      </div>
      <div className="lk-actions">
        {customerTypes.map(type => (
          <TypeTag key={type} type={type} plain />
        ))}
      </div>
      <div className="lk-actions">
        {lifecycleStages.map(stage => (
          <StageTag key={stage} stage={stage} />
        ))}
        <BandArrow band="medium" pending="high" /> <BandArrow band="high" pending="low" /> <BandArrow band="low" />
      </div>
      <div className="lk-actions">
        {moves.map(move => (
          <MoveTag key={move} move={move} />
        ))}
      </div>
    </>
  )
}

function DangerPart() {
  const [open, setOpen] = useState(false)
  return (
    <div className="lk-actions">
      <Button danger onClick={() => setOpen(true)}>
        撤销导入…
      </Button>
      <Button onClick={() => toast('done', '已撤销导入，删除 60,112 行。', { undo: { label: '恢复', run: () => undefined } })}>
        toast
      </Button>
      <Button onClick={() => toast('failed', '没能保存：编码 KH00012 已被使用。', { number: '编号 01JC' })}>failed</Button>
      <ConfirmDanger
        open={open}
        title="撤销导入“orders-2026.csv”"
        verb="撤销"
        word="撤销"
        onConfirm={() => setOpen(false)}
        onClose={() => setOpen(false)}
      >
        将删除 60,112 行订单和 12 位新客户；价值地图会重新计算。30 天内可以恢复。
      </ConfirmDanger>
    </div>
  )
}

function ProgressPart() {
  return (
    <>
      <ProgressLine
        label="导入 orders-2026.csv"
        step="正在读取"
        job={{ ...job, state: 'running', progress: { done: 231_000, total: 541_909 } }}
        onCancel={() => undefined}
      />
      <ProgressLine label="重建历史" job={{ ...job, state: 'running', progress: {} }} line="lost" />
      <ProgressLine label="导入 b.xlsx" job={{ ...job, state: 'done', progress: {} }} />
      <ProgressLine
        label="导入 c.csv"
        job={{
          ...job,
          state: 'failed',
          progress: {},
          error: { code: 'x', zh: '文件不完整：gzip 在第 1,024 字节处中断。请重新上传。', en: 'The file is cut short. Upload it again.' },
        }}
      />
    </>
  )
}

function ChartPart() {
  const titles = ['1月', '2月', '3月', '4月', '5月', '6月']
  const values = [120, 132, 101, 134, 90, 230]
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'axis' as const },
      grid: { left: 48, right: 16, top: 32, bottom: 28 },
      xAxis: { type: 'category' as const, data: titles },
      yAxis: { type: 'value' as const },
      series: [{ type: 'bar' as const, name: '净贡献', data: values }],
    }),
    // The gallery's data never change.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [],
  )
  return (
    <Chart
      label="每月净贡献"
      option={option}
      table={{ titles: ['月', '万元'], rows: titles.map((title, at) => [title, values[at]]) }}
      height={220}
    />
  )
}

const fault = new Refusal({ status: 500, code: 'fault', message: '', requestId: '01JCXYZ' })

/** All pieces on one page, with made-up data: only in development (`?map=20000&rows=100000` for other sizes). */
export function Gallery() {
  const say = useText(uiTexts)
  const wished = new URLSearchParams(location.search)
  return (
    <main id="main" className="lk-gallery lk-page">
      <PageHeader
        title="Gallery"
        count={612}
        asOf="2026-10-31"
        lead="Pieces of web/ui"
        actions={<Button type="primary">{say('save')}</Button>}
      />
      <Part name="map">
        <GalleryMap count={Number(wished.get('map') ?? 600)} />
      </Part>
      <Part name="table">
        <TablePart count={Number(wished.get('rows') ?? 1000)} />
      </Part>
      <Part name="figures">
        <FigurePart />
      </Part>
      <Part name="tags">
        <TagPart />
      </Part>
      <Part name="chart">
        <ChartPart />
      </Part>
      <Part name="progress">
        <ProgressPart />
      </Part>
      <Part name="danger">
        <DangerPart />
      </Part>
      <Part name="rest">
        <Refused error={fault} onAgain={() => undefined} />
        <Field label="客户编码" required hint="同一家公司内不能重复" error="编码 KH00012 已被“苏州恒力”使用">
          <Input defaultValue="KH00012" />
        </Field>
        <Bones rows={3} height={16} />
        <EmptyState title="还没有订单" actions={<Button type="primary">导入订单</Button>}>
          导入订单文件后，这里会出现每位客户的价值和它在九格里的位置。
        </EmptyState>
      </Part>
    </main>
  )
}
