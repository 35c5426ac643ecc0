import type { Language } from '../../letter.ts'

export interface Phrases {
  readonly welcome: string
  readonly thanks: string
  readonly noMood: string
  readonly noMoodThisWeek: string
  mood(mood: number, confidence: number | null): string
  readonly trend: Readonly<Record<'up' | 'down' | 'steady', string>>
  streak(days: number): string
  towards(objective: string): string
  readonly noObjective: string
  /** Asked before anything was said. */
  readonly openingQuestion: string
  readonly questions: readonly string[]
  readonly whereYouAre: string
  readonly whatToDo: string
  readonly toThinkAbout: string
  readonly session: string
  topic(topic: string): string
  readonly youSaid: string
  readonly nothingSaid: string
  readonly underWay: string
  readonly next: string
}

const oneDecimal = (value: number, comma: string) => String(Math.round(value * 10) / 10).replace('.', comma)

const french: Phrases = {
  welcome: 'Bienvenue dans cette séance.',
  thanks: 'Merci pour ce que vous venez d’écrire.',
  noMood: 'Votre journal n’a pas encore d’entrée pour ces derniers jours : je n’ai donc rien à en déduire.',
  noMoodThisWeek: 'Votre journal n’a pas d’entrée cette semaine.',
  mood: (mood, confidence) => `Ces sept derniers jours, vous avez noté votre humeur à ${oneDecimal(mood, ',')} sur 10 en moyenne${confidence === null ? '' : `, et votre confiance à ${oneDecimal(confidence, ',')}`}.`,
  trend: { up: 'La tendance sur trente jours est à la hausse.', down: 'La tendance sur trente jours est à la baisse : c’est le moment d’y aller doucement.', steady: 'La tendance sur trente jours est stable.' },
  streak: (days) => `Vous avez écrit ${days} jours de suite.`,
  towards: (objective) => `Votre objectif « ${objective} » est en cours. Choisissez l’action la plus petite qui vous en rapproche, celle qui tient en un quart d’heure, et placez-la dans votre journée de demain.`,
  noObjective: 'Aucun objectif n’est en cours. En formuler un, petit et daté, donnerait un point d’appui à la suite.',
  openingQuestion: 'Par quoi aimeriez-vous commencer ?',
  questions: [
    'Qu’est-ce qui compte le plus pour vous dans ce que vous venez de décrire ?',
    'Qu’est-ce qui a déjà fonctionné pour vous dans une situation semblable ?',
    'Si la situation s’améliorait un peu d’ici une semaine, à quoi le verriez-vous ?',
    'De qui, autour de vous, pourriez-vous recevoir un appui concret ?',
    'Quel premier pas vous semble possible sans effort particulier ?',
  ],
  whereYouAre: 'Où vous en êtes',
  whatToDo: 'Une piste',
  toThinkAbout: 'Une question à garder avec vous',
  session: 'Cette séance est terminée.',
  topic: (topic) => `Cette séance portait sur : ${topic}.`,
  youSaid: 'Ce que vous avez dit :',
  nothingSaid: 'Aucun message n’a été échangé.',
  underWay: 'Vos objectifs en cours :',
  next: 'Pour la suite : une seule petite action, choisie par vous, vaut mieux qu’une longue liste.',
}

const english: Phrases = {
  welcome: 'Welcome to this session.',
  thanks: 'Thank you for what you have just written.',
  noMood: 'Your journal has no entry for the last days yet, so there is nothing I can conclude from it.',
  noMoodThisWeek: 'Your journal has no entry this week.',
  mood: (mood, confidence) => `Over the last seven days you rated your mood at ${oneDecimal(mood, '.')} out of 10 on average${confidence === null ? '' : `, and your confidence at ${oneDecimal(confidence, '.')}`}.`,
  trend: { up: 'Over thirty days the trend is rising.', down: 'Over thirty days the trend is falling: a time to go gently.', steady: 'Over thirty days the trend is steady.' },
  streak: (days) => `You have written ${days} days in a row.`,
  towards: (objective) => `Your objective “${objective}” is under way. Choose the smallest action that brings you closer, one that takes a quarter of an hour, and give it a place in your day tomorrow.`,
  noObjective: 'No objective is under way. Setting one, small and with a date, would give you something to build on.',
  openingQuestion: 'Where would you like to begin?',
  questions: [
    'What matters most to you in what you have just described?',
    'What has already worked for you in a similar situation?',
    'If things got a little better within a week, how would you notice?',
    'Who around you could give you some concrete support?',
    'Which first step seems possible without any particular effort?',
  ],
  whereYouAre: 'Where you are',
  whatToDo: 'A way forward',
  toThinkAbout: 'A question to keep with you',
  session: 'This session is over.',
  topic: (topic) => `This session was about: ${topic}.`,
  youSaid: 'What you said:',
  nothingSaid: 'No messages were exchanged.',
  underWay: 'Your objectives under way:',
  next: 'From here on: one small action of your own choosing is worth more than a long list.',
}

export const phrasesOf = (language: Language): Phrases => (language === 'en' ? english : french)
