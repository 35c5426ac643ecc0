import { createHash } from 'node:crypto'
import { badUserInput, idempotencyConflict, operationInProgress } from '../errors.ts'
import type { Call, Payload } from './call.ts'
import { requireViewer } from './context.ts'

/**
 * The first rung: a key that completed gives its first answer again; one that is running, or was used with another input, is
 * refused. A new key is claimed until the mutation commits, and given back if it fails.
 */
export async function idempotency(call: Call): Promise<{ answer: Payload } | (() => Promise<unknown>) | undefined> {
  const { idempotencyKey: key, ...input } = call.input
  if (key === undefined || key === null) return undefined
  if (typeof key !== 'string' || key === '' || [...key].length > 255 || /[\u0000-\u001f]/.test(key) || !key.isWellFormed()) {
    throw badUserInput([{ path: 'input.idempotencyKey', message: 'must be 1 to 255 printable characters.' }])
  }
  requireViewer(call.context)
  const inputHash = createHash('sha256').update(canonical(input)).digest('hex')
  const [begun] = await call.context.db.call('begin_operation', { field: call.field, key, inputHash })
  switch (begun!.outcome) {
    case 'claimed':
      call.operation = begun!.operationId
      return () => call.context.db.call('abandon_operation', { operationId: call.operation })
    case 'completed':
      return { answer: begun!.result as Payload }
    case 'conflict':
      throw idempotencyConflict()
    default:
      throw operationInProgress(begun!.retryAfter ?? 1)
  }
}

/** The same text for the same input, whatever the order in which its fields were sent. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}
