import { deliveryOf } from './delivery';

describe('a failed delivery', () => {
  it.each([
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, permanent: true }, 'refused'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 554, permanent: true }, 'refused'],
    [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450, permanent: false }, 'again'],
    [{ code: 'EMESSAGE', command: 'DATA', responseCode: 503, permanent: false }, 'again'],
    [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 530, permanent: true }, 'away'],
    [{ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, permanent: true }, 'away'],
    [{ code: 'ECONNECTION', command: 'DATA' }, 'away'],
    [{ code: 'ENOSPC' }, 'away'],
    ['no error at all', 'away'],
  ])('%j is %s', (error, state) => {
    expect(deliveryOf(error)).toMatchObject({ state });
  });

  it('is told in codes only', () => {
    const error = Object.assign(new Error('550 5.7.1 blocked: https://x.org/?token=secret'), {
      code: 'EMESSAGE',
      command: 'DATA',
      response: '550-5.7.1 blocked: https://x.org/?token=secret',
      responseCode: 550,
      permanent: true,
    });
    expect(deliveryOf(error)).toEqual({ state: 'refused', reason: 'EMESSAGE DATA 550 5.7.1' });
    expect(deliveryOf({ code: 'token=secret', command: 'AUTH secret' })).toEqual({
      state: 'away',
      reason: 'unknown error',
    });
  });
});
