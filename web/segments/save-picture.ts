import { saveFile } from '#web/platform/call.ts'

/** The words that lie over the canvas: cells, cuts, axes. */
const words = '.lk-map-cell-words > *, .lk-map-cut, .lk-map-axis'

function drawWords(brush: CanvasRenderingContext2D, element: Element, left: number, top: number): void {
  const box = element.getBoundingClientRect()
  const style = getComputedStyle(element)
  brush.save()
  brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  brush.fillStyle = style.color
  brush.textBaseline = 'middle'
  brush.translate(box.left - left, box.top - top)
  if (element.classList.contains('lk-map-axis-up')) {
    brush.translate(box.width / 2, box.height)
    brush.rotate(-Math.PI / 2)
  } else brush.translate(0, box.height / 2)
  brush.fillText(element.textContent ?? '', 0, 0)
  brush.restore()
}

/** Saves the map as it is seen, dots and words, as a PNG. `box` holds the canvas. */
export function savePicture(box: HTMLElement | null, name: string): void {
  const picture = box?.querySelector<HTMLCanvasElement>('canvas.lk-map-canvas')
  const frame = picture?.parentElement
  if (!picture || !frame) return
  const { left, top, width, height } = frame.getBoundingClientRect()
  const ratio = picture.width / width
  const sheet = document.createElement('canvas')
  sheet.width = Math.round(width * ratio)
  sheet.height = Math.round(height * ratio)
  const brush = sheet.getContext('2d')
  if (!brush) return
  brush.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--lk-paper')
  brush.fillRect(0, 0, sheet.width, sheet.height)
  brush.drawImage(picture, 0, 0)
  brush.setTransform(ratio, 0, 0, ratio, 0, 0)
  for (const element of frame.querySelectorAll(words)) drawWords(brush, element, left, top)
  sheet.toBlob(blob => blob && saveFile(blob, name))
}
