import { createHash } from 'node:crypto'
import { isBlank } from '../blank.ts'
import { badUserInput, idempotencyConflict, operationInProgress } from '../errors.ts'
import type { Call, Payload } from './call.ts'
import { requireViewer } from './context.ts'

/**
 * The first rung: a key that completed gives its first answer again; one that is running, or was used with another input, is
 * refused. A new key is claimed until the mutation commits, and given back if it fails.
 */
export function idempotency(call: Call): Promise<{ answer: Payload } | (() => Promise<unknown>)> | undefined {
  const { idempotencyKey: key } = call.input
  return key === undefined || key === null ? undefined : begin(call, key)
}

async function begin(call: Call, key: unknown): Promise<{ answer: Payload } | (() => Promise<unknown>)> {
  requireViewer(call.context)
  const inputHash = hashOf(call.input)
  const [begun] = await call.context.db.call('begin_operation', { field: call.field, key: requireKey(key), inputHash })
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

/** @throws GatewayError BAD_USER_INPUT */
export function requireKey(key: unknown): string {
  if (typeof key === 'string' && !isBlank(key) && [...key].length <= 255 && !/[\u0000-\u001f]/.test(key) && key.isWellFormed()) return key
  throw badUserInput([{ path: 'input.idempotencyKey', message: 'must be 1 to 255 printable characters.' }])
}

/** Two inputs are the same if they are without their keys. */
export const hashOf = ({ idempotencyKey: _key, ...input }: Readonly<Record<string, unknown>>) => createHash('sha256').update(canonical(input)).digest('hex')

/** The same text for the same input, whatever the order in which its fields were sent. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}
