import { parentPort, workerData } from 'node:worker_threads'
import type { Extracted } from './extract.ts'

/* A thread that reads one document and ends: see extract.ts. It loads the one library that it needs. */

const { kind, bytes } = workerData as { kind: 'pdf' | 'docx'; bytes: Uint8Array }
const read: Extracted = kind === 'pdf' ? await (await import('./pdf.ts')).readPdf(bytes) : await (await import('./docx.ts')).readDocx(bytes)
parentPort!.postMessage(read)
