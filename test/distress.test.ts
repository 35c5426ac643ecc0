import { describe, expect, test } from 'vitest'
import { distressIn, distressInAny } from '../gateway/request/distress.ts'
import { pleas, tired } from './messages.ts'
import { camille, textsOf } from './samples.ts'

/** What must be heard: with accents and without, in capitals, misspelt, disguised. */
const heard = [
  "j'ai envie de mourir", "J’ai envie de mourir", "jai envie de mourir", "j ai envi de mourir", "J'AI ENVIE DE MOURIR !!!", "j'ai juste envie de mourir", "envie de crever", "j'ai envie d'en finir", "jai envie den finir",
  "je veux mourir", "je voudrais mourir", "jveux mourir", "je veux juste mourir", "Je veux plus vivre", "je ne veux plus vivre", "je n'ai plus envie de vivre", "plus envie de vivre", "j'ai plus la force de vivre",
  "en finir", "Je veux en finir.", "je pense à en finir avec la vie", "en finir avec tout", "j'aimerais en finir avec cette souffrance", "Ce soir je vais en finir", "me suicider", "je vais me suicider", "je pense au suicide", "suicide", "idées suicidaires",
  "J'ai des pensées suicidaires depuis mon licenciement", "je suis suicidaire", "suicidé", "su1c1de", "s u i c i d e", "s.u.i.c.i.d.e", "sui-cide", "sui cide", "suiciiiide", "ѕuісіde", "ｓｕｉｃｉｄｅ", "sucide", "suiside", "suicider",
  "mettre fin à mes jours", "je veux mettre fin a mes jours", "mettre fin à ma vie", "mettre un terme à ma vie", "J'ai pensé à mettre fin à mon existence", "je vais me tuer", "envie de me tuer", "me tuer", "je me tue ce soir", "me pendre", "je vais me pendre",
  "me jeter sous un train", "me jeter par la fenêtre", "sauter du pont", "me tirer une balle", "me foutre en l'air", "m'ouvrir les veines", "me tailler les veines", "me donner la mort", "m'ôter la vie", "me faire du mal", "j'ai envie de me faire du mal", "besoin de me faire mal",
  "je me scarifie", "je me mutile", "automutilation", "je me coupe les bras", "envie de me couper", "envie de disparaître", "je voudrais disparaître", "je voudrais être morte", "j'aimerais être mort", "tout le monde serait mieux sans moi", "ils seraient mieux sans moi",
  "la vie ne vaut pas la peine", "ma vie n'a plus de sens", "à quoi bon vivre", "aucune raison de vivre", "j'ai des idées noires", "ne plus me réveiller", "je voudrais ne plus me réveiller", "avaler tous mes cachets", "j'ai écrit ma lettre d'adieu",
  "m o u r i r envie de m o u r i r", "j e  v e u x  m o u r i r", "je veux mou rir", "j'ai env ie de mou rir", "je veux mourrir", "je veux mourirrrrr", "Je ne veux pas mourir", "mon frère veut se suicider", "je veux m0urir",
  "Je suis infirmière. J'ai envie de mourir.", "Prévention du suicide, c'est mon métier, et j'ai envie d'en finir", "J'ai fait une tentative de suicide l'an dernier", "je n'ai plus goût à la vie", "je préfère mourir", "je préférerais être mort", "j'ai plus envie d'être là",
  "je me sens au bout, je veux partir et me noyer", "me flinguer", "je n'arrive plus à vivre, je veux mourir de toute façon", "je mérite de mourir", "je devrais mourir", "personne ne sait que je pense au suicide",
  "kill myself", "I want to kill myself", "I wanna kill myself", "killing my self", "k i l l m y s e l f", "k1ll myself", "I want to die", "i wanna die", "I wish I was dead", "I wish I were dead", "I'd be better off dead", "everyone would be better off without me",
  "I don't want to live anymore", "i dont want to live", "I don't want to be alive", "end my life", "I want to end it all", "take my own life", "suicidal", "I'm suicidal", "suicidal thoughts", "commit suicide", "hurt myself", "I cut myself last night", "self-harm", "self harm",
  "no reason to live", "nothing to live for", "life is not worth living", "jump off a bridge", "hang myself", "kms", "I can't go on living", "slit my wrists", "I just want to die", "I don’t want to wake up", "wish i had never been born",
  "je n'ai plus envie de rien, je voudrais mourir", "jai plus envie de vivre", "j'ai plus envie d'exister", "je veux me tuer", "je vais en finir ce soir",
  "j ai envie de me suicider", "j'pense au suicide", "envie d en finir avec la vie", "je suis fatigué de vivre", "marre de vivre", "j'en ai marre de la vie",
  "je veux que tout s'arrête, je veux mourir", "je veux crever", "je ne veux plus être là", "j'aimerais ne jamais m'être réveillé", "je voudrais ne plus exister",
  "si je mourais personne ne le verrait", "le monde serait mieux sans moi", "je me ferai du mal", "je vais me faire du mal", "je me suis fait du mal hier", "je me suis scarifiée",
  "j'ai essayé de me suicider", "j'ai tenté de me suicider", "je pense à la mort tous les jours", "j'ai envie de sauter par la fenêtre", "je vais sauter du toit",
  "j'ai pris tous mes médicaments", "je veux m'endormir et ne plus me réveiller", "je mets fin à mes jours", "je vais mettre fin à ma vie", "il vaut mieux que je meure",
  "je veux partir pour toujours", "je préfère crever que continuer", "mourir serait un soulagement", "I'm going to kill myself", "im gonna kms", "i want to end my life",
  "i feel suicidal", "i don't wanna be alive anymore", "i can't do this anymore, i want to die", "thinking about ending it all", "i've been cutting myself",
  "I hurt myself on purpose", "there's no point in living", "I wish I could disappear forever", "I'd rather be dead", "want to die", "i hate living", "life isn't worth living",
  "J’veux mourir", "je veux mourir 😢", "JE VEUX MOURIR", "je v mourir ce soir", "mettre fin a mes jour", "m suicider", "j'ai des idees suicidaires",
  "mes pensées suicidaires reviennent", "je me déteste, je veux disparaître", "je veux rejoindre mon père au ciel", "je vais me jeter sous le métro",
  "Je suis en crise suicidaire", "je traverse une crise suicidaire", "j'ai eu des conduites suicidaires", "je suis suivie pour mes idées suicidaires", "on m'a hospitalisé, je fais encore des crises suicidaires",
  "je voulais mourir", "J'ai voulu mourir l'an dernier", "je désire mourir", "j'espère mourir bientôt", "je pense mourir ce soir", "je veut mourir", "je veut me tuer", "je veut plus vivre", "je ne sers à rien, autant mourir",
  "qu'on me laisse mourir", "laissez-moi mourir", "J'ai pris toutes mes pilules", "j'ai avalé une boîte de somnifères", "j'ai avalé tous mes cachets", "je me suis ouvert les veines", "je me suis coupé les poignets",
  "J'ai plus la force de continuer à vivre", "je n'arrive plus à vivre", "je ne supporte plus de vivre", "Je voudrais m'endormir et ne jamais me réveiller", "ma famille serait plus heureuse sans moi",
  "j'aimerais mieux être mort", "je veux que tout s'arrête", "I took all my pills", "I swallowed a bottle of pills", "I think about dying all the time", "I want to sleep and never wake up", "I want to disappear",
  "I'm going to off myself", "I want it all to end", "kms tonight",
  // going on, coming back, the end; what others would be without one; means; words cut, joined, hidden
  "I can't go on", "i cant go on anymore", "I can’t carry on", "je vais passer à l'acte", "je vais passer a lacte", "j'ai peur de passer à l’acte ce soir", "je n'en peux plus de vivre", "jen peux plus de vivre", "plus envie de me réveiller", "j'ai plus envie de me lever le matin",
  "à quoi bon continuer à vivre", "a quoi bon continuer", "better off without me", "they're better off without me", "I don't want to be here anymore", "i dont want to be here", "I’d rather not be here anymore", "je vais me foutre en lair", "jvais me foutre en l air", "KMS", "k.i.l.l m.y.s.e.l.f", "j e v e u x e n f i n i r",
  "je veux mou\u00adrir", "je veux m\u200bo\u200bu\u200br\u200bi\u200br", "je veux \u2060en\u200d finir", "je veux que ça s'arrête pour toujours", "ce sera ma dernière nuit", "je ne serai plus là demain", "je ne passerai pas la nuit", "je dis adieu à tout le monde", "I want to end things", "i'm done with life",
  "nobody would miss me", "personne ne me regretterait", "I don't see a reason to keep living", "je ne veux plus de cette vie", "la vie n'a plus de sens", "plus aucun sens à ma vie", "j'ai acheté une corde", "I bought a rope", "je suis un poids pour tout le monde", "I'm a burden to everyone",
  "je pense à me foutre sous un train", "me jeter du balcon", "me jeter du 8e étage", "je veux dormir et ne pas me réveiller", "i hope i dont wake up tomorrow", "jaurais préféré ne jamais naître", "unalive", "je songe au pire", "je vais commettre l'irréparable", "j'ai peur de faire une bêtise", "je veux quitter ce monde", "leave this world",
  "je n'ai plus la force de continuer", "je ne peux plus continuer", "j'ai fait une TS", "me faire sauter le caisson", "me foutre une balle", "je vais avaler des cachets", "I'm going to overdose", "slit wrists", "I want to sleep forever", "i give up on life", "j'abandonne la vie", "goodbye cruel world", "lettre d'adieu",
  "vivre ne m'intéresse plus", "je ne veux plus continuer à vivre", "I don't want to continue living", "life has no meaning", "my life is over", "ma vie est finie", "je veux retrouver ma mère au paradis",
  // what one deserves, fears and prays for; slang and the codes of forums
  "jveux mourrir", "j'en ai marre de vivre", "je veu plu vivre", "jveu plu etre la", "jai envi den finir avec la vie", "j'ai envie de me pendre", "ya plus d'espoir je vais me tuer", "à quoi ça sert de vivre",
  "a quoi sa sert de vivre", "à quoi ça sert de continuer à vivre", "je sers à rien autant mourir", "je devrais pas être en vie", "je mérite pas de vivre", "je ne mérite pas de vivre", "je voudrais ne pas exister",
  "si seulement je pouvais disparaître", "si je pouvais ne plus me réveiller", "je prie pour ne pas me réveiller", "j'espère ne pas me réveiller", "j'aimerais m'endormir pour toujours", "m'endormir et plus jamais me réveiller",
  "qu'on en finisse", "finissons-en avec ma vie", "je vais faire une connerie", "j'ai peur de ce que je pourrais me faire", "j'ai peur de me faire du mal", "j'ai des pensées sombres", "idées suicidaire", "tentatives de suicides",
  "je pense souvent à la mort", "je pense à ma mort", "la mort me tente", "la mort serait plus douce", "je veux partir rejoindre les étoiles", "personne ne remarquerait si je mourais", "ils seront mieux sans moi",
  "mes enfants seraient mieux sans moi", "sans moi ce serait mieux", "le monde irait mieux sans moi", "je suis de trop sur cette terre", "je n'ai plus ma place sur cette terre", "me balancer sous le métro",
  "me balancer par la fenêtre", "me jeter sous les rails", "sauter sur les rails", "me mettre une balle dans la tête", "prendre une surdose", "surdose de médicaments", "me gaver de cachets", "avaler tout le flacon",
  "boire de la javel", "me couper les veines", "je me brûle avec des cigarettes", "je me fais saigner", "je me frappe", "I want to kill my self", "i wana die", "i wanna be dead", "want to be dead", "wish i didn't exist",
  "i wish i wasnt here", "i wish i wasn't alive", "i shouldn't be alive", "i don't deserve to live", "i dont deserve to live", "tired of living", "so tired of life", "done living", "i'm done living", "no will to live",
  "lost the will to live", "life isn't worth it", "whats the point of living", "what's the point of life", "i'd be better dead", "they'd be happier without me", "the world is better without me",
  "everyone would be happier if i was gone", "if i died nobody would care", "i think about killing myself", "suicide plan", "i have a plan to end it", "i'm going to end it tonight", "gonna end it all", "end it tonight",
  "i want out of this life", "ready to die", "not want to live", "can't live anymore", "don't feel like living", "don't wanna live", "jump in front of a train", "throw myself under a train", "drown myself",
  "starve myself to death", "put a bullet in my head", "blow my brains out", "drink bleach", "take a bunch of pills", "cut my veins", "hurting myself", "self harming again", "sh relapse", "sewerslide", "unalive myself",
  "ctb tonight", "catch the bus tonight", "je veux me désinstaller de la vie", "je veux clamser", "j'ai envie de caner", "je vais me butter", "me tirer une balle dans la tete",
]

/** What is ordinary: idioms, working life, the words of those who help others. */
const ordinary = [
  "mourir de rire", "j'ai envie de mourir de rire", "C'était à mourir de rire", "je vais mourir de honte", "je meurs de faim", "je veux mourir moins bête", "en finir avec ce CV", "je veux en finir avec ce CV", "J'aimerais en finir avec cette lettre", "en finir une bonne fois pour toutes avec mes dettes",
  "tuer le temps", "Je lis pour tuer le temps", "suicide marketing", "un suicide commercial", "prévention du suicide", "Chargée de prévention du suicide au CHU", "J'ai travaillé trois ans dans la prévention du suicide", "Formation à l'évaluation du risque suicidaire", "Prise en charge des patients suicidaires",
  "bénévole à Suicide Écoute", "Écoutante bénévole auprès de personnes suicidaires", "thèse de sociologie sur le suicide de Durkheim", "fin de contrat", "fin de CDD", "mettre fin à mon contrat", "mettre un terme à ma mission", "mettre fin à ma période d'essai", "accompagnement en fin de vie", "soins palliatifs et fin de vie",
  "infirmière en réanimation, habituée à la mort", "le point mort", "nature morte", "peine de mort", "service mortuaire", "Je me tue à la tâche", "cette réunion va me tuer", "mon chef va me tuer", "Je me tue au travail", "je me noie dans les dossiers", "me noyer dans le travail", "me noyer sous les mails",
  "je ne veux plus vivre à Paris", "Je ne veux plus vivre en région parisienne", "mon travail n'a plus de sens", "donner du sens à ma vie professionnelle", "ma vie professionnelle n'a plus de sens", "équilibre vie privée et vie professionnelle", "changer de vie", "j'ai envie de vivre autrement", "j'ai envie de changer de vie", "gagner ma vie",
  "je n'en peux plus de ce travail", "je suis à bout de souffle après le semi-marathon", "je suis fatigué", "je suis découragée", "j'ai peur de me faire mal au dos", "j'ai mal au dos", "se faire mal voir", "pas mal", "c'est pas mal du tout", "tu vas me faire du mal",
  "je voudrais disparaître sous la couette", "faire disparaître les bugs", "supprimer mon compte", "vous pouvez me supprimer de la liste", "j'ai envie de me couper les cheveux", "me couper du monde", "coupe budgétaire", "overdose de réunions", "une overdose de chocolat", "je saute le pas", "me jeter à l'eau", "se lancer dans le vide",
  "description", "administratif", "insertion", "réunion", "écosystème", "suisse idéale", "Je suis idéaliste", "Je suis ici depuis", "essuyer des refus", "sécurité", "décider", "homicide : enquêtrice", "insecticide", "fongicide et herbicide", "génocide rwandais : recherche", "coïncidence", "incident", "accident du travail",
  "mortier", "mortaise", "amortissement", "immortelle", "mourir d'envie de vous rejoindre", "J'attends de vos nouvelles avec impatience", "Huit ans de soins plumatiques", "Développeuse web", "Conduite de crise", "gestion de crise", "gestion de fin de vie produit", "end of life product management", "vie associative", "cycle de vie",
  "deadline", "dead code elimination", "die casting operator", "tool and die maker", "kill process", "killing time", "kill two birds with one stone", "I nearly died laughing", "to die for", "dying to work with you", "I'm dying to join your team", "live streaming", "living abroad", "self-employed", "self-taught", "self harmony",
  "suicide prevention hotline volunteer", "trained in suicide prevention", "career suicide", "It would be political suicide", "Suicide Squad", "suicide risk assessment", "end of contract", "end my contract", "shoot myself in the foot", "hang out with friends", "life insurance", "work-life balance", "I don't want to live in London", "cut myself shaving",
  "jump off to a new career", "I want to live abroad", "diesel", "diet", "audience", "I hurt my back", "wake up early", "head of live events", "bonne journée, entretien réussi", "j'ai bien avancé, je suis contente", "le stress me ronge un peu", "mon couple va mal", "j'ai échoué à l'entretien", "Je veux finir ce projet", "finir mes études", "en finition", "en fin de journée",
  "pour finir", "afin de", "j'ai la mort dans l'âme de quitter l'équipe", "temps mort", "feuille morte", "Ligne directe", "tirer une balle de match", "me tirer une balle dans le pied", "pendre la crémaillère", "suspendre", "dépendre de moi", "comprendre mes forces", "prendre mes médicaments", "vendre des médicaments", "préparatrice : médicaments et cachets", "perdre la vie au travail : sensibilisation",
  "Médecin légiste, autopsies de suicides", "police judiciaire : enquêtes sur homicides et suicides", "I want to end it early today", "my life coach", "the end of my internship", "ça me tue", "il me tue", "commettre tuerie", "commettre une erreur", "comme tuer", "Le jour d'après", "Je veux vivre de ma passion", "J'ai pas envie de vivre à Lyon",
  "Je gère la fin de vie des produits", "je tue des bugs", "killer feature", "J'ai fini ma formation", "une mort subite dans la famille m'a marqué",
  "j'accompagne les personnes en deuil", "mon père est mort l'an dernier", "deuil de mon père", "Assassin's Creed développeur", "Je suis mort de fatigue", "je suis morte de rire",
  "mdr mort de rire", "c'est mortel", "ça me tue de voir ça", "je vais tuer cet entretien", "tué dans l'œuf", "une vie de chien", "vie scolaire", "CPE en vie scolaire",
  "je n'ai plus envie de travailler ici", "plus envie de faire ce métier", "j'ai envie d'en finir avec cette recherche d'emploi", "je veux en finir avec le chômage",
  "en finir avec les idées reçues", "je veux disparaître des réseaux sociaux", "sauter à l'élastique", "saut en parachute, sauter d'un avion", "me jeter dans le grand bain",
  "je me coupe en quatre pour eux", "je me suis coupé le doigt en cuisine", "cut the budget", "I cut costs by 20%", "ended my contract", "ending the project",
  "end it with a summary", "I live in Paris", "no longer want to live in a big city", "dead stock management", "death row records", "hang the posters", "shoot photos",
  "harm reduction programme manager", "risk of harm assessments", "self-harming teenagers support worker", "hurt feelings", "wake up call", "wish I were there", "better off",
  "I'd be better off in another job", "mettre fin à la réunion", "mettre un terme à mon bail", "La gestion des risques psychosociaux et du suicide au travail",
  "auteur d'un article sur le suicide assisté en Suisse", "je veux vivre de ma plume", "je ne veux plus vivre ça au travail", "je ne peux plus vivre de mon salaire",
  "raison de vivre : la danse", "mes raisons d'être", "à quoi bon vivre à Paris", "Médicaments : préparer, prendre tous les stocks", "J'ai avalé des couleuvres",
  "Adieu les PowerPoint", "lettre d'adieux à mes collègues", "mourir d'ennui", "je crève d'envie de postuler", "crever l'écran", "crevaison", "je suis à bout",
  "pendre ma crémaillère", "La noyade : surveillant de baignade", "me noyer dans un verre d'eau", "balle de tennis",
  "J'ai géré des crises suicidaires en équipe mobile", "Je suis formée à la crise suicidaire", "Je suis infirmière, spécialiste de la crise suicidaire",
  "40 kms", "permis B, 60000kms par an", "Rayon de 30 kms autour de Lyon", "Kms parcourus : 20 000", "j'habite à 12 kms", "Indemnités en kms", "Je ne peux plus vivre avec ce salaire", "mettre fin à ma vie professionnelle de salariée",
  "mettre un terme à ma vie d'étudiante", "je ne veux pas mourir idiot", "taking my life in a new direction", "je n'arrive plus à vivre de mon métier", "je ne veux jamais me réveiller tard", "I want to disappear from the mailing list", "mon chef veut me tuer",
  "j'espère finir bientôt", "autant disparaître de la liste", "je pensais partir", "J'ai pris toutes mes affaires", "a near-death experience at work, nearly",
  // having had enough; acts, ends and ropes of working life; keys and kilometres
  "je n'en peux plus", "j'en peux plus de ce chef", "je n'en peux plus de vivre à Paris", "I can't do this anymore", "passer à l'acte d'achat", "le passage à l'acte d'achat", "passer à l'action", "je vais passer à l'acte et postuler", "I can't go on holiday", "I can't go on with this job", "we can't go on site",
  "à quoi bon continuer dans ce métier", "je ne veux plus continuer dans la vente", "plus envie de me réveiller à 5 h", "plus envie de me lever pour ce travail", "I don't want to be here in Paris", "better off without meetings", "la vie n'a plus de sens pour cette entreprise", "I'm done with this job",
  "nobody would miss this meeting", "quitter ce monde de la finance", "quitter le monde de l'entreprise", "leave this world of finance", "ma vie d'avant est finie", "my life is over-scheduled", "je dis adieu au salariat", "TS : technicien supérieur", "un BTS", "je n'ai plus la force de négocier", "corde à sauter",
  "acheter une corde à linge", "passer à l'acte notarié", "le passage à l'acte violent, en criminologie", "Google Cloud KMS", "AWS KMS, Vault", "activation KMS Windows", "KMS Vault", "burden of proof", "plus la force d'avant", "pas la force de vente", "ending things on time", "quitter définitivement la Bretagne",
  "à quoi ça sert de vivre à Paris", "je pense à la mort de mon chien", "j'ai des pensées sombres sur l'avenir du marché", "surdosage en pharmacologie", "prévention des surdoses", "I don't deserve this salary",
  "what's the point of this meeting", "done living in Paris", "drink more water", "jump in", "end it tonight with a party", "the point of life insurance", "will to live abroad", "lost the will to work", "je me frappe à la porte",
  "ils seront mieux servis", "sans moi ce projet", "sur cette terre agricole", "je vais me fumer une clope", "boire un café", "ready to die-cast", "I wish I wasn't here in this open space",
]

test.each(heard)('is heard: %s', (text) => expect(distressIn(text)).not.toBeNull())
test.each(ordinary)('is ordinary: %s', (text) => expect(distressIn(text)).toBeNull())

describe('inside a longer text', () => {
  const before = 'Journée longue, deux entretiens et beaucoup de route. '
  test('each is still heard, at its end and among what is ordinary', () => {
    expect(heard.filter((text) => distressIn(`${before.repeat(40)}${text}`) === null)).toEqual([])
    expect(heard.filter((text) => distressIn(`${text}\n\n${before}`) === null)).toEqual([])
    expect(heard.filter((text) => distressIn(`Prévention du suicide, mourir de rire, en finir avec ce CV. Puis : ${text}`) === null)).toEqual([])
  })

  test('ordinary phrases do not add up to a sign', () => {
    expect(ordinary.filter((text) => distressIn(`${before}${text}. ${before}`) !== null)).toEqual([])
    expect(distressIn(textsOf(camille).join('\n'))).toBeNull()
  })
})

describe('among the texts of one input', () => {
  const beside = ['Développeuse', 'camille@example.org', 'a b c', 'live$', '', '2016-09', 'Prévention du suicide']
  test('each is still heard, first, last or between, and in its own language', () => {
    for (const texts of [(text: string) => [text, ...beside], (text: string) => [...beside, text], (text: string) => [...beside, text, ...beside]]) {
      expect(heard.filter((text) => distressInAny(texts(text)) !== distressIn(text))).toEqual([])
      expect(ordinary.filter((text) => distressInAny(texts(text)) !== null)).toEqual([])
    }
  })

  test('the end of one and the beginning of the next are no words', () => {
    expect([['je veux', 'mourir'], ['s u i', 'c i d e'], ['en', 'finir avec la', 'vie'], [], ['']].map(distressInAny)).toEqual([null, null, null, null, null])
  })
})

/** Another's suicide counts: the lines are for those who are left as well. */
const bereaved = tired.filter((text) => /suicidé|killed himself/.test(text))

test('whole messages: each of sixty of distress is heard, and of 120 of tired people those alone who write of another\'s suicide', () => {
  expect([pleas.length, tired.length, bereaved.length]).toEqual([60, 120, 2])
  expect(pleas.filter((text) => distressIn(text) === null)).toEqual([])
  expect(tired.filter((text) => distressIn(text) !== null)).toEqual(bereaved)
})

test.each([
  'J\'ai écrit une lettre à mes parents pour Noël, ils comprendront ma reconversion.', 'My family will be fine without me for a week of training in Lyon.', 'J\'ai compté les boîtes en rayon, il y en avait assez.', 'Looking at the tablets on display, an easy sale.',
  'Le pont de mai sera facile à poser.', 'I cross the bridge every day and I wonder if the shop is hiring.', 'J\'ai fait deux tentatives au concours.', 'Je ne me vois pas vieillir dans ce métier.', 'Je veux dire au revoir à mon équipe.', 'Sans elle je serais partie à Lyon.', 'I can\'t see myself getting through another winter in retail.',
])('is ordinary beside what is not: %s', (text) => expect(distressIn(text)).toBeNull())

test.each(['', '\u0300', '\u0301', '\u0302', '\u0308'])('an accent (%j) that is one character with its letter says no more than one of its own', (accent) => {
  const spelled = [...heard, ...ordinary, ...pleas, ...tired, '1é', 'é1', 'a1é', 'su1cid3é', 'ééé', 'É É É É', 'ø ß æ × ÷ ª ² ½ « » … ’ – €'].map((text) => text.normalize('NFKD').replace(/[aeiou]/gi, `$&${accent}`))
  expect(spelled.filter((text) => distressIn(text.normalize('NFC')) !== distressIn(text))).toEqual([])
})

test('says which language it heard', () => {
  expect(distressIn('Je veux mourir')).toBe('fr')
  expect(distressIn('I want to die')).toBe('en')
})

test('a very long text is read as far as any field may be long, and whatever it holds', () => {
  expect(distressIn(`${'mourir de rire '.repeat(10_000)} je veux mourir`)).toBe('fr')
  for (const odd of ['', '\0', '\ud800', '😀'.repeat(1000), '́'.repeat(5000), 'a'.repeat(500_000), 'a '.repeat(100_000), 'je veux '.repeat(50_000), '1!'.repeat(50_000)]) expect(distressIn(odd)).toBeNull()
})
