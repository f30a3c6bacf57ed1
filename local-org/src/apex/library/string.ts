/** String: what its instances do. Source: Apex reference guide, "String class". */
import { looseEquals, strictEquals } from '../run/equality.ts';
import { hashOf } from '../run/hash.ts';
import { ListValue, type Value } from '../run/values.ts';
import { INTEGER, STRING, listOf } from '../types/type.ts';
import { define, type Signatures } from './define.ts';
import { HTML3, HTML4 } from './html-entities.ts';
import { languageTag } from './locale.ts';
import { replaceBy, splitBy } from './regex.ts';
import * as escapes from './string-escapes.ts';
import * as search from './string-search.ts';
import * as shape from './string-shape.ts';
import { stringStatics } from './string-statics.ts';

function texts(values: readonly string[]): ListValue {
    return new ListValue(listOf(STRING), [...values]);
}

const lower = (text: string): string => text.toLowerCase();
const upper = (text: string): string => text.toUpperCase();

const searching: Signatures = {
    'Integer charAt(Integer)': (self: string, at: number) => {
        search.codePointAt(self, at);
        return self.charCodeAt(at);
    },
    'Integer codePointAt(Integer)': search.codePointAt,
    'Integer codePointBefore(Integer)': search.codePointBefore,
    'Integer codePointCount(Integer, Integer)': search.codePointCount,
    'Integer compareTo(String)': search.compareTo,
    'Boolean contains(String)': (self: string, part: string) => self.includes(part),
    'Boolean containsAny(String)': (self: string, among: string) => search.indexOfAny(self, among) >= 0,
    'Boolean containsIgnoreCase(String)': (self: string, part: string) => lower(self).includes(lower(part)),
    'Boolean containsNone(String)': (self: string, among: string) => search.indexOfAny(self, among) < 0,
    'Boolean containsOnly(String)': (self: string, among: string) => search.indexOfAny(self, among, false) < 0,
    'Boolean containsWhitespace()': (self: string) => /\s/.test(self),
    'Integer countMatches(String)': search.countMatches,
    'Boolean endsWith(String)': (self: string, end: string) => self.endsWith(end),
    'Boolean endsWithIgnoreCase(String)': (self: string, end: string) => lower(self).endsWith(lower(end)),
    'Boolean equals(Object?)': (self: string, other: Value) => strictEquals(self, other),
    'Boolean equalsIgnoreCase(String?)': (self: string, other: Value) => looseEquals(self, other),
    'List<Integer> getChars()': (self: string) =>
        new ListValue(
            listOf(INTEGER),
            self.split('').map((unit) => unit.charCodeAt(0)),
        ),
    'Integer getLevenshteinDistance(String)': search.levenshteinDistance,
    'Integer getLevenshteinDistance(String, Integer)': (self: string, other: string, threshold: number) => {
        const distance = search.levenshteinDistance(self, other);
        return distance > threshold ? -1 : distance;
    },
    'Integer hashCode()': (self: string) => hashOf(self),
    'Integer indexOf(String)': (self: string, part: string) => self.indexOf(part),
    'Integer indexOf(String, Integer)': (self: string, part: string, from: number) => self.indexOf(part, from),
    'Integer indexOfAny(String)': (self: string, among: string) => search.indexOfAny(self, among),
    'Integer indexOfAnyBut(String)': (self: string, among: string) =>
        among === '' ? -1 : search.indexOfAny(self, among, false),
    'Integer indexOfChar(Integer)': (self: string, code: number) => search.indexOfCharacter(self, code),
    'Integer indexOfChar(Integer, Integer)': search.indexOfCharacter,
    'Integer indexOfDifference(String)': search.indexOfDifference,
    'Integer indexOfIgnoreCase(String)': (self: string, part: string) => lower(self).indexOf(lower(part)),
    'Integer indexOfIgnoreCase(String, Integer)': (self: string, part: string, from: number) =>
        lower(self).indexOf(lower(part), from),
    'Integer lastIndexOf(String)': (self: string, part: string) => self.lastIndexOf(part),
    'Integer lastIndexOf(String, Integer)': search.lastIndexOf,
    'Integer lastIndexOfChar(Integer)': (self: string, code: number) =>
        search.lastIndexOfCharacter(self, code, self.length),
    'Integer lastIndexOfChar(Integer, Integer)': search.lastIndexOfCharacter,
    'Integer lastIndexOfIgnoreCase(String)': (self: string, part: string) => lower(self).lastIndexOf(lower(part)),
    'Integer lastIndexOfIgnoreCase(String, Integer)': (self: string, part: string, from: number) =>
        search.lastIndexOf(lower(self), lower(part), from),
    'Integer length()': (self: string) => self.length,
    'Integer offsetByCodePoints(Integer, Integer)': search.offsetByCodePoints,
    'Boolean startsWith(String)': (self: string, start: string) => self.startsWith(start),
    'Boolean startsWithIgnoreCase(String)': (self: string, start: string) => lower(self).startsWith(lower(start)),
};

const testing: Signatures = {
    'Boolean isAllLowerCase()': search.all(/\p{Ll}/u, false),
    'Boolean isAllUpperCase()': search.all(/\p{Lu}/u, false),
    'Boolean isAlpha()': search.all(/\p{L}/u, false),
    'Boolean isAlphaSpace()': search.all(/[\p{L} ]/u, true),
    'Boolean isAlphanumeric()': search.all(/[\p{L}\p{Nd}]/u, false),
    'Boolean isAlphanumericSpace()': search.all(/[\p{L}\p{Nd} ]/u, true),
    'Boolean isAsciiPrintable()': search.all(/[ -~]/u, true),
    'Boolean isNumeric()': search.all(/\p{Nd}/u, false),
    'Boolean isNumericSpace()': search.all(/[\p{Nd} ]/u, true),
    'Boolean isWhitespace()': search.all(/\s/u, true),
};

const shaping: Signatures = {
    'String abbreviate(Integer)': (self: string, width: number) => shape.abbreviate(self, width),
    'String abbreviate(Integer, Integer)': shape.abbreviate,
    'String capitalize()': shape.capitalize,
    'String center(Integer)': (self: string, size: number) => shape.center(self, size),
    'String center(Integer, String)': shape.center,
    'String deleteWhitespace()': (self: string) => self.replace(/\s/g, ''),
    'String difference(String)': (self: string, other: string) => {
        const at = search.indexOfDifference(self, other);
        return at < 0 ? '' : other.slice(at);
    },
    'String left(Integer)': (self: string, length: number) => self.slice(0, Math.max(0, length)),
    'String leftPad(Integer)': (self: string, length: number) => self.padStart(shape.checkedLength(length)),
    'String leftPad(Integer, String)': (self: string, length: number, padding: string) =>
        self.padStart(shape.checkedLength(length), padding || ' '),
    'String mid(Integer, Integer)': shape.mid,
    'String normalizeSpace()': (self: string) => self.trim().replace(/\s+/g, ' '),
    'String overlay(String, Integer, Integer)': shape.overlay,
    'String remove(String)': (self: string, part: string) => (part === '' ? self : self.replaceAll(part, '')),
    'String removeEnd(String)': (self: string, end: string) => shape.removeEnd(self, end),
    'String removeEndIgnoreCase(String)': (self: string, end: string) => shape.removeEnd(self, end, true),
    'String removeStart(String)': (self: string, start: string) => shape.removeStart(self, start),
    'String removeStartIgnoreCase(String)': (self: string, start: string) => shape.removeStart(self, start, true),
    'String repeat(Integer)': (self: string, times: number) => shape.repeat(self, '', times),
    'String repeat(String, Integer)': shape.repeat,
    'String replace(String, String)': (self: string, part: string, other: string) => self.replaceAll(part, () => other),
    'String replaceAll(String, String)': (self: string, pattern: string, other: string) =>
        replaceBy(self, pattern, other, false),
    'String replaceFirst(String, String)': (self: string, pattern: string, other: string) =>
        replaceBy(self, pattern, other, true),
    'String reverse()': shape.reverse,
    'String right(Integer)': (self: string, length: number) => (length <= 0 ? '' : self.slice(-length)),
    'String rightPad(Integer)': (self: string, length: number) => self.padEnd(shape.checkedLength(length)),
    'String rightPad(Integer, String)': (self: string, length: number, padding: string) =>
        self.padEnd(shape.checkedLength(length), padding || ' '),
    'List<String> split(String)': (self: string, pattern: string) => texts(splitBy(self, pattern)),
    'List<String> split(String, Integer)': (self: string, pattern: string, limit: number) =>
        texts(splitBy(self, pattern, limit)),
    'List<String> splitByCharacterType()': (self: string) => texts(shape.splitByKind(self, false)),
    'List<String> splitByCharacterTypeCamelCase()': (self: string) => texts(shape.splitByKind(self, true)),
    'String stripHtmlTags()': shape.stripHtmlTags,
    'String substring(Integer)': (self: string, from: number) => shape.substring(self, from),
    'String substring(Integer, Integer)': shape.substring,
    'String substringAfter(String)': (self: string, mark: string) => {
        const at = self.indexOf(mark);
        return at < 0 ? '' : self.slice(at + mark.length);
    },
    'String substringAfterLast(String)': (self: string, mark: string) => {
        const at = mark === '' ? -1 : self.lastIndexOf(mark);
        return at < 0 ? '' : self.slice(at + mark.length);
    },
    'String substringBefore(String)': (self: string, mark: string) => {
        const at = self.indexOf(mark);
        return at < 0 ? self : self.slice(0, at);
    },
    'String substringBeforeLast(String)': (self: string, mark: string) => {
        const at = mark === '' ? -1 : self.lastIndexOf(mark);
        return at < 0 ? self : self.slice(0, at);
    },
    'String substringBetween(String)': (self: string, tag: string) => shape.substringBetween(self, tag, tag),
    'String substringBetween(String, String)': shape.substringBetween,
    'String swapCase()': shape.swapCase,
    'String toLowerCase()': lower,
    'String toLowerCase(String)': (self: string, locale: string) => self.toLocaleLowerCase(languageTag(locale)),
    'String toString()': (self: string) => self,
    'String toUpperCase()': upper,
    'String toUpperCase(String)': (self: string, locale: string) => self.toLocaleUpperCase(languageTag(locale)),
    'String trim()': shape.trim,
    'String uncapitalize()': shape.uncapitalize,
};

const escaping: Signatures = {
    'String escapeCsv()': escapes.escapeCsv,
    'String escapeEcmaScript()': escapes.escapeEcmaScript,
    'String escapeHtml3()': (self: string) => HTML3.escape(self),
    'String escapeHtml4()': (self: string) => HTML4.escape(self),
    'String escapeJava()': escapes.escapeJava,
    'String escapeUnicode()': escapes.escapeUnicode,
    'String escapeXml()': escapes.escapeXml,
    'String unescapeCsv()': escapes.unescapeCsv,
    'String unescapeEcmaScript()': escapes.unescapeJava,
    'String unescapeHtml3()': (self: string) => HTML3.unescape(self),
    'String unescapeHtml4()': (self: string) => HTML4.unescape(self),
    'String unescapeJava()': escapes.unescapeJava,
    'String unescapeUnicode()': escapes.unescapeUnicode,
    'String unescapeXml()': escapes.unescapeXml,
};

define({
    name: 'String',
    type: STRING,
    statics: stringStatics,
    methods: { ...searching, ...testing, ...shaping, ...escaping },
});
