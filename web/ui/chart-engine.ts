import { BarChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([
  AriaComponent,
  BarChart,
  CanvasRenderer,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  ScatterChart,
  TooltipComponent,
  VisualMapComponent,
])

const quiet = { axisTick: { show: false }, nameTextStyle: {} }

function axes(ink: string, line: string) {
  const value = { ...quiet, axisLabel: { color: ink }, axisLine: { lineStyle: { color: line } }, splitLine: { lineStyle: { color: line } } }
  return { categoryAxis: { ...value, splitLine: { show: false } }, valueAxis: value, timeAxis: value, logAxis: value }
}

/** Colours of text and lines in light and dark; the data's colours are the page's own choice, the same everywhere. */
function themeOf(dark: boolean) {
  const [ink, ink2, line, paper] = dark ? ['#e8eaee', '#b0b6c1', '#2c3038', '#1d2026'] : ['#1c1f26', '#565c68', '#e3e6eb', '#ffffff']
  const fontFamily = getComputedStyle(document.documentElement).getPropertyValue('--lk-font')
  return {
    color: dark ? ['#6ea8fe', '#e0b84c', '#c98b82', '#7fc8a9', '#b59ce6'] : ['#0958d9', '#b8860b', '#9c3d32', '#1b7f5c', '#6b4fb3'],
    backgroundColor: 'transparent',
    textStyle: { color: ink, fontFamily },
    sankey: { label: { color: ink, textBorderWidth: 0 } },
    legend: { textStyle: { color: ink2 } },
    tooltip: { backgroundColor: paper, borderColor: line, textStyle: { color: ink } },
    ...axes(ink2, line),
  }
}

/** Starts a chart in an element. Tooltips are drawn on the canvas: the page's security policy allows no style in made HTML. */
export function startChart(element: HTMLElement, dark: boolean) {
  return init(element, themeOf(dark), { renderer: 'canvas' })
}

export type Started = ReturnType<typeof startChart>
