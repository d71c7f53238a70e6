import { isChosen, isCurrency, isGroupName, isSlug, isTimeZone, isWebAddress } from './field-rules';

describe('the fields of forms', () => {
  it.each([
    [isCurrency, 'EUR', 'EUROS'],
    [isCurrency, 'eur', '€'],
    [isSlug, 'una-fuente-2', 'Una Fuente'],
    [isGroupName, 'editores-2', 'Los editores'],
    [isTimeZone, 'Europe/Madrid', 'Mars/Olympus'],
    [isWebAddress, 'https://www.example.org/x', 'javascript:alert(1)'],
    [isWebAddress, 'http://example.org', 'example.org'],
  ])('%o takes %j, nothing, and not %j', (rule, good, bad) => {
    expect([rule(good), rule(''), rule(null)]).toEqual([undefined, undefined, undefined]);
    expect(rule(bad)).toMatch(/^app\.rules\./);
  });

  it('ask for a choice where there has to be one', () => {
    expect([isChosen(['a']), isChosen([]), isChosen(undefined)]).toEqual([
      undefined,
      'app.rules.chosen',
      'app.rules.chosen',
    ]);
  });
});
