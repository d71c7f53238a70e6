import { spellingsOf } from './models';
import { readSearchText } from './search-text';
import { searchWords } from './search-words';
import { exactQuery, termQuery } from './term-query';

const termsOf = (text: string, variants: [string, string[]][] = []): string | null => {
  const search = readSearchText(text);
  if (typeof search === 'string') throw new Error(search);
  return termQuery(search, new Map(variants), new Map());
};

describe('words', () => {
  it.each([
    ['Módulo Roland JV-1080, «nuevo»', 'modulo roland jv 1080 nuevo'],
    ['BATERÍA  Ñandú', 'bateria nandu'],
    ['Høfner 500/1', 'hofner 500 1'],
    ['B.C. Rich y P.R.S. «U.S.A.»', 'bc rich y prs usa'],
    ['No.5 st.a b.4 Mr.B.', 'no 5 st a b 4 mr b'],
    ['ﬁne ½ ²', 'fine 1 2 2'],
    ['🎸 — …', ''],
    ['гитара', 'гитара'],
  ])('of %s', (text, words) => {
    expect(searchWords(text)).toBe(words);
  });
});

describe('a search', () => {
  it.each([
    ['fender', `'fender':*`],
    ['fender ', `'fender'`],
    ['fender -squier', `'fender' & !'squier'`],
    ['fender -"made in china"', `'fender'`],
    ['"jazz bass" fender', `'fender':* & 'jazz' & 'bass'`],
    ['jv-1080', `(('jv' & '1080':*) | 'jv1080':*)`],
    ['roland jv-10', `'roland' & (('jv' & '10') | 'jv10':*)`],
    ['tr-8', `(('tr' & '8') | 'tr8':*)`],
    ['yamaha -dx-7', `'yamaha' & !'dx7'`],
    ['yamaha -"dx 7"', `'yamaha'`],
    ['"jv-1080"', `(('jv' & '1080') | ('jv1080'))`],
    ['"jv1080"', `(('jv' & '1080') | ('jv1080'))`],
    ['violin 4/4', `'violin' & '4'`],
    ['(3/4) violin ', `'violin' & '3' & '4'`],
    ['rickenbacker 620/12', `'rickenbacker' & '620' & '12'`],
    ['jv1080', `('jv1080':* | ('jv' & '1080':*))`],
    ['alhambra 4 p', `'alhambra' & (('4' & 'p') | '4p')`],
    ['guitarra de estudio', `'guitarra' & 'estudio':*`],
    ['de la', `'de' & 'la'`],
    [`l'arpeggiatore - & | ! ( ) : * \\ '`, `'l' & 'arpeggiatore':*`],
  ])('for %s', (text, terms) => {
    expect(termsOf(text)).toBe(terms);
  });

  it('finds what stands for a word', () => {
    expect(termsOf('guitarras rojas', [['guitarras', ['guitarra', 'guitar']]])).toBe(
      `('guitarras' | 'guitarra' | 'guitar') & 'rojas':*`,
    );
  });

  it('finds what stands for the first word of a model', () => {
    expect(termsOf('tele 52', [['tele', ['telecaster']]])).toBe(
      `((('tele' | 'telecaster') & '52') | 'tele52':*)`,
    );
  });

  it('finds a name in one word and in two', () => {
    expect(termsOf('musicman')).toBe(`('musicman':* | ('music' & 'man'))`);
    expect(termsOf('bajo music man', [['music man', ['musicman']]])).toBe(
      `'bajo' & (('music' & 'man':*) | 'musicman')`,
    );
  });

  it.each([
    ['jazz bass', ['jazz bass']],
    ['4 4', ['4 4']],
    ['jv 1080', ['jv 1080', 'jv1080']],
    ['roland jv1080', ['roland jv 1080', 'roland jv1080']],
    ['alhambra 4p', ['alhambra 4 p', 'alhambra 4p']],
    ['jv1080a', ['jv 1080 a', 'jv 1080a', 'jv1080 a', 'jv1080a']],
  ])('for "%s" is for each way to write it', (phrase, spellings) => {
    expect(spellingsOf(phrase)).toEqual(spellings);
  });

  it('for a phrase with many models has eight spellings at most', () => {
    expect(spellingsOf('a 1 b 2 c 3 d 4 e 5')).toHaveLength(8);
  });

  it('is exact as it was typed', () => {
    const search = readSearchText('roland jv 1080');
    expect(typeof search === 'string' ? search : exactQuery(search, new Map())).toBe(
      `'roland' & (('jv' & '1080') | 'jv1080')`,
    );
  });

  it.each(['-fender', '" "', '--', '- "'])('has to be for something: %s', (text) => {
    expect(readSearchText(text)).toBe('search_without_words');
  });
});
