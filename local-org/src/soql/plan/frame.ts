/** A table in the FROM of a statement, with the parents that are joined to it. */
import type { Field, ObjectType } from '../../schema/model.ts';
import { quoted } from '../../store/store.ts';
import type { PlanContext } from './context.ts';

const TEXT = [
    'string',
    'textarea',
    'encryptedstring',
    'email',
    'phone',
    'url',
    'picklist',
    'multipicklist',
    'combobox',
];

/** Whether a type holds text, which is compared without regard to case. */
export function isText(field: Pick<Field, 'type'>): boolean {
    return TEXT.includes(field.type);
}

interface Join {
    readonly frame: Frame;
    readonly on: string;
}

/** Where a table stands in the query. */
interface FramePlace {
    /** The table that this one is joined to. */
    readonly child?: Frame;
    /** Whether the query looks at few of its records. */
    readonly few: boolean;
    /** What stands in FROM for an object without a table. */
    readonly table?: string;
}

export class Frame {
    readonly object: ObjectType;
    readonly alias: string;
    readonly few: boolean;
    readonly #context: PlanContext;
    readonly #joins = new Map<string, Join>();
    readonly #child: Frame | undefined;
    readonly #table: string;
    #isNeeded = false;
    /** Formulas that are being put in: one that comes back to itself would never end. */
    readonly #pending = new Set<Field>();

    constructor(context: PlanContext, object: ObjectType, { child, few, table = quoted(object.name) }: FramePlace) {
        this.#context = context;
        this.#child = child;
        this.#table = table;
        this.few = few;
        this.object = object;
        this.alias = context.nextAlias();
    }

    /** The table with its joins, for FROM. */
    get from(): string {
        return `${this.#table} ${this.alias}${this.#joinsSql()}`;
    }

    #joinsSql(): string {
        return [...this.#joins.values()]
            .map(({ frame, on }) => {
                const kind = frame.#isNeeded ? 'JOIN' : 'LEFT JOIN';
                return ` ${kind} ${quoted(frame.object.name)} ${frame.alias} ON ${on}${frame.#joinsSql()}`;
            })
            .join('');
    }

    /**
     * Says that only records count that have this parent, as a condition on it demands. It need not be an outer join then,
     * and SQLite may begin with the parent.
     */
    need(): void {
        this.#isNeeded = true;
        this.#child?.need();
    }

    /** The id column. */
    get id(): string {
        return `${this.alias}."Id"`;
    }

    /**
     * The SQL of a field: its column, or the expression of its formula.
     * @throws Error for a compound field, which has neither
     */
    column(field: Field): string {
        if (field.formula === undefined) return `${this.alias}.${quoted(field.name)}`;
        if (this.#pending.has(field)) throw new Error(`${this.object.name}.${field.name} refers to itself`);
        this.#pending.add(field);
        const sql = this.#context.formulas.expression(this.object, field, {
            column: (path) => this.#columnAt(path),
            parameter: (value) => this.#context.parameters.mark(value),
        });
        this.#pending.delete(field);
        return isText(field) ? `((${sql}) COLLATE NOCASE)` : `(${sql})`;
    }

    #columnAt([first = '', ...rest]: readonly string[]): string {
        const { schema } = this.#context;
        if (rest.length === 0) {
            const field = schema.field(this.object, first);
            if (!field) throw new Error(`no field ${this.object.name}.${first}`);
            return this.column(field);
        }
        const [relationship = '', wanted] = first.split(':');
        const reference = schema.parentRelationship(this.object, relationship);
        const target = schema.object(wanted ?? reference?.reference?.to[0] ?? '');
        if (!reference || !target) throw new Error(`no relationship ${this.object.name}.${first}`);
        return this.parent(reference, target, false).#columnAt(rest);
    }

    /**
     * A parent, joined.
     * @param isRestricted leaves out a parent that is not shared with the user
     */
    parent(reference: Field, target: ObjectType, isRestricted: boolean): Frame {
        const isHidden = isRestricted && this.#context.sharing(target, this.alias, this.few) !== undefined;
        const key = `${reference.name}>${target.name}${isHidden ? '!' : ''}`;
        const known = this.#joins.get(key);
        if (known) return known.frame;
        const frame = new Frame(this.#context, target, { child: this, few: this.few });
        const on = [`${frame.id} = ${this.column(reference)}`];
        if (isHidden) on.push(this.#context.sharing(target, frame.alias, this.few) ?? '1');
        this.#joins.set(key, { frame, on: on.join(' AND ') });
        return frame;
    }
}
