import { pick, type Random } from './random';

const heads =
  'Al Bel Bren Cal Cor Dal Dor El Fal Fen Gal Gran Hal Har Il Jor Kal Kel Lan Lum Mal Mar Nav Nor Or Pal Per Quin Ral Ros Sal Sol Tal Tor Ul Val Vel Wen Xal Yor Zan'.split(
    ' ',
  );
const middles = 'a e i o u ta ri lo ne mi do va sa le ku ra be no ti da'.split(' ');
const tails =
  'mont son dal vox rel nix tone tron wood berg lia ra nello ck man der ster via nova zu quet ña rol sk th gar'.split(
    ' ',
  );
const suffixes = ['Custom', 'e Hijos', 'Luthier', 'Audio', 'Works', 'Bros.'];
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'.split('');
const endings = ['', '', '', ' II', ' III', ' Pro', ' MkII', ' Deluxe', ' Plus', ' Mini'];

function word(random: Random): string {
  const middle = random.chance(0.55) ? pick(random, middles) : '';
  return pick(random, heads) + middle + pick(random, tails);
}

/** `ZX-431`, `KR200`, `V-70C`, `M5-214`: how makers number their wares. */
function code(random: Random): string {
  const head = pick(random, letters) + (random.chance(0.7) ? pick(random, letters) : '');
  const digits = String(random.between(10, random.chance(0.6) ? 999 : 9999));
  const manner = random.next();
  if (manner < 0.45) return `${head}-${digits}`;
  if (manner < 0.7) return head + digits;
  if (manner < 0.87) return `${head}-${digits}${pick(random, letters)}`;
  return `${head}${String(random.between(1, 9))}-${digits}`;
}

/** Draws until something new comes; `taken` grows by what is returned. */
function fresh(taken: Set<string>, draw: () => string): string {
  let text = draw();
  while (taken.has(text)) text = draw();
  taken.add(text);
  return text;
}

/** A maker that never was; distinct from all in `taken`, to which it is added. */
export function inventMaker(random: Random, taken: Set<string>): string {
  return fresh(taken, () =>
    random.chance(0.12) ? `${word(random)} ${pick(random, suffixes)}` : word(random),
  );
}

/** A model that never was: a code more often than a name. Distinct from all in `taken`. */
export function inventModel(random: Random, taken: Set<string>): string {
  return fresh(taken, () => (random.chance(0.66) ? code(random) : word(random) + pick(random, endings)));
}

/** A serial number, the rarest kind of word in a title. */
export function inventSerial(random: Random): string {
  return pick(random, letters) + String(random.between(10_000, 9_999_999));
}

/** One slip of the fingers: two letters change places, one is lost or one comes twice. */
export function mistype(random: Random, title: string): string {
  // only between letters: a lost digit would be another model, a lost half of an emoji no text at all
  const pairs = /\p{L}{2}/gu;
  pairs.lastIndex = random.below(Math.max(1, title.length - 4));
  const found = pairs.exec(title);
  if (found === null) return title;
  const pair = found[0];
  const slip = random.next();
  const slipped =
    slip < 0.4 ? pair.charAt(1) + pair.charAt(0) : slip < 0.7 ? pair.charAt(1) : pair.charAt(0) + pair;
  return title.slice(0, found.index) + slipped + title.slice(found.index + 2);
}
