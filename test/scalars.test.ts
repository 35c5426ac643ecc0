import fc from './seeded.ts'
import { expect, test } from 'vitest'
import { dateTime } from '../gateway/request/scalars.ts'

test('a moment as PostgreSQL writes it is what Date makes of it', () => {
  const moments = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  fc.assert(fc.property(moments, fc.integer({ min: 0, max: 999_999 }), (moment, microseconds) => {
    const fraction = `.${String(microseconds).padStart(6, '0')}`.replace(/\.?0*$/, '')
    const written = `${moment.toISOString().slice(0, 19)}${fraction}+00:00`
    expect(dateTime(written)).toBe(new Date(written).toISOString())
  }), { numRuns: 2000 })
})

test('a moment in another zone, or another spelling, is read by Date', () => {
  expect(dateTime('2026-11-22T09:30:00.5+01:00')).toBe('2026-11-22T08:30:00.500Z')
  expect(dateTime('2026-11-22T09:30:00Z')).toBe('2026-11-22T09:30:00.000Z')
  expect(() => dateTime('yesterday')).toThrow()
})
