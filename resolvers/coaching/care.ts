import type { Draft } from '../../gateway/writer/port.ts'

/*
 * What the coach says to words of self-harm. Fixed words, the same for everybody: no model improvises here, nothing leaves the
 * house, and nobody is handed a small step for the day. The lines themselves are in the payload's `help`.
 */
const words = {
  fr: `Merci de l’avoir écrit. Ce que vous traversez a l’air très lourd, et vous n’avez pas à le porter sans aide.

Je suis un programme : je ne peux pas vous aider comme une personne le peut. Au 3114, gratuitement, jour et nuit, quelqu’un vous écoute, pour vous ou pour un proche. Si vous êtes en danger maintenant, appelez le 15 ou le 112.

Le coaching peut attendre. Il sera là quand vous le voudrez.`,
  en: `Thank you for writing it down. What you are going through sounds very heavy, and you do not have to carry it without help.

I am a program: I cannot help you as a person can. In France, at 3114, free of charge, day and night, somebody listens to you, for yourself or for somebody close to you. If you are in danger now, call 15 or 112.

Coaching can wait. It will be here when you want it.`,
} as const

export const careReply = (language: string): Draft<{ readonly text: string }> =>
  ({ text: words[language === 'en' ? 'en' : 'fr'], source: 'template', model: null, durationMs: 0, inputTokens: null, outputTokens: null })
