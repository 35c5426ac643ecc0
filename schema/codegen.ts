import { loadSchema } from './load.ts'

/** How codegen reads the SDL: with the database's spelling of enum values inside. */
export default () => loadSchema()
