import type { Spoken } from './distress.ts'

/** A line as a client shows it. `url` null: there is none but the number. */
export interface HelpLine {
  readonly name: string
  readonly phone: string
  readonly url: string | null
  readonly description: string
  readonly hours: string
  /** ISO 3166-1 alpha-2, or `EU`. */
  readonly country: string
}

interface Said { readonly fr: string; readonly en: string }
interface Entry extends Omit<HelpLine, 'description' | 'hours'> {
  readonly description: Said
  readonly hours: Said
}

const always: Said = { fr: '24 h/24, 7 j/7', en: '24 hours a day, every day' }

/** Well established public lines, as their operators publish them: France first, then where else French is spoken. */
const entries: readonly Entry[] = [
  {
    name: '3114', phone: '3114', url: 'https://3114.fr', country: 'FR', hours: always,
    description: {
      fr: 'Numéro national de prévention du suicide : gratuit, confidentiel, des soignants vous écoutent. Pour vous ou pour un proche.',
      en: 'The French national suicide prevention line: free, confidential, answered by health professionals. For you or for somebody close to you.',
    },
  },
  {
    name: 'SAMU', phone: '15', url: null, country: 'FR', hours: always,
    description: { fr: 'Urgence médicale : si vous êtes en danger maintenant.', en: 'Medical emergencies in France: if you are in danger now.' },
  },
  {
    name: '112', phone: '112', url: null, country: 'EU', hours: always,
    description: { fr: 'Urgences, partout en Europe.', en: 'Emergencies, anywhere in Europe.' },
  },
  {
    name: '114', phone: '114', url: 'https://www.urgence114.fr', country: 'FR', hours: always,
    description: { fr: 'Urgences par SMS, chat ou visio, pour les personnes sourdes, malentendantes ou qui ne peuvent pas parler.', en: 'Emergencies by text message, chat or video in France, for whoever cannot hear or speak.' },
  },
  {
    name: 'SOS Amitié', phone: '09 72 39 40 50', url: 'https://www.sos-amitie.com', country: 'FR', hours: always,
    description: { fr: 'Écoute anonyme de la détresse, par téléphone, chat ou messagerie.', en: 'Somebody who listens, anonymously, by telephone, chat or mail (in French).' },
  },
  {
    name: 'Centre de Prévention du Suicide', phone: '0800 32 123', url: 'https://www.preventionsuicide.be', country: 'BE', hours: always,
    description: { fr: 'En Belgique : gratuit et anonyme.', en: 'In Belgium: free and anonymous, in French.' },
  },
  {
    name: 'La Main Tendue', phone: '143', url: 'https://www.143.ch', country: 'CH', hours: always,
    description: { fr: 'En Suisse : écoute anonyme.', en: 'In Switzerland: somebody who listens, anonymously.' },
  },
  {
    name: '9-8-8', phone: '988', url: 'https://988.ca', country: 'CA', hours: always,
    description: { fr: 'Au Canada : ligne d’aide en cas de crise de suicide, par téléphone ou texto.', en: 'In Canada: suicide crisis helpline, call or text.' },
  },
]

/** Every line, in one language. */
export const helpLines = (language: Spoken): readonly HelpLine[] =>
  entries.map(({ description, hours, ...line }) => ({ ...line, description: description[language], hours: hours[language] }))
