import type { Job } from '#contract/platform/jobs.ts'
import { formatNumber } from '#web/platform/format.ts'
import { jobsTexts } from '#web/platform/jobs.text.ts'
import { useLanguage, useText } from '#web/platform/text.ts'
import { adminTexts } from './admin.text.ts'

type Key = keyof typeof jobsTexts.pairs

const keys = new Set<string>(Object.keys(jobsTexts.pairs))
const isKey = (text: string): text is Key => keys.has(text)

export const hasEnded = ({ state }: Job) => state === 'done' || state === 'failed' || state === 'cancelled'

const secondsOf = ({ startedAt, finishedAt }: Job) =>
  startedAt && finishedAt ? Math.round((new Date(finishedAt).getTime() - new Date(startedAt).getTime()) / 1000) : undefined

/** The words of jobs. A kind, step or reason without words of its own is shown as it is written down. */
export function useJobWords() {
  const say = useText(jobsTexts)
  const sayAdmin = useText(adminTexts)
  const language = useLanguage()
  const word = (head: string, name: string) => {
    const key = `${head}.${name}`
    return isKey(key) ? say(key) : name
  }
  const label = ({ kind, subject }: Job) => {
    const about = [subject.reason, subject.source, subject.fileName].find(part => typeof part === 'string')
    // A job that waits takes further wishes in: all their reasons are told.
    const also: unknown[] = Array.isArray(subject.also) ? subject.also : []
    return [word('kind', kind), ...[about, ...also].flatMap(part => (typeof part === 'string' ? [word('reason', part)] : []))].join(' · ')
  }
  const duration = (job: Job) => {
    const seconds = secondsOf(job)
    if (seconds === undefined) return '—'
    return seconds < 60
      ? sayAdmin('seconds', { count: seconds })
      : sayAdmin('minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
  }
  /** The counts of a result that have words: "customers 612 · placed 598". */
  const result = ({ result: told }: Job) =>
    Object.entries((typeof told === 'object' ? told : null) ?? {})
      .flatMap(([name, value]) =>
        typeof value === 'number' && isKey(`result.${name}`) ? [`${word('result', name)} ${formatNumber(value, language)}`] : [],
      )
      .join(' · ')
  const outcome = (job: Job) => (job.error ? (language === 'en' ? job.error.en : job.error.zh) : job.state === 'done' ? result(job) : '')
  return { label, duration, outcome, step: (name: string) => word('step', name) }
}
