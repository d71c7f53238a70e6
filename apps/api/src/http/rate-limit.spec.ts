import { ThrottledError } from '@app/auth';
import { rateLimitHeaders, refusalHeaders } from './rate-limit';

const limit = { bucket: 'sign_in:address', most: 20, seconds: 300 };

describe('the headers of a limit', () => {
  it('say what is left, and by which rule', () => {
    expect(rateLimitHeaders(limit, { left: 7, seconds: 120 })).toEqual({
      'RateLimit-Policy': '"sign_in:address";q=20;w=300',
      RateLimit: '"sign_in:address";r=7;t=120',
    });
  });

  it('say when to come back', () => {
    expect(refusalHeaders(new ThrottledError(limit, 42))).toEqual({
      'Retry-After': '42',
      'RateLimit-Policy': '"sign_in:address";q=20;w=300',
      RateLimit: '"sign_in:address";r=0;t=42',
    });
  });
});
