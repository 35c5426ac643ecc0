import { connect } from './connect.ts'
import { runDocuments } from './documentLine.ts'
import { fail, loadConfig } from './environment.ts'

/*
 * `npm run documents`: registers, checks, compares and prunes the documents of clients, in the database itself. It needs no gateway, so
 * that a fresh project in production gets its first documents before its first request.
 */
const open = () => connect(loadConfig(), () => {})
runDocuments(process.argv.slice(2), open, (line) => console.log(line)).then((fine) => process.exit(fine ? 0 : 1), fail)
