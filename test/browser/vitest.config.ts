import { defineConfig } from 'vitest/config'

// Needs a Chromium of the system (CHROMIUM, else /usr/bin/chromium): not part of `npm test`, run by .ci/run.
export default defineConfig({ test: { include: ['test/browser/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } })
