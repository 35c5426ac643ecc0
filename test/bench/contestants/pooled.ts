import './gateway.ts'

/* The same gateway; the bench gives it the address of a PgBouncer in transaction mode. */
