/** What the reference guide has and this runtime does not: it fails when it is called, and no program can catch it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { run } from '../suite/run.ts';

const CALLS: readonly (readonly [source: string, what: string])[] = [
    ["Blob.toPdf('x');", 'Blob.toPdf(String)'],
    ["System.setPassword('005000000000001', 'x');", 'System.setPassword(Id, String)'],
    [
        "Crypto.signWithCertificate('RSA', Blob.valueOf('x'), 'cert');",
        'Crypto.signWithCertificate(String, Blob, String)',
    ],
    ['UserInfo.getSessionId();', 'UserInfo.getSessionId()'],
    ["Pattern.compile('a').matcher('a').hitEnd();", 'Matcher.hitEnd()'],
    ["EncodingUtil.urlEncode('x', 'ISO-8859-1');", 'EncodingUtil.urlEncode with ISO-8859-1'],
    ["String.format('{0,number}', new List<Object>{1});", 'String.format with {0,number}'],
    ["'aaa'.replaceAll('a++', '');", 'possessive quantifier in the regular expression a++'],
    ["Pattern.compile('(?>a)b');", 'atomic group in the regular expression (?>a)b'],
    ["Pattern.compile('a(?x)b');", 'flag (?x) in the regular expression a(?x)b'],
];

void describe('What is not supported', () => {
    for (const [source, what] of CALLS) {
        const fault = { name: 'NotSupported', message: `not supported: ${what}` };
        void it(`${what} fails`, () => {
            assert.throws(() => run(source), fault);
        });
        void it(`${what} is not caught`, () => {
            assert.throws(() => run(`try { ${source} } catch (Exception e) { System.debug('caught'); }`), fault);
        });
    }
});
