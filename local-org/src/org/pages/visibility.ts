/**
 * What a user sees of a page: rules about himself, his permissions and his device are decided here, so that the page that he
 * gets does not tell what is not for him. What depends on a record's values is left to the browser, which has them as the
 * user may see them and keeps up with changes. Source: Salesforce help, "Dynamic Lightning Pages".
 */
import { OrgError } from '../../schema/errors.ts';
import { soqlText, type UiContext } from '../ui/ui-context.ts';
import type { Comparison, Rule } from './flexi-page.ts';

/** `Large` for a desktop, `Small` for a phone. */
export type FormFactor = 'Large' | 'Medium' | 'Small';

/** What is left of a rule: true or false, or what must be known of the record. */
export type Decided = boolean | RecordRule;

export type RecordRule =
    | { readonly all: readonly RecordRule[] }
    | { readonly any: readonly RecordRule[] }
    | { readonly not: RecordRule }
    | { readonly field: string; readonly operator: Comparison['operator']; readonly value: string };

export class Visibility {
    readonly #ui: UiContext;
    readonly #formFactor: FormFactor;
    readonly #user = new Map<string, unknown>();

    constructor(ui: UiContext, formFactor: FormFactor) {
        this.#ui = ui;
        this.#formFactor = formFactor;
    }

    /** Decides a rule as far as it can be. Without a rule something is always shown. */
    decide(rule: Rule | undefined): Decided {
        if (!rule) return true;
        if ('all' in rule) return this.#together(rule.all, false, (all) => ({ all }));
        if ('any' in rule) return this.#together(rule.any, true, (any) => ({ any }));
        if ('not' in rule) {
            const inner = this.decide(rule.not);
            return typeof inner === 'boolean' ? !inner : { not: inner };
        }
        return this.#compare(rule);
    }

    /** @param decisive the value of one part that decides the whole */
    #together(rules: readonly Rule[], decisive: boolean, join: (open: readonly RecordRule[]) => RecordRule): Decided {
        const open: RecordRule[] = [];
        for (const rule of rules) {
            const decided = this.decide(rule);
            if (decided === decisive) return decisive;
            if (typeof decided !== 'boolean') open.push(decided);
        }
        const [only] = open;
        if (!only) return !decisive;
        return open.length === 1 ? only : join(open);
    }

    #compare({ left, operator, right }: Comparison): Decided {
        const [root = '', ...path] = left.split('.');
        if (root === 'Record') return { field: path.join('.'), operator, value: right };
        return compareValues(this.#global(root, path), operator, right);
    }

    /** A value of a global variable; one that there is not has none. */
    #global(root: string, path: readonly string[]): unknown {
        const { permissions } = this.#ui.session;
        const [kind = '', name = ''] = path;
        if (root === '$Client') return kind.toLowerCase() === 'formfactor' ? this.#formFactor : undefined;
        if (root === '$Permission')
            return kind === 'CustomPermission'
                ? permissions.hasCustom(name)
                : permissions.has(kind === 'StandardPermission' ? name : kind);
        return root === '$User' ? this.#userValue(path.join('.')) : undefined;
    }

    #userValue(path: string): unknown {
        if (!this.#user.has(path)) this.#user.set(path, this.#readUser(path));
        return this.#user.get(path);
    }

    #readUser(path: string): unknown {
        if (!/^\w+(\.\w+)*$/.test(path)) return undefined;
        const { org, session, base } = this.#ui;
        try {
            const soql = `SELECT ${path} FROM User WHERE Id = ${soqlText(session.userId)}`;
            const found = org.query(session, soql, { base });
            let value: unknown = found.records[0];
            for (const name of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[name];
            return value;
        } catch (error) {
            // a page may name a field that this org, or this user, does not have
            if (error instanceof OrgError) return undefined;
            throw error;
        }
    }
}

/** Compares as pages do: numbers by their size, all else as texts; nothing equals an empty text. */
export function compareValues(left: unknown, operator: Comparison['operator'], right: string): boolean {
    const text = textOf(left);
    const isBoolean = typeof left === 'boolean';
    const wanted = isBoolean ? right.toLowerCase() : right;
    const isNumber = text !== '' && right !== '' && !Number.isNaN(Number(text)) && !Number.isNaN(Number(right));
    const order = isNumber ? Number(text) - Number(right) : text < wanted ? -1 : text > wanted ? 1 : 0;
    if (operator === 'EQUAL') return order === 0;
    if (operator === 'NE') return order !== 0;
    if (operator === 'CONTAINS') return text.includes(wanted);
    if (text === '') return false;
    const holds = { GT: order > 0, GE: order >= 0, LT: order < 0, LE: order <= 0 };
    return holds[operator];
}

function textOf(value: unknown): string {
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
