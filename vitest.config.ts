import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

// One copy of graphql: vite would load its `.mjs` twin beside the one that Apollo requires.
const graphql = createRequire(import.meta.url).resolve('graphql')

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/browser/**', 'test/bench/**', 'test/chaos/**', 'test/clients/**'],
    globalSetup: ['test/setup.ts'],
    setupFiles: ['test/eachFile.ts'],
    // Files share what they import: nothing of ours keeps anything in a module, and importing it all is half of a small file's time.
    isolate: false,
    // What is waited for is waited for long: how soon it comes is no test's business on two busy cores.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
    // Two cores; a database for each file.
    maxWorkers: 2,
    allowOnly: false,
  },
})
