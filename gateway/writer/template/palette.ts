import type { CvLayout } from '../cv.ts'

type Rgb = readonly [number, number, number]

const DEFAULT: Rgb = [31, 58, 95]

const FONTS: Readonly<Record<CvLayout['fontFamily'], string>> = {
  serif: "Georgia,Cambria,'Liberation Serif','Times New Roman',serif",
  sans: "'Segoe UI','Helvetica Neue',Arial,'Liberation Sans',sans-serif",
  mono: "ui-monospace,Consolas,Menlo,'DejaVu Sans Mono','Liberation Mono',monospace",
}

const hex = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

const mix = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
]

/** Contrast of a colour with white, as WCAG 2.2 defines it: 1 to 21. */
export function contrastWithWhite(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
  return 1.05 / (0.2126 * r! + 0.7152 * g! + 0.0722 * b! + 0.05)
}

/** The red, green and blue of `#rrggbb`; of anything else, those of the default accent. */
export function parseAccent(value: string): Rgb {
  const [, r, g, b] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(value) ?? []
  return r && g && b ? [parseInt(r, 16), parseInt(g, 16), parseInt(b, 16)] : DEFAULT
}

/** Colours and font of a layout, from values we made ourselves: nothing of the input is written into the style sheet. */
export interface Palette {
  /** The accent, darkened until it reads on white and white reads on it (5.5:1, which leaves 4.5:1 on the tint). */
  ink: string
  tint: string
  line: string
  font: string
}

export function paletteOf(layout: CvLayout): Palette {
  let ink = parseAccent(layout.accentColor)
  while (contrastWithWhite(ink) < 5.5) ink = mix(ink, [0, 0, 0], 0.04)
  return {
    ink: hex(ink),
    tint: hex(mix(ink, [255, 255, 255], 0.92)),
    line: hex(mix(ink, [255, 255, 255], 0.7)),
    font: FONTS[layout.fontFamily] ?? FONTS.sans,
  }
}
