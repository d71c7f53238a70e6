import { generateKeyPairSync, sign } from 'node:crypto';

/** A private key with its certificate, both PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const OID = 0x06;

/** One value of DER (ITU-T X.690): tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const long = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  const size = length < 0x80 ? [length] : long;
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const ascii = (text: string): Buffer => Buffer.from(text, 'ascii');

/**
 * A new certificate (RFC 5280) for `localhost`, signed by itself.
 *
 * @param years from the beginning of the first to the end of the last one, two digits each
 */
export function localhostCertificate([from, until] = ['20', '49']): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = der(SEQUENCE, der(OID, hex('2a8648ce3d040302')));
  const commonName = der(SEQUENCE, der(OID, hex('550403')), der(0x0c, ascii('localhost')));
  const name = der(SEQUENCE, der(SET, commonName));
  const validity = der(
    SEQUENCE,
    der(0x17, ascii(`${from}0101000000Z`)),
    der(0x17, ascii(`${until}1231235959Z`)),
  );
  const names = der(SEQUENCE, der(0x82, ascii('localhost')));
  const alternativeNames = der(SEQUENCE, der(OID, hex('551d11')), der(0x04, names));
  const content = der(
    SEQUENCE,
    der(0xa0, der(INTEGER, hex('02'))),
    der(INTEGER, hex('01')),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, alternativeNames)),
  );
  const signature = der(0x03, hex('00'), sign('sha256', content, privateKey));
  const base64 = der(SEQUENCE, content, ecdsaWithSha256, signature).toString('base64');
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}
