import type { ChildProcess } from 'node:child_process'
import { EmbeddedError } from './error.ts'

/** Nothing of the caller's environment reaches Postgres except what a program needs to run at all. */
export function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMPDIR } = process.env
  return { PATH, SystemRoot, TEMP, TMPDIR, LC_ALL: 'C', TZ: 'UTC' }
}

/** How a program ended: its exit code or the signal that ended it. Rejects with one line if it could not be started. */
export function ended(child: ChildProcess): Promise<number | string | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(unstartable(cause)))
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
}

function unstartable(cause: Error): Error {
  const code = (cause as NodeJS.ErrnoException).code
  const hint = code === 'ENOENT' ? ' (on Linux it needs glibc)' : ''
  return new EmbeddedError(`PostgreSQL's programs do not run here: ${code ?? cause.message}${hint}.`, { cause })
}
