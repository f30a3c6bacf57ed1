/** Apex reference guide, "Pattern class", "Matcher class"; Apex developer guide, "Using regular expressions". */
import { expressions, programs } from '../suite/run.ts';

expressions('Pattern class', [
    ["Pattern.matches('a*b', 'aaaaab')", 'true'],
    ["Pattern.matches('a*b', 'aaaaabc')", 'false'],
    ["Pattern.matches('a|ab', 'ab')", 'true'],
    ["Pattern.compile('a*b').pattern()", 'a*b'],
    ["Pattern.compile('a*b')", 'a*b'],
    ["Pattern.compile(',').split('a,b,,')", '(a, b)'],
    ["Pattern.compile(',').split('a,b,c', 2)", '(a, b,c)'],
    ["Pattern.matches(Pattern.quote('a.b'), 'a.b')", 'true'],
    ["Pattern.matches(Pattern.quote('a.b'), 'axb')", 'false'],
    ["Pattern.matches('(?i)ABC', 'abc')", 'true'],
    ["Pattern.matches('(?s)a.b', 'a\\nb')", 'true'],
    ["Pattern.matches('a.b', 'a\\nb')", 'false'],
    ["Pattern.matches('\\\\p{Alpha}+', 'abc')", 'true'],
    ["Pattern.matches('[a-z&&[^b]]+', 'abc')", 'false'],
    ["Pattern.matches('\\\\w+@\\\\w+\\\\.\\\\w{2,}', 'a@b.com')", 'true'],
    ["Pattern.compile('*a')", 'System.StringException: Invalid regex: Nothing to repeat: *a'],
    ["Pattern.compile('a)')", 'System.StringException: Invalid regex: Unmatched closing ): a)'],
]);

expressions('Matcher class', [
    ["Pattern.compile('b').matcher('abc').find()", 'true'],
    ["Pattern.compile('b').matcher('abc').matches()", 'false'],
    ["Pattern.compile('a').matcher('abc').lookingAt()", 'true'],
    ["Pattern.compile('b').matcher('abc').lookingAt()", 'false'],
    ["Pattern.compile('(a)(b)?').matcher('a').groupCount()", '2'],
    ["Pattern.compile('(a(b)?)+b').matcher('aba').find()", 'true'],
    ["Pattern.compile('a').matcher('aXa').replaceAll('b')", 'bXb'],
    ["Pattern.compile('a').matcher('aXa').replaceFirst('b')", 'bXa'],
    ["Pattern.compile('(\\\\d)(\\\\d)').matcher('12').replaceAll('$2$1')", '21'],
    ["Pattern.compile('(?<x>\\\\d)').matcher('1').replaceAll('<${x}>')", '<1>'],
    ["Matcher.quoteReplacement('$1\\\\')", '\\$1\\\\'],
    ["Pattern.compile('a').matcher('b').group()", 'System.StringException: No match found'],
    ["Pattern.compile('a').matcher('abc').regionEnd()", '3'],
    ["Pattern.compile('a').matcher('abc').region(1, 3).find()", 'false'],
    ["Pattern.compile('c').matcher('abc').region(1, 3).find()", 'true'],
]);

programs('Matcher class: searching', [
    {
        rule: 'find goes on behind the last match',
        source: "Matcher m = Pattern.compile('\\\\d+').matcher('1 22 333'); String s = ''; while (m.find()) { s += m.group() + '@' + m.start() + '-' + m.end() + ';'; } System.debug(s);",
        expected: '1@0-1;22@2-4;333@5-8;',
    },
    {
        rule: 'empty matches are found once each',
        source: "Matcher m = Pattern.compile('x*').matcher('ab'); Integer n = 0; while (m.find()) n++; System.debug(n);",
        expected: '3',
    },
    {
        rule: 'groups',
        source: "Matcher m = Pattern.compile('(\\\\w+)@(\\\\w+)(!)?').matcher('to me@home'); m.find(); System.debug(m.group(0) + ' ' + m.group(1) + ' ' + m.group(2) + ' ' + m.group(3) + ' ' + m.start(2) + ' ' + m.end(2) + ' ' + m.start(3));",
        expected: 'me@home me home null 6 10 -1',
    },
    {
        rule: 'no such group',
        source: "Matcher m = Pattern.compile('a').matcher('a'); m.find(); m.group(1);",
        expected: 'System.StringException: No group 1',
    },
    {
        rule: 'find from a place, reset, another text',
        source: "Matcher m = Pattern.compile('a').matcher('aba'); m.find(1); System.debug(m.start()); m.reset(); m.find(); System.debug(m.start()); System.debug(m.reset('xxa').find());",
        expected: '2\n0\ntrue',
    },
    {
        rule: 'usePattern',
        source: "Matcher m = Pattern.compile('a').matcher('ab'); m.find(); m.usePattern(Pattern.compile('b')); System.debug(m.find());",
        expected: 'true',
    },
]);

const NESTED = `String text = 'a'.repeat(40) + 'b';`;

programs('Using regular expressions: what takes too long', [
    {
        rule: 'repetitions of repetitions',
        source: `${NESTED} System.debug(Pattern.matches('(a+)+', text));`,
        expected: 'System.LimitException: Regex too complicated',
    },
    {
        rule: 'repetitions of choices',
        source: `${NESTED} System.debug(Pattern.compile('^(a|a)*$').matcher(text).find());`,
        expected: 'System.LimitException: Regex too complicated',
    },
    {
        rule: 'in replacements',
        source: `${NESTED} text.replaceAll('^(([a-z])+.)+[A-Z]', 'x');`,
        expected: 'System.LimitException: Regex too complicated',
    },
    {
        rule: 'many repetitions side by side',
        source: `String text = 'a'.repeat(5000); System.debug(text.split('a*a*a*a*b').size());`,
        expected: 'System.LimitException: Regex too complicated',
    },
    {
        rule: 'it cannot be caught',
        source: `${NESTED} try { Pattern.matches('(a+)+', text); } catch (Exception e) { System.debug('caught'); }`,
        expected: 'System.LimitException: Regex too complicated',
    },
    {
        rule: 'not what is only long',
        source: `String text = 'a, b ,c'.repeat(20000); System.debug(text.split('\\\\s*,\\\\s*').size() + ' ' + text.replaceAll('[abc]+', '').length());`,
        expected: '40001 80000',
    },
]);
