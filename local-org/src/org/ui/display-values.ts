/**
 * Values as a user reads them: in his locale, his time zone and his language.
 * Source: User Interface API developer guide, "Field Value".
 */
import type { Translations } from '../../metadata/translations.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { formatterOf, instantsOf, type Formatter } from '../../soql/format.ts';
import { numberFormat } from '../../soql/intl-formats.ts';
import type { Session } from '../session.ts';

/** So many texts of one kind are kept for one request. */
const MAX_REMEMBERED = 2000;

/** The texts of one user's values; one of them serves one request. */
export class DisplayValues {
    readonly #session: Session;
    readonly #translations: Translations;
    readonly #formatters = new Map<string, Formatter>();
    readonly #labels = new Map<Field, ReadonlyMap<string, string>>();

    constructor(session: Session, translations: Translations) {
        this.#session = session;
        this.#translations = translations;
    }

    /**
     * The value of a field as text; null where the value itself is what one reads: text, ids, checkboxes.
     * @param value as queries give it
     */
    of(object: ObjectType, field: Field, value: unknown): string | null {
        if (value === null || value === undefined) return null;
        switch (field.type) {
            case 'picklist':
                return typeof value === 'string' ? this.label(object, field, value) : null;
            case 'multipicklist':
                return typeof value === 'string'
                    ? value
                          .split(';')
                          .map((one) => this.label(object, field, one))
                          .join(';')
                    : null;
            case 'int':
            case 'double':
            case 'currency':
            case 'percent':
            case 'date':
            case 'datetime':
            case 'time':
                return this.#text(field, value);
            default:
                return null;
        }
    }

    /** The label of a picklist's value in the user's language; a value that the picklist does not have is its own. */
    label(object: ObjectType, field: Field, value: string): string {
        let labels = this.#labels.get(field);
        if (!labels) {
            const values = field.picklist?.values ?? [];
            labels = new Map(values.map((one) => [one.value, this.#translations.valueLabel(object, field, one)]));
            this.#labels.set(field, labels);
        }
        return labels.get(value) ?? value;
    }

    #text(field: Field, value: unknown): string {
        return String(this.#formatter(field)(value));
    }

    #formatter(field: Field): Formatter {
        const key = `${field.type} ${String(field.scale)} ${isCoordinate(field) ? 'coordinate' : ''}`;
        const known = this.#formatters.get(key);
        if (known) return known;
        const made = this.#newFormatter(field);
        this.#formatters.set(key, made);
        return made;
    }

    #newFormatter(field: Field): Formatter {
        // coordinates are written with the digits that they have
        if (isCoordinate(field)) {
            const format = numberFormat(this.#locale, { maximumFractionDigits: field.scale });
            return (value) => format.format(Number(value));
        }
        const { type } = field;
        if (type === 'datetime') {
            const write = instantsOf(this.#session, ', ');
            return remembered((value) => write(Date.parse(String(value))));
        }
        const write = formatterOf(type, field, this.#session);
        if (type === 'time') return remembered((value) => write(Date.parse(`1970-01-01T${String(value)}`)));
        return type === 'date' ? remembered(write) : write;
    }

    get #locale(): string {
        return this.#session.locale.replaceAll('_', '-');
    }
}

function isCoordinate({ compoundField, type }: Field): boolean {
    return compoundField !== undefined && type === 'double';
}

/** Days and moments come again from record to record, and writing one costs more than remembering it. */
function remembered(write: Formatter): Formatter {
    const texts = new Map<unknown, unknown>();
    return (value) => {
        const known = texts.get(value);
        if (known !== undefined) return known;
        const text = write(value);
        if (texts.size < MAX_REMEMBERED) texts.set(value, text);
        return text;
    };
}
