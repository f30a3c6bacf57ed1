/**
 * Values as a user reads them: in his locale, his time zone and his language.
 * Source: User Interface API developer guide, "Field Value".
 */
import type { Translations } from '../../metadata/translations.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { formatterOf } from '../../soql/format.ts';
import type { Session } from '../session.ts';

type Formatter = (value: unknown) => unknown;

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
        // coordinates are written with the digits that they have
        if (field.compoundField !== undefined && field.type === 'double')
            return Number(value).toLocaleString(this.#locale, { maximumFractionDigits: field.scale });
        if (field.type === 'datetime') return this.#instant(Date.parse(String(value)));
        if (field.type === 'time') return String(this.#formatter('time', 0)(Date.parse(`1970-01-01T${String(value)}`)));
        return String(this.#formatter(field.type, field.scale)(value));
    }

    #instant(moment: number): string {
        const day = new Date(moment).toLocaleDateString('en-CA', { timeZone: this.#session.timeZone });
        const time = this.#formatter('clock', 0)(moment);
        return `${String(this.#formatter('date', 0)(day))}, ${String(time)}`;
    }

    get #locale(): string {
        return this.#session.locale.replaceAll('_', '-');
    }

    #formatter(type: string, scale: number): Formatter {
        const key = `${type} ${scale}`;
        const known = this.#formatters.get(key);
        if (known) return known;
        const made = type === 'clock' ? this.#clock() : formatterOf(type, { scale }, this.#session);
        this.#formatters.set(key, made);
        return made;
    }

    #clock(): Formatter {
        const { timeZone } = this.#session;
        const format = new Intl.DateTimeFormat(this.#locale, { timeStyle: 'short', timeZone });
        return (value) => format.format(Number(value));
    }
}
