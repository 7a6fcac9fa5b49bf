const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for HTML, in elements and attributes alike. Control characters fall away. */
export function escapeText(text: string): string {
  return text.replace(/[\p{Cc}]/gu, ' ').replace(/[&<>"']/g, mark => marks[mark] ?? mark)
}
