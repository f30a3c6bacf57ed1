/** Blob. Source: Apex reference guide, "Blob class". */
import { exception } from '../run/exceptions.ts';
import { BlobValue } from '../run/values.ts';
import { BLOB } from '../types/type.ts';
import { define } from './define.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The bytes as UTF-8. @throws Thrown StringException when they are none */
export function textOfBlob({ bytes }: BlobValue): string {
    try {
        return utf8.decode(bytes);
    } catch {
        throw exception('StringException', 'BLOB is not a valid UTF-8 string');
    }
}

define({
    name: 'Blob',
    type: BLOB,
    statics: { 'Blob valueOf(String)': (text: string) => new BlobValue(Buffer.from(text, 'utf8')) },
    methods: {
        'Integer size()': ({ bytes }: BlobValue) => bytes.length,
        'String toString()': textOfBlob,
    },
    unsupported: ['static Blob toPdf(String)'],
});
