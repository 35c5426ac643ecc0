import { existsSync } from 'node:fs'
import { readConfig } from './config.ts'
import type { Config } from './config.ts'

/** For the doors: the environment, with `.env` of the working directory below it. @throws ConfigError */
export function loadConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return readConfig(process.env)
}

/** A door's way out: what a person can mend is one line, anything else keeps its stack. */
export function fail(error: unknown): never {
  const told = error instanceof Error && ['ConfigError', 'StartRefused', 'PortInUse', 'EmbeddedError'].includes(error.name)
  console.error(told ? (error as Error).message : error)
  process.exit(1)
}

/** For the doors that run until they are told to stop. Asked for from the first moment on: a signal in the middle of a start stops it when it is done, and leaves nothing behind. */
export function stopAsked(): Promise<void> {
  const asked = Promise.withResolvers<void>()
  process.once('SIGTERM', () => asked.resolve())
  process.once('SIGINT', () => {
    process.once('SIGINT', () => process.exit(130))
    asked.resolve()
  })
  return asked.promise
}
