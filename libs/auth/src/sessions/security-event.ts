/** Something about a session that an operator wants to know. Never holds a token. */
export interface SecurityEvent {
  /** `reuse`: an old refresh token came back, the session was ended; `recovery`: a lost answer was given once more. */
  readonly what: 'reuse' | 'recovery';
  readonly at: Date;
  readonly userId: string;
  readonly sessionId: string;
  /** Generation of the token presented. */
  readonly gen: number;
  readonly currentGen: number;
  /** Where the session was last refreshed from. */
  readonly knownIp: string | null;
  /** Where the token was presented from. */
  readonly ip: string | null;
}
