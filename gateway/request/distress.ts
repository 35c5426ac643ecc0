/**
 * Words of self-harm, in French and English.
 *
 * One help line too many is better than one too few: a negation ("je ne veux pas mourir") or somebody else's distress counts
 * too. What must not count are the idioms of ordinary working life ("mourir de rire", "en finir avec ce CV") and the words of
 * those who help by profession ("prévention du suicide"): these are taken out first, and what is left decides.
 * test/distress.test.ts has the phrases that it is measured by, both ways.
 *
 * Nothing is kept or logged: a text goes in, and a language or null comes out.
 */
export type Spoken = 'fr' | 'en'

/** Much more than any field may hold: what follows in a longer text is refused for its length anyway. */
const MOST_CHARACTERS = 200_000

/** The language of the words of self-harm in a text; null where there are none. */
export function distressIn(text: string): Spoken | null {
  const plain = plainText(text.slice(0, MOST_CHARACTERS))
  if (!mayBe.test(plain)) return null
  if (personal.test(plain)) return 'fr'
  const words = ordinary.reduce((left, phrase) => left.replace(phrase, ' § '), plain)
  if (signs.fr.test(words)) return 'fr'
  if (signs.en.test(words)) return 'en'
  const together = words.replaceAll(' ', '')
  if (togetherFr.test(together)) return 'fr'
  return togetherEn.test(together) ? 'en' : null
}

/*
 * What a text is before it is looked at: plain small letters and digits with single spaces. Accents, invisible characters,
 * fullwidth and mathematical letters, digits for letters (su1cide), l e t t e r s apart and lettersssss repeated say the same.
 */
const foreign: Readonly<Record<string, string>> = { а: 'a', е: 'e', о: 'o', р: 'p', с: 'c', у: 'y', х: 'x', і: 'i', ѕ: 's', м: 'm', т: 't', к: 'k', н: 'h', ι: 'i', ο: 'o', α: 'a', ε: 'e', œ: 'oe', æ: 'ae' }
const leet: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' }

const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
/** 0 1 3 4 5 7 @ $ ! */
const isLeet = (code: number) => (code >= 48 && code <= 55 && code !== 50 && code !== 54) || code === 64 || code === 36 || code === 33
/** Accents that stand by themselves after NFKD, and characters that nobody sees. */
const isInvisible = (code: number) =>
  (code >= 0x300 && code <= 0x36f) || code === 0xad || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x2064) || code === 0xfeff || code === 0

function plainText(given: string): string {
  let text = given
  if (/[^\0-\x7f]/.test(text)) {
    text = text.normalize('NFKD')
    if (/[\u0152\u0153\u00e6\u0370-\u04ff]/.test(text)) text = text.replace(/[\u0370-\u04ffŒœæ]/g, (letter) => foreign[letter.toLowerCase()] ?? letter)
  }
  const { letters, leetSpeak, apart, repeated } = lettersOf(text)
  let plain = leetSpeak ? lettersOf(unleet(text)).letters : letters
  if (repeated || leetSpeak) plain = plain.replace(/([a-z])\1{2,}/g, '$1')
  if (apart || leetSpeak) plain = plain.replace(/(?<![a-z\d])(?:[a-z] ){3,}[a-z](?![a-z\d])/g, (run: string) => run.replaceAll(' ', ''))
  return plain
}

const unleet = (text: string) => text.replace(/(?<=[a-zA-Z])[013457@$!](?=[a-zA-Z])|(?<=[a-zA-Z]{2})[01345@$](?![a-zA-Z\d])|(?<![a-zA-Z\d])[013457@$](?=[a-zA-Z]{2})/g, (sign) => leet[sign]!)

/**
 * Small letters and digits, with one space for anything else, and whether the rarer spellings are in the text at all. By hand:
 * a CV has thousands of places where a regular expression would have to replace something.
 */
function lettersOf(text: string) {
  const out = Buffer.allocUnsafe(text.length + 1)
  let length = 0
  let [leetSpeak, apart, repeated] = [false, false, false]
  let [word, singles] = [0, 0]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isLetter(code) || (code >= 48 && code <= 57)) {
      const small = code | 32
      if (word > 1 && out[length - 1] === small && out[length - 2] === small) repeated = true
      out[length++] = small
      word += 1
      if (isLeet(code) && (isLetter(text.charCodeAt(at - 1)) || isLetter(text.charCodeAt(at + 1)))) leetSpeak = true
    } else if (!isInvisible(code)) {
      if (isLeet(code) && isLetter(text.charCodeAt(at + 1))) leetSpeak = true
      if (word > 0) {
        singles = word === 1 ? singles + 1 : 0
        if (singles >= 3) apart = true
        out[length++] = 32
      }
      word = 0
    }
  }
  return { letters: out.toString('latin1', 0, length).trimEnd(), leetSpeak, apart, repeated }
}

/** Patterns in words, which begin and end where words do. An apostrophe stands for itself, a space, or nothing. */
const phrases = (...patterns: readonly string[]) =>
  new RegExp(`(?<![a-z])(?:${patterns.map((pattern) => pattern.replaceAll("'", ' ?')).join('|')})(?![a-z])`)
const everywhere = (...patterns: readonly string[]) => new RegExp(phrases(...patterns).source, 'g')

/** Cheap, and true of every text that any sign below is in, however it is cut: most texts stop here. */
const mayBe = /mour|mou r|crev|tuer| tue|\bs ?u ?[iy]? ?[csi]|finir|fin a|terme a|vivre|exist|disparai|pendre|noyer|flingu|buter|supprim|veines|mort|noires|morbides|reveill|adieu|cervelle|balle|scarif|mutil|taill|tranch|coupe|faire|medic|cachet|medoc|comprim|somnif|pilul|dose|sans moi|jeter|lancer|sauter|en l air|immol|defenest|mettre une|la vie|ma vie|naitre|jamais|my ?self|kms|\bend|\bdie|dead|aliv|to live|living|wake|harm|wrist|throat|jump|pills|better off|best off|born|existence|be here|gout|envie| mal\b|own life|my life|etre la|disappear|marre|fatigue|meure|au ciel|pour toujours|pris tou|jamais|arrete|dying|death|all to|thing to/

const FIRST = '(?:je|j|moi|jveux|jveu|jvais|i|im|we)'
/** Up to so many words that are not "I": between a profession's word and its subject. */
const few = '(?:(?!(?:je|j|me|m|moi|mon|ma|mes|i|my|im)\\b)[a-z\\d]+ ){0,5}'
const SUBJECT = '(?:suicid[a-z]*|auto ?mutil[a-z]*|scarif[a-z]*|self harm[a-z]*|idees noires)'

/** What is no sign, whatever it holds: idioms, and the words of those who help. */
const ordinary = [
  // professions, studies, helping others
  everywhere(
    `(?:prevention|prevenir|postvention|lutte|lutter|risques?|crises?|conduites?|depist[a-z]*|reper[a-z]*|evalu[a-z]*|prise en charge|prises en charge|accompagn[a-z]*|suivi|ecoute|ecoutante?|accueil[a-z]*|patients?|patientes?|personnes|detenus|adolescents?|jeunes|public|publics|sensibilis[a-z]*|form[ae][a-z]*|recherche|etudes?|these|memoire|sociologie|observatoire|association|benevol[a-z]*|articles?|auteure?s?|livres?|reportage|documentaire|films?|cours|debat|loi|conference|autopsies?|legiste|enquetes?|homicides?|urgences?|statistiques|taux|prevent[a-z]*|awareness|assess[a-z]*|risk|hotline|helpline|counsel[a-z]*|research|training|crisis|trained|volunteer[a-z]*|support[a-z]* (?:people|patients|teenagers|youth)) ${few}${SUBJECT}`,
    `${SUBJECT} (?:prevention|hotline|helpline|awareness|risk|assessment|intervention|crisis|rates?|research|squad|watch|ecoute|teenagers?|adolescents?|patients?|clients?|people|young|support|policy|training|marketing|commercial|politique|professionnel|economique|industriel|social|financier|by marketing)`,
    '(?:career|professional|political|social|commercial|marketing|financial) suicide',
  ),
  // idioms of dying and killing
  everywhere(
    "(?:mour+ir?e?|crever|meurs|mourais) (?:un peu |presque |litteralement )?(?:d'|de |of )(?:rire|rires|honte|faim|soif|chaud|chaleur|froid|ennui|peur|fatigue|trouille|jalousie|curiosite|plaisir|bonheur|joie|amour|vieillesse|impatience|envie|trac|stress)",
    'mourir (?:(?:moins )?(?:bete|bete s|idiote?|con|ignorante?)|vieux|vieille|centenaire|dans mon lit)',
    'die (?:of|from) (?:laughter|laughing|embarrassment|shame|boredom|hunger|old age|curiosity|heat|thirst)', 'die (?:laughing|hard|trying|for)', '(?:dying|die) to (?:know|see|meet|try|work|join|hear)',
    '(?<!je )(?:va|vas|vont|allez|allait|veut|veulent|finira par|finir par|failli) (?:[a-z]+ )?me (?:tuer|buter|crever)', 'me tue(?:r|s)? (?:a|au|aux|pour|de)', "me tue a l'",
    'me noyer (?:dans|sous) (?!(?:(?:l|la|le|une) )?(?:eau|mer|riviere|fleuve|seine|loire|baignoire|lac)\\b)[a-z]+', 'me supprimer (?:de|du|des|mon|ma|mes|le|la|les|cet|cette|un|une)',
    'me flinguer (?:le|la|les|mon|ma|mes)', 'me (?:jeter|lancer) (?:a l eau|dans l aventure|dans le vide avec)', 'shoot myself in the foot', 'kill(?:ing)? (?:time|the process|two birds)',
    'overdose (?:de|d) (?!(?:medic|cachet|comprim|somnif|medoc|heroine|cocaine|morphine|paracetamol|doliprane))[a-z]+', "hang(?:ing)? (?:out|up|on) [a-z]+",
  ),
  // ends that are not one's own
  everywhere(
    "en finir (?:[a-z]+ ){0,5}?avec (?!(?:la vie|ma vie|cette vie|mes jours|mon existence|l existence|tout|moi|ce monde|la souffrance|ma souffrance|mes souffrances|cette souffrance|la douleur|ma douleur|cette douleur))[a-z]+",
    "en finir (?:sur|dans|au plus vite|rapidement sur)", "pour en finir (?:sur|d une)",
    "(?:fin|terme) (?:de|du|d|des|a|au|aux) (?:[a-z]+ )?(?:contrat|cdd|cdi|stage|mission|projet|collaboration|periode|bail|reunion|droits|etudes|mes etudes|conge|apprentissage)",
    "me (?:faire|ferai|fais|suis faite?) (?:du |tres |trop |vraiment )?mal (?:a|au|aux|en)", "(?:va|vas|vont|allez|veut|veulent|peut|peuvent) me faire (?:du |tres )?mal",
    "plus vivre (?:a|au|aux|en|dans|chez|de|des|du|ici|loin|la bas|sans|avec (?:mes|mon|ma|lui|elle|eux|toi|vous|des|un|une)) (?!(?:douleur|souffrance))[a-z]*",
    "(?:envie|force|gout|raison|rever?|marre|fatiguee?|lasse?) de vivre (?:a|au|aux|en|dans|chez|de|des|du|ici|loin|la bas|seule?|ensemble|autrement)",
    "(?:to )?(?:live|living) (?:in|abroad|near|alone|at|on|by|there|with (?!(?:this|that|the|my|such) (?:pain|shame|guilt|grief))[a-z]+)",
    'plus vivre (?:ca|cela) (?:a|au|en|dans)', 'bon vivre (?:a|au|en|dans|ici)', 'la mort (?:de|du|des|d)',
    "plus vivre avec ce(?:t|tte|s)? (?:salaire|revenus?|rythme|metier|poste|travail|chef|horaires?|contrat)", "(?:fin|terme) a (?:ma|cette) vie (?:professionnelle|active|salariee|etudiante|nomade|de (?:salariee?|bureau|cadre|freelance)|d'(?:etudiante?|independante?|entreprise))",
    '(?:take|taking|took) my life (?:in a|to (?:a|the)|back|seriously)',
    // kilometres, as many French CVs abbreviate them
    '\\d+ ?kms', 'kms (?:parcourus?|par|annuels?|autour|du|de|des|a la ronde|\\d+)', '(?:en|des|de|les|quelques|plusieurs) kms',
    'disparaitre (?:de|du|des|dans|sous|la|le|les|ce|cette|ces)', 'couper (?:du|de|des|la|l|les (?:cheveux|ongles)|court|toute?)', 'cut(?:ting)? myself (?:off|some|shaving|loose)',
  ),
] as const

/** A profession's words, said of oneself: they are a sign before they could be taken out. */
const personal = phrases("(?:je suis|je fais|je traverse|je vis|je sors d'|j'ai(?: eu| fait)?|suis|traverse)(?: en| une| des| encore| souvent| pleine?| plein| d| de| toujours)* (?:crises?|risques?|idees|pensees|envies?|conduites?|gestes?) suicidaires?")

const DIE = "(?:mour+ir+e?s?|crever|me tuer|me suicider|me pendre|me noyer|me buter|me flinguer|me supprimer|en finir|disparaitre|ne plus (?:etre la|vivre|exister|me reveiller)|etre mort[es]*|plus etre la|plus exister|plus me reveiller|plus jamais me reveiller|plus vivre)"
const WISH = "(?:veux|veu|voudrais|voudrai|voulais|voulait|voulu|desire|espere|aimerais|aimerai|souhaite|prefere|prefererais|vais|v|pourrais|devrais|merite de|pense a|pense|pensais a|pensais|songe a|compte|cherche a|essaye? de|tente de|reve de|peux|ai qu a|n ai plus qu a)"
const MEDICINE = '(?:medicaments?|cachets?|comprimes?|medocs?|somniferes?|pilules?|antidepresseurs?|anxiolytiques?|doliprane)'

const signs: Readonly<Record<Spoken, RegExp>> = {
  fr: phrases(
    "su[iy]+[cs]+id[a-z]*", 'sucid[a-z]*', 'idees noires', 'pensees (?:noires|morbides)',
    `(?:envies?|envi|besoin|hate|idees?|raisons?) (?:d'|de )(?:juste |tout |vraiment |me laisser )?${DIE}`,
    `(?:${FIRST} ?)?(?:ne |n )?${WISH} (?:juste |vraiment |simplement |seulement |pas |plus |que |me laisser ){0,2}${DIE}`, `j?v(?:eux|eu|e)? ${DIE}`, `je (?:ne |n )?veut (?:juste |vraiment |simplement |seulement |pas |plus |que ){0,2}${DIE}`, `autant ${DIE}`,
    'en finir', 'me (?:pendre|immoler|defenestrer|tuer|suicider|flinguer|buter)', 'me noyer', 'je me tue', 'me tuerai?s?', "me laisse[rz]? mourir", "(?:laisse[rz]?) moi mourir", 'je veux la mort',
    "m'(?:ouvrir|taillader|tailler|trancher|couper) les veines", "me (?:tailler|trancher|couper|ouvrir|entailler) (?:les|le) (?:veines|poignets?|bras|cuisses)", "m'immoler",
    "me (?:jeter|lancer) (?:par la fenetre|sous (?:un|le) (?:train|metro|bus|camion|rer|tram)|dans le vide|d'un pont|du (?:haut du )?pont|du toit|a la seine|dans la seine)",
    "sauter (?:par la fenetre|d'un pont|du pont|du toit|du balcon)", 'me tirer une balle(?! dans le pied)', 'me (?:faire sauter|exploser|bruler) la cervelle', "me foutre en l'air", "me mettre une balle",
    "me donner la mort", "m'(?:oter|enlever) la vie", "(?:mettre|mets|mettrai|mis) (?:fin|un terme) a (?:mes jours?|ma vie|mon existence|mes souffrances|tout (?:ca|cela))", 'attenter a (?:mes jours|ma vie)',
    "(?:plus|pas|aucune?)(?: la| le| de| aucune?)? (?:envie|force|gout|raison|courage|desir) (?:de |d')(?:vivre|la vie|exister|me battre pour vivre)", "plus gout a la vie", "plus envie d'etre (?:la|en vie|vivante?)",
    "(?:ne )?(?:veux|veu|peux|sais) plus vivre", "(?:ne )?(?:veux|veu) (?:plus|pas) (?:etre (?:la|en vie|vivante?)|exister|me reveiller|de cette vie)",
    "(?:la|ma) vie (?:ne |n )?(?:vaut|merite) (?:plus |pas )(?:la peine|le coup|d etre vecue|rien)", "ma vie (?:ne |n )?(?:a|sert) (?:plus|pas|aucun|a rien)(?: de| aucun| a)?(?: sens| interet| rien| valeur)?", "a quoi bon (?:vivre|continuer a vivre|rester en vie)",
    "(?:mieux|seraient? mieux|serait mieux) (?:si (?:j'etais|je serais) mort[es]?|sans moi|mort[es]? que)", "(?:serais|etre|etais) mieux mort[es]?", "(?:aimerais|voudrais|aurais prefere|prefererais|prefere) (?:etre|etais) mort[es]?", "(?:aurais|voudrais|aimerais) (?:ne )?jamais (?:du |m'etre |etre )?(?:naitre|nee?|reveillee?)",
    "(?:fatiguee?|marre|ras le bol|lasse?) de (?:vivre|la vie|cette vie|exister)", "si (?:je (?:mour|disparais)[a-z]*|j'etais mort[es]?)", "que je (?:meure|creve|disparaisse)", "(?:mourir|la mort) (?:serait|me semble|me parait|est) (?:un |une |la |le |ma )?(?:seule? )?(?:soulagement|solution|issue|mieux|preferable|delivrance)",
    "pense (?:souvent |toujours |sans cesse |tout le temps |beaucoup )?a (?:la|ma) mort", "(?:partir|m'endormir|dormir) pour toujours", "rejoindre (?:mon|ma|mes) [a-z]+ (?:au ciel|la haut|au paradis)",
    "me (?:faire|ferai|fais|suis faite?) (?:du |beaucoup de )mal", "(?:envie|besoin|veux|vais|peux) (?:de )?me faire mal", "me (?:scarif|mutil|taillad|entaill|automutil)[a-z]*", 'auto ?mutil[a-z]*', 'scarif[a-z]*', "(?:envie|besoin) de me (?:couper|bruler|frapper)", "me coupe les (?:veines|bras|poignets|cuisses)",
    `(?:avaler|prendre|gober|avale|pris) (?:tous |toute |plein de |trop de )?(?:mes|les|ces|des|ma|une|la|de)? ?(?:boites? de |plaquettes? de )?${MEDICINE} (?:pour (?:en finir|mourir|dormir pour toujours|ne plus)|d un coup)`, `(?:avaler|gober|prendre) (?:tous|toutes?) (?:mes|les|ces|la|ma) (?:boite de )?${MEDICINE}`, `(?:pris|avale|gobe) (?:tous|toutes?) (?:mes|ma) (?:boite de )?${MEDICINE}`,
    `(?:pris|avale|avaler|gobe|gober) (?:toute )?(?:une|la|ma|deux|trois|plusieurs) (?:boites?|plaquettes?) (?:entieres? )?(?:de |d')${MEDICINE}`, '(?:faire|prendre|pris) une overdose',
    "(?:ma|mes|une) lettres? d'adieux?", "me suis (?:ouverte?|taillade|tranche|coupe|entaille)e? les (?:veines|poignets)",
    "(?:plus|pas|aucune?)(?: la| le| de)? (?:envie|force|raison|courage) de continuer a vivre", "(?:arrive|parviens|supporte) (?:plus|pas) (?:a |de )?vivre(?! (?:a|au|aux|en|dans|chez|de|du|des|ici|avec|correctement|decemment|seule?|ensemble))",
    "ne (?:plus )?jamais me reveiller(?! (?:tot|tard|a|avant|apres|en|avec))", "plus heureu(?:x|se|ses) sans moi", "(?:aimerais|aurais aime) (?:mieux|autant) etre mort[es]?", "(?:veux|voudrais|aimerais) que tout s'arrete(?! (?:a|au|de))", 'ne plus (?:me reveiller|etre de ce monde)',
  ),
  en: phrases(
    'suicid[a-z]*', 'kill(?:ing|ed)? my ?self', 'kms', "end(?:ing)? (?:it all|my (?:own )?life|my existence)", "(?:take|taking|took) my (?:own )?life",
    '(?:want|wanna|wanted|wish|going|gonna|ready|need|rather|prefer|hope|plan|planning|trying|deserve|should|could|ill)(?: to| i could| i would| that i)?(?: just| really| simply)? (?:die|be dead|disappear forever|not exist|not wake up|unalive myself)',
    'wish i (?:was|were|am) (?:dead|never born|not alive)', 'wish i (?:had |was |were )?never (?:been )?born', '(?:better|best) off (?:dead|without me|if i (?:was|were) dead)',
    "(?:don'?t|dont|do not|doesn'?t|no longer|never|not)(?: really| even| anymore)? (?:want|wanna|wish|care)(?: to| if i)? (?:live|be alive|exist|wake up|be here anymore|go on living|die)",
    '(?:no|any) (?:reason|point) (?:to live|to go on living|in living|being alive|in being alive)', '(?:not|isn t|isnt) worth living', 'nothing (?:left )?to live for', "can'?t (?:go on living|live (?:like this|anymore))", '(?:tired of|hate) (?:living|being alive)', 'tired of life',
    '(?:hurt|harm|hurting|harming|cut|cutting|hang|hanging|drown|shoot|shooting|burning|unalive|poison) my ?self', 'self ?harm(?:ing|ed)?', 'slit(?:ting)? my (?:wrists?|throat)', 'cut(?:ting)? my wrists?',
    'overdos(?:e|ing) on', '(?:take|swallow)(?: all)? (?:the|my|these|a bottle of) pills', '(?:took|taken|swallowed) (?:all (?:of )?(?:the|my|these)|(?:a|the) (?:whole )?bottle of|too many) pills',
    '(?:think|thinking|thought|dream|dreaming) (?:a lot |often |always |constantly )?(?:about|of) (?:dying|my (?:own )?death)', 'sleep and never wake(?: up)?', '(?:want|wanna)(?: to)?(?: just)? disappear(?! (?:from|into|for|in|behind|off|on|at))',
    '(?:to|gonna|wanna) off my ?self', 'want (?:it all|everything) to (?:end|stop)', 'jump(?:ing)? off (?:a|the|that|this) (?:bridge|roof|building|balcony|cliff)', 'jump(?:ing)? in front of (?:a|the) (?:train|bus|car)',
  ),
}

/** Without any spaces, for words that were cut in the middle; only what no other words make by standing together. */
const togetherFr = /suicid|(?:enviede|jeveux|voudrais)(?:mourir|metuer|mesuicider|mependre)|jeveuxplusvivre|mettrefina(?:mesjours|mavie)|enviedenfinir(?!avec)|mefairedumal/
const togetherEn = /killmyself|(?:wantto|wanna)die|endmylife|endmyownlife|cutmyself|hurtmyself/
