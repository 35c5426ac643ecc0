import { AsyncLocalStorage } from 'node:async_hooks'

const levels = ['debug', 'info', 'log', 'warn', 'error'] as const

/** Runs a piece of Lite's work with what it prints to the console kept off the console. */
export interface Quiet {
  within<T>(work: () => Promise<T>): Promise<T>
  /** Hands the console back. */
  restore(): void
}

/**
 * Lite prints each failing query, values and all, and has no option against it. Only what is printed *from within* its
 * work is held back, whoever else prints meanwhile; of a database error the code and what it broke are logged, never its
 * text, which quotes values.
 */
export function keepQuiet(log: (line: string) => void): Quiet {
  const lite = new AsyncLocalStorage<true>()
  const undo = levels.map((level) => {
    const loud = console[level]
    const muffled: typeof loud = (...said) => {
      if (lite.getStore() !== true) return loud.apply(console, said)
      const line = summary(said)
      if (line !== null) log(line)
    }
    console[level] = muffled
    return () => {
      if (console[level] === muffled) console[level] = loud
    }
  })
  return { within: (work) => lite.run(true, work), restore: () => undo.forEach((restore) => restore()) }
}

interface DatabaseError extends Error {
  code?: string
  table_name?: string
  constraint_name?: string
}

function summary(said: readonly unknown[]): string | null {
  const error = said.find((one): one is DatabaseError => one instanceof Error)
  if (!error || isRefusal(error.code)) return null
  const broken = error.constraint_name ?? error.table_name
  return `Supabase Lite: a request failed with ${error.code ?? error.name}${broken ? ` (${broken})` : ''}.`
}

/** A refusal on purpose is not worth a line: the client is told. */
const isRefusal = (code = '') => /^PT\d{3}$/.test(code) || code === '42501'
