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
