import { connect } from './connect.ts'
import { runDocuments } from './documentLine.ts'
import { fail, loadConfig } from './environment.ts'

/*
 * `npm run documents`: registers, checks, compares and prunes the documents of clients, in the database itself. It needs no gateway, so
 * that a fresh project in production gets its first documents before its first request.
 */
process.once('SIGINT', () => {
  console.log('Stopped. Each portion that was told is registered whole, the others not at all: the same command goes on from there.')
  process.exit(130)
})
const open = () => connect(loadConfig(), () => {})
runDocuments(process.argv.slice(2), open, (line) => console.log(line)).then((fine) => process.exit(fine ? 0 : 1), fail)
