/** It brings no types; the one contestant that uses it needs none. */
declare module 'express'
