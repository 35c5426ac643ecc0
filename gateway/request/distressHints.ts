/*
 * What says it without its words: means that lie ready, farewells, no future, the wish that it were over. Somebody who writes of another's
 * suicide counts too. Patterns in words, as in distressWords.ts: an apostrophe stands for itself, a space, or nothing.
 */
const PILLS = '(?:lexomil|xanax|valium|temesta|stilnox|imovane|zopiclone|tercian|seroplex|tramadol|paracetamol|doliprane|lithium|medicaments?|cachets?|comprimes?|medocs?|somniferes?|pilules?|antidepresseurs?|anxiolytiques?)'
/** What comes between: up to so many words. */
const upTo = (most: number) => `(?:[a-z\\d]+ ){0,${most}}`
const HIGH = '(?:ponts?|quai|balcon|toit|fenetre|viaduc|rails|falaise|voie ferree|bord)'

export const hintsFr: readonly string[] = [
  // not waking up, not being there
  'plus (?:jamais )?ouvrir les yeux', "si (?:demain )?je ne me reveillais (?:pas|plus)", 'de ne (?:pas|plus) me reveiller(?! (?:tot|tard|si|a|au|aux|avant|avec|en|pour))', "n'(?:etais|etait) plus de ce monde", "si je n'(?:etais|existais) (?:plus|pas)(?: la)?(?! (?:dans|au|a|en|pour|chez))",
  "n'avais jamais (?:existe|vu le jour|ete nee?)", "(?:supporte|supporter) plus (?:d'exister|d'etre (?:en vie|vivante?)|de vivre(?! (?:a|au|aux|en|dans|chez|ici|loin|la bas|sans|avec|ca|cela)))", '(?:eux|elle|lui|elles|vous) je (?:ne )?serais? (?:deja )?(?:plus la|partie?|morte?)(?! (?:de|du|en|a|au|chez|vivre|d))', 'jure que je (?:ne )?serais? plus la',
  'disparaitre (?:definitivement|pour toujours|a jamais|pour de bon)(?! (?:de|du|des|d))', `seule (?:solution|issue|sortie) ${upTo(8)}(?:disparaitre|mourir|en finir|me tuer)`, "(?:que je|autant) (?:parte|partir|disparaisse|m'en aille|m'en aller) (?:pour toujours|definitivement|pour de bon)", 'sert que je (?:reste|sois) (?:la|en vie|vivante?)(?! (?:dans|a|au|chez|en|pour))',
  'ne me vois (?:pas|plus) (?:vivre|vieillir|en vie|etre encore la|tenir) (?:au dela|apres|jusqu)', 'ne me vois (?:pas|plus) vieillir(?! (?:a|au|en|dans|ici|avec))', 'pleurerait si je', 'si je (?:crevais|mourais|disparaissais(?! (?:de|du|des)))',
  // means that lie ready
  `(?:regarde|appris|apprends|fait|faire|fais|cherche|prepare|noue) ${upTo(6)}n(?:oe|o|)ud coulant`, `${HIGH} ${upTo(12)}(?:serait|c'est|est) (?:si |tellement |trop )?(?:facile|simple|rapide|vite fini)(?! (?:a|de|d|pour))`, `(?:metro|train|rer|${HIGH}) ${upTo(12)}(?:un pas de (?:plus|trop)|un pas en avant)`,
  "(?:pense|pensais|songe|songeais|envie|tentee?) (?:souvent |parfois )?(?:a |de |d')lacher le volant", '(?:foncer|rentrer|finir|encastrer|planter|jeter|lancer) (?:ma voiture |la voiture |la moto )?(?:dans|contre|sous) (?:un|le|les) (?:platane|arbre|mur|pilier|camion|poids lourd|train)', "platane et (?:c'est|ce serait|tout est) fini",
  `(?:avale|pris|gobe|bouffe|pris d'un coup) (?:(?:tous|toutes|tout|toute) |(?:une|deux|trois|la|ma|mes|des|plusieurs) (?:boites?|plaquettes?) (?:entieres? )?(?:de |d'))(?:mes |les |mon |la |ma |boite (?:de |d'))?${PILLS}`, `compte (?:les|mes) (?:boites|plaquettes|${PILLS.slice(3, -1)}) ${upTo(24)}(?:suffi[a-z]+|assez)`,
  `(?:fusil|carabine|revolver|pistolet|arme|flingue) ${upTo(8)}(?:j'?y pense|me regarde|dans (?:la|ma) bouche|sur (?:la|ma) tempe|contre (?:la|ma) (?:tempe|tete))`, `achete ce qu'il (?:me )?faut (?!pour)${upTo(10)}(?:je serai seule?|ce soir|cette nuit)`, `si ${upTo(10)}je saute$`,
  // farewells, and what has been before
  `(?:testament|papiers|affaires) ${upTo(16)}(?:suis pret[es]*(?! (?:a (?!partir)|pour))|suis calme|suis en paix)`, `je veux (?:juste |vous |simplement |seulement )*dire (?:au revoir|adieu)(?! (?:a|au|aux) )`, "dire (?:au revoir|adieu) a (?:tout le monde|la vie|tous ceux|mes (?:enfants|proches|parents))(?! (?:au|du|de))",
  "fait (?:une|ma|deux|trois|plusieurs) tentatives?(?! (?:de|d|pour|a|au|aux|avec|sur|dans|chez|infructueuses?|vaines?|ratees?|reussies?))", "s'(?:est|etait) (?:pendue?|defenestree?|jetee? (?:sous|du|par)|tire une balle|ouvert les veines|immolee?|donnee? la mort)(?! (?:a (?:ses|son|sa|leurs?|la|l)|au (?:travail|telephone|bureau)|aux|dans le pied))", "s'est ote la vie", "mis fin a (?:ses jours|sa vie)(?! professionnelle)",
  `ecrit (?:une|des) lettres? (?:a|pour) (?:mes enfants|ma femme|mon mari|ma famille|mes parents|mes proches|mes gosses) ${upTo(12)}(?:comprendr[a-z]+|pardon[a-z]*|plus la force|apres)`,
]

const FAMILY = '(?:family|kids|children|wife|husband|everyone|everybody|world|parents|mum|mom|dad|son|daughter|partner)'

export const hintsEn: readonly string[] = [
  `(?:looking|look|looked|stare|staring|stared) at (?:the|my|those|these|a) (?:[a-z]+ )?(?:pills|tablets|rope|blades?|razors?|gun) ${upTo(14)}(?:easy|over|enough|stop|end)`, '(?:reason|point) (?:to|in) (?:stay|staying|be|being|keep|remain) alive', `(?:goodbye|farewell) (?:letters?|notes?|cards?|videos?|messages?) (?:to|for) (?:the|my|all my) ${FAMILY}`, `(?:goodbye|farewell) (?:letters?|notes?|cards?|videos?|messages?) (?:to|for) (?:the|my|all my) (?:friends|boys|girls)`,
  "(?:don'?t|do not|can'?t|cannot) see myself (?:making it|living|surviving|getting) (?:to|past|until|beyond|through) (?:christmas|easter|new year|the (?:end|summer|winter|year|week|month)|next|my (?:birthday|next)|summer|winter|spring|autumn|thirty|forty|fifty|sixty|\\d+)", "(?:don'?t|do not|can'?t|cannot) see (?:a|any|the|my) future (?:where|in which|with) (?:i'?m|i am|me)(?: (?:still|in it))? ?(?:here|alive|around|in it)?(?! (?:promoted|managing|working|doing))",
  `(?:steer|steering|swerve|swerving|drive|driving|crash|crashing) (?:my car |the car |straight )?(?:into|off|under) (?:the |a |an )?(?:oncoming|lorry|truck|tree|wall|bridge|cliff|barrier)`, '(?:started|start|starting|back to|been|begun|stop|kept) cutting (?:again(?! (?:costs?|down|back|the|our|hair))|my ?self(?! (?:off|some|shaving))|my (?:arms?|legs?|thighs?|wrists?))',
  `${FAMILY} (?:would|will|could|d|ll|might) ${upTo(8)}(?:fine|ok|okay|easier|better) (?:off )?without me`, '(?:painless|quick|easy|peaceful) (?:ways?|methods?) to (?:go(?! (?:to|from|about|home|back|green|paperless|live|through|viral))|die|end it|kill)', `(?:bridge|platform|rooftop|balcony|ledge|tracks|cliff) ${upTo(14)}(?:so easy|i wonder$|i wonder i|one step|be over|think about jumping|about jumping)`,
  '(?:took|swallowed|taken|downed) (?:a |the |two |three |my )?(?:whole |entire |full )(?:packets?|packs?|box|boxes|bottles?|strips?|blisters?) of', 'if i (?:were|was) (?:dead|not here|no longer (?:here|around|alive))(?! (?:on|at|in|for))', '(?:hanged|hung|shot|drowned|killed) (?:himself|herself|themselves)(?! in the foot)', 'took (?:his|her|their) own (?:life|lives)',
  "(?:not going to|not gonna|won'?t|will not) be (?:around|here|alive) (?:for )?(?:much longer|for long|very long)(?! (?:in|at|on|with|here|as|for))", `(?:sorted|sorting|made|written) (?:out )?my (?:will|affairs) ${upTo(5)}(?:nothing left|ready to go$|at peace|time to go$)`, "(?:pray|hope|wish|hoping|praying) (?:that )?i (?:won'?t|don'?t|do not|never|wouldn'?t|didn'?t|just don'?t) wake(?: up)?(?! (?:late|early|at|before|to|too))",
  'jump(?:ing)? (?:off|from) (?:a|the|this|that|my) (?:[a-z]+ ){0,2}(?:bridge|roof|building|balcony|cliff|car park|window|multi ?storey)', "(?:don'?t|do not) (?:really )?want to make it (?:to|past|through)", '(?:rather|might as well) be dead',
]
