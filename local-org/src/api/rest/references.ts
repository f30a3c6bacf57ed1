/** `@{reference.path}` in a composite's later parts: values of the answers of earlier ones. */
import { OrgError } from '../../schema/errors.ts';

const WHOLE = /^@\{([^}]+)\}$/;
const ANYWHERE = /@\{([^}]+)\}/g;

/**
 * Puts values in the place of references, at any depth.
 * @param answers bodies by reference id; undefined for parts that failed
 * @throws OrgError PROCESSING_HALTED when a reference leads to a part that failed or came to nothing
 */
export function resolveReferences(value: unknown, answers: ReadonlyMap<string, unknown>): unknown {
    if (typeof value === 'string') return resolveText(value, answers);
    if (Array.isArray(value)) return value.map((one) => resolveReferences(one, answers));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolveReferences(one, answers)]));
}

/** Puts values in the place of the references of an address; they are encoded there, so that none reaches further. */
export function resolveUrl(url: string, answers: ReadonlyMap<string, unknown>): string {
    return url.replace(ANYWHERE, (_, path: string) => encodeURIComponent(textOf(lookUp(path, answers))));
}

function resolveText(text: string, answers: ReadonlyMap<string, unknown>): unknown {
    const whole = WHOLE.exec(text);
    if (whole?.[1] !== undefined) return lookUp(whole[1], answers);
    return text.replace(ANYWHERE, (_, path: string) => textOf(lookUp(path, answers)));
}

/** `refBed.records[0].Id` */
function lookUp(path: string, answers: ReadonlyMap<string, unknown>): unknown {
    const [reference = '', ...steps] = path.split(/[.[\]]+/).filter((step) => step !== '');
    if (!answers.has(reference))
        throw new OrgError('INVALID_INPUT', `Invalid reference specified. No value for ${path} found in ${reference}`);
    let current = answers.get(reference);
    if (current === undefined) {
        const message = 'The transaction was rolled back since another operation in the same transaction failed.';
        throw new OrgError('PROCESSING_HALTED', message);
    }
    for (const step of steps) {
        const isObject = typeof current === 'object' && current !== null;
        current = isObject ? ownValue(current as Record<string, unknown>, step) : undefined;
    }
    if (current === undefined) {
        throw new OrgError(
            'PROCESSING_HALTED',
            `Invalid reference specified. No value for ${path} found in ${reference}. Provided path is invalid`,
        );
    }
    return current;
}

function ownValue(object: Record<string, unknown>, name: string): unknown {
    return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A value inside a longer text: what has no text of its own is written as JSON. */
function textOf(value: unknown): string {
    return typeof value === 'string' ? value : JSON.stringify(value);
}
