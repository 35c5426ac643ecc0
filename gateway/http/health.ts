import type { Logger } from 'pino'
import { sendJson } from './exchange.ts'
import type { Route } from './route.ts'

/** `checks` says what each part is doing; an integration that is off is not a failure. */
export interface Readiness {
  readonly ok: boolean
  readonly checks: Record<string, unknown>
}

/** Live: the process answers. Ready: send it traffic; not while it is stopping. */
export function healthRoutes(ready: () => Promise<Readiness>, closing: () => boolean, log: Logger): Route[] {
  const door = { methods: ['GET'], cors: false }
  return [
    { ...door, path: '/health/live', answer: async (exchange) => sendJson(exchange, 200, { status: 'ok' }) },
    {
      ...door,
      path: '/health/ready',
      async answer(exchange) {
        const { ok, checks } = await ready().catch((err: unknown) => {
          log.error({ err }, 'the readiness check itself failed')
          return { ok: false, checks: {} }
        })
        const status = closing() ? 'stopping' : ok ? 'ok' : 'unavailable'
        const headers = status === 'ok' ? {} : { 'retry-after': '2' }
        sendJson(exchange, status === 'ok' ? 200 : 503, { status, checks }, headers)
      },
    },
  ]
}
