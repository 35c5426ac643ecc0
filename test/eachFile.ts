import { afterAll } from 'vitest'
import { undoAll } from './afterwards.ts'

/* Before each file, whatever else the process has run: a setup file is evaluated anew. */

afterAll(undoAll)
