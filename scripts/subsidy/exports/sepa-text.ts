/**
 * Text in the characters that every bank of the SEPA takes: Latin letters without accents, digits, space and
 * `/ - ? : ( ) . , ' +` (EPC217-08, "SEPA Requirements for an Extended Character Set", the basic set).
 */
const REPLACED: Record<string, string> = {
    '&': '+',
    '–': '-',
    '—': '-',
    _: '-',
    '’': "'",
    '‘': "'",
    '"': "'",
    '“': "'",
    '”': "'",
    ß: 'ss',
    æ: 'ae',
    Æ: 'AE',
    œ: 'oe',
    Œ: 'OE',
    ø: 'o',
    Ø: 'O',
    ł: 'l',
    Ł: 'L',
    đ: 'd',
    Đ: 'D',
};

/** @returns the text, each character outside the set replaced by the nearest one within it, or a full stop */
export function sepaText(text: string, longest: number): string {
    const plain = text
        .normalize('NFKD')
        .replaceAll(/\p{M}/gu, '')
        .replaceAll(/[^A-Za-z0-9]/gu, (character) => REPLACED[character] ?? character)
        .replaceAll(/\s+/g, ' ')
        .replaceAll(/[^A-Za-z0-9/\-?:().,'+ ]/gu, '.');
    return plain.trim().slice(0, longest).trim();
}
