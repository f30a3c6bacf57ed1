/** Crypto. Source: Apex reference guide, "Crypto class". */
import * as node from 'node:crypto';
import { exception } from '../run/exceptions.ts';
import { BlobValue } from '../run/values.ts';
import { define } from './define.ts';

function invalid(what: string, name: string): Error {
    return exception('InvalidParameterValueException', `Invalid ${what}: ${name}`);
}

/** Algorithms by their names in the guide, in lower case, and as OpenSSL names them. */
const DIGESTS: Readonly<Record<string, string>> = {
    md5: 'md5',
    sha1: 'sha1',
    'sha-1': 'sha1',
    sha256: 'sha256',
    'sha-256': 'sha256',
    sha512: 'sha512',
    'sha-512': 'sha512',
    'sha3-256': 'sha3-256',
    'sha3-384': 'sha3-384',
    'sha3-512': 'sha3-512',
};

const MACS: Readonly<Record<string, string>> = {
    hmacmd5: 'md5',
    hmacsha1: 'sha1',
    hmacsha256: 'sha256',
    hmacsha512: 'sha512',
};

const SIGNATURES: Readonly<Record<string, string>> = {
    rsa: 'sha1',
    'rsa-sha1': 'sha1',
    'rsa-sha256': 'sha256',
    'rsa-sha384': 'sha384',
    'rsa-sha512': 'sha512',
    'ecdsa-sha256': 'sha256',
    'ecdsa-sha384': 'sha384',
    'ecdsa-sha512': 'sha512',
};

function known(table: Readonly<Record<string, string>>, name: string): string {
    const found = table[name.toLowerCase()];
    if (found === undefined) throw invalid('algorithm', name);
    return found;
}

function digest(algorithm: string, { bytes }: BlobValue): BlobValue {
    return new BlobValue(node.createHash(known(DIGESTS, algorithm)).update(bytes).digest());
}

function mac(algorithm: string, { bytes }: BlobValue, { bytes: key }: BlobValue): BlobValue {
    return new BlobValue(node.createHmac(known(MACS, algorithm), key).update(bytes).digest());
}

const KEY_BYTES: Readonly<Record<string, number>> = { AES128: 16, AES192: 24, AES256: 32 };
const IV_BYTES = 16;

function cipher(algorithm: string, { bytes: key }: BlobValue, iv: Uint8Array): string {
    const size = KEY_BYTES[algorithm];
    if (size === undefined) throw invalid('algorithm', algorithm);
    if (key.length !== size)
        throw exception('InvalidParameterValueException', `Invalid private key. Must be ${String(size)} bytes.`);
    if (iv.length !== IV_BYTES)
        throw exception('InvalidParameterValueException', `Invalid initialization vector. Must be 16 bytes.`);
    return `aes-${String(size * 8)}-cbc`;
}

function encrypt(algorithm: string, key: BlobValue, { bytes: iv }: BlobValue, { bytes }: BlobValue): BlobValue {
    const made = node.createCipheriv(cipher(algorithm, key, iv), key.bytes, iv);
    return new BlobValue(Buffer.concat([made.update(bytes), made.final()]));
}

function decrypt(algorithm: string, key: BlobValue, { bytes: iv }: BlobValue, { bytes }: BlobValue): BlobValue {
    const made = node.createDecipheriv(cipher(algorithm, key, iv), key.bytes, iv);
    try {
        return new BlobValue(Buffer.concat([made.update(bytes), made.final()]));
    } catch {
        throw exception('SecurityException', 'Given final block not properly padded');
    }
}

function encryptManaged(algorithm: string, key: BlobValue, data: BlobValue): BlobValue {
    const iv = new BlobValue(node.randomBytes(IV_BYTES));
    return new BlobValue(Buffer.concat([iv.bytes, encrypt(algorithm, key, iv, data).bytes]));
}

function decryptManaged(algorithm: string, key: BlobValue, { bytes }: BlobValue): BlobValue {
    const [iv, data] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES)];
    return decrypt(algorithm, key, new BlobValue(iv), new BlobValue(data));
}

function aesKey(size: number): BlobValue {
    if (![128, 192, 256].includes(size)) throw invalid('key size', String(size));
    return new BlobValue(node.randomBytes(size / 8));
}

/** Signs with a private key in PKCS #8. */
function sign(algorithm: string, { bytes }: BlobValue, { bytes: key }: BlobValue): BlobValue {
    const hash = known(SIGNATURES, algorithm);
    try {
        const privateKey = node.createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' });
        return new BlobValue(node.sign(hash, bytes, privateKey));
    } catch {
        throw exception('SecurityException', 'Invalid Private Key');
    }
}

/** Checks a signature with a public key in X.509. */
function verify(algorithm: string, data: BlobValue, signature: BlobValue, { bytes: key }: BlobValue): boolean {
    const hash = known(SIGNATURES, algorithm);
    let publicKey: node.KeyObject;
    try {
        publicKey = node.createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' });
    } catch {
        throw exception('SecurityException', 'Invalid Public Key');
    }
    return node.verify(hash, data.bytes, publicKey, signature.bytes);
}

function verifyMac(algorithm: string, data: BlobValue, key: BlobValue, { bytes }: BlobValue): boolean {
    const expected = mac(algorithm, data, key).bytes;
    return expected.length === bytes.length && node.timingSafeEqual(expected, bytes);
}

define({
    name: 'Crypto',
    statics: {
        'Blob decrypt(String, Blob, Blob, Blob)': decrypt,
        'Blob decryptWithManagedIV(String, Blob, Blob)': decryptManaged,
        'Blob encrypt(String, Blob, Blob, Blob)': encrypt,
        'Blob encryptWithManagedIV(String, Blob, Blob)': encryptManaged,
        'Blob generateAesKey(Integer)': aesKey,
        'Blob generateDigest(String, Blob)': digest,
        'Blob generateMac(String, Blob, Blob)': mac,
        'Integer getRandomInteger()': () => node.randomBytes(4).readInt32BE(),
        'Long getRandomLong()': () => node.randomBytes(8).readBigInt64BE(),
        'Blob sign(String, Blob, Blob)': sign,
        'Boolean verify(String, Blob, Blob, Blob)': verify,
        'Boolean verifyHmac(String, Blob, Blob, Blob)': verifyMac,
    },
    unsupported: [
        'static Blob signWithCertificate(String, Blob, String)',
        'static Boolean verify(String, Blob, Blob, String)',
    ],
});
