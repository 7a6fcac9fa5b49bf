import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { Refusal } from './errors.ts'

export type Metrics = {
  readonly registry: Registry
  readonly countJob: (kind: string, state: string) => void
  readonly observe: (labels: { method: string; route: string; status: number }, seconds: number) => void
}

export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const jobs = new Counter({
    name: 'lianke_jobs_total',
    help: 'Background jobs that ended, by kind and state.',
    labelNames: ['kind', 'state'],
    registers: [registry],
  })
  const http = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  return {
    registry,
    countJob: (kind, state) => jobs.inc({ kind, state }),
    observe: (labels, seconds) => http.observe(labels, seconds),
  }
}

const isLocal = (address: string | undefined) => address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address)

/** Straight from this machine, or with the token. A proxy on this machine forwards for others: it does not count as this machine. */
function refuseStrangers(request: FastifyRequest, token: string | undefined): void {
  const forwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined
  if (token !== undefined && request.headers.authorization === `Bearer ${token}`) return
  if (!isLocal(request.socket.remoteAddress) || forwarded) throw new Refusal('forbidden')
}

/** GET /metrics in Prometheus' text form, and the time of every answer. */
export function serveMetrics(app: FastifyInstance): void {
  const { metrics, config } = app.platform
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '(none)'
    metrics.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', async (request, reply) => {
    refuseStrangers(request, config.metricsToken)
    return reply
      .type(metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.registry.metrics())
  })
}
