import { ThrottledError } from '@app/auth';
import { rateLimitHeaders } from './rate-limit';

describe('the headers of a limit', () => {
  it('say when to come back, and by which rule', () => {
    const limit = { bucket: 'sign_in:address', most: 20, seconds: 300 };
    expect(rateLimitHeaders(new ThrottledError(limit, 42))).toEqual({
      'Retry-After': '42',
      'RateLimit-Policy': '"sign_in:address";q=20;w=300',
      RateLimit: '"sign_in:address";r=0;t=42',
    });
  });
});
