/** EncodingUtil. Source: Apex reference guide, "EncodingUtil class". */
import { exception } from '../run/exceptions.ts';
import { NotSupported } from '../run/exceptions.ts';
import { BlobValue } from '../run/values.ts';
import { define } from './define.ts';

function checkCharset(charset: string, method: string): void {
    if (!/^utf-?8$/i.test(charset)) throw new NotSupported(`EncodingUtil.${method} with ${charset}`);
}

/** As `application/x-www-form-urlencoded`: a space is a plus. */
export function urlEncode(text: string): string {
    return encodeURIComponent(text.toWellFormed())
        .replaceAll('%20', '+')
        .replace(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function urlDecode(text: string): string {
    try {
        return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
        throw exception('StringException', `Illegal hex characters in escape (%) pattern: ${text}`);
    }
}

function fromHex(text: string): BlobValue {
    if (!/^(?:[0-9a-fA-F]{2})*$/.test(text))
        throw exception('InvalidParameterValueException', `Invalid hex string: ${text}`);
    return new BlobValue(Buffer.from(text, 'hex'));
}

define({
    name: 'EncodingUtil',
    statics: {
        'Blob base64Decode(String)': (text: string) => new BlobValue(Buffer.from(text, 'base64')),
        'String base64Encode(Blob)': ({ bytes }: BlobValue) => Buffer.from(bytes).toString('base64'),
        'Blob convertFromHex(String)': fromHex,
        'String convertToHex(Blob)': ({ bytes }: BlobValue) => Buffer.from(bytes).toString('hex'),
        'String urlDecode(String, String)': (text: string, charset: string) => {
            checkCharset(charset, 'urlDecode');
            return urlDecode(text);
        },
        'String urlEncode(String, String)': (text: string, charset: string) => {
            checkCharset(charset, 'urlEncode');
            return urlEncode(text);
        },
    },
});
