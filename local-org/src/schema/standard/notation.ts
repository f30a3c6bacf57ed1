/**
 * A short notation for standard objects, one line a field:
 *
 *     Username string(80) required unique
 *     ProfileId reference(Profile) required
 *     ParentId reference(Account) children=ChildAccounts onDelete=SetNull
 *     Amount currency(16,2)
 *     Status picklist(Open,In Progress,Closed)
 *
 * Words after the type: `required`, `unique`, `name`, `default=VALUE`, `readonly` (no client writes it), `createonly`,
 * `fls` (takes field permissions), `children=NAME`, `onDelete=RULE`, `as=RELATIONSHIP`, `label=Words_With_Underscores`,
 * `in=COMPOUND`, `auto=FORMAT` (an auto number that begins with 1000).
 */
import { makeField, type FieldSettings } from '../field.ts';
import type { DeleteRule, Field, FieldType, ObjectType, Picklist, Reference } from '../model.ts';

/** What an object is, besides its fields. */
export interface ObjectSettings {
    readonly keyPrefix?: string;
    readonly label?: string;
    readonly labelPlural?: string;
    /** Lines in the notation above. */
    readonly fields: string;
    readonly sharingModel?: ObjectType['sharingModel'];
    readonly setup?: boolean;
    readonly searchable?: boolean;
    /** Leaves out the fields that almost every object has: owner, audit, deleted. */
    readonly bare?: boolean;
    readonly owned?: boolean;
    /** No client creates, changes or deletes its records. */
    readonly readOnly?: boolean;
    readonly createable?: boolean;
    readonly updateable?: boolean;
    readonly deletable?: boolean;
}

const LINE = /^(\w+)\s+(\w+)(?:\(([^)]*)\))?(?:\s+(.*))?$/;

/**
 * Reads an object in this notation.
 * @throws Error when a line cannot be read
 */
export function standardObject(name: string, settings: ObjectSettings): ObjectType {
    const own = settings.fields
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .map((line) => readLine(line));
    const fields = [...systemFields(settings), ...own];
    const label = settings.label ?? words(name);
    const writable = !settings.readOnly;
    return {
        name,
        label,
        labelPlural: settings.labelPlural ?? `${label}s`,
        custom: false,
        ...(settings.keyPrefix ? { keyPrefix: settings.keyPrefix } : {}),
        fields: new Map(fields.map((field) => [field.name, field])),
        recordTypes: [],
        validationRules: [],
        sharingModel: settings.sharingModel ?? (settings.owned ? 'ReadWrite' : 'FullAccess'),
        sharingReasons: [],
        sharingRules: [],
        kind: 'standard',
        createable: settings.createable ?? writable,
        updateable: settings.updateable ?? writable,
        deletable: settings.deletable ?? writable,
        queryable: true,
        searchable: settings.searchable ?? false,
        undeletable: !settings.setup,
        historyEnabled: false,
        setup: settings.setup ?? false,
    };
}

/** The fields that the org itself keeps on a record. */
export function systemFields(settings: { readonly bare?: boolean; readonly owned?: boolean }): Field[] {
    const lines = ['Id id readonly label=Record_ID'];
    if (!settings.bare) {
        if (settings.owned) lines.push('OwnerId reference(User,Group) default=user label=Owner_ID');
        lines.push(
            'IsDeleted boolean readonly label=Deleted',
            'CreatedDate datetime readonly',
            'CreatedById reference(User) readonly label=Created_By_ID',
            'LastModifiedDate datetime readonly',
            'LastModifiedById reference(User) readonly label=Last_Modified_By_ID',
            'SystemModstamp datetime readonly label=System_Modstamp',
        );
    }
    return lines.map((line) => ({ ...readLine(line), nillable: false, defaultedOnCreate: true }));
}

/** Reads one line of the notation. */
export function readLine(line: string): Field {
    const match = LINE.exec(line);
    if (!match) throw new Error(`not in the notation of fields: ${line}`);
    const [, name = '', type = '', inBrackets = '', rest = ''] = match;
    const flags = new Set(rest.split(/\s+/).filter((word) => !word.includes('=')));
    const options = new Map(
        rest
            .split(/\s+/)
            .filter((word) => word.includes('='))
            .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1).replaceAll('_', ' ')]),
    );
    const isReadOnly = flags.has('readonly');
    return makeField({
        name,
        type: type as FieldType,
        label: options.get('label') ?? words(name.replace(/Id$/, ' ID')),
        ...sizes(type, inBrackets),
        ...(flags.has('required') ? { nillable: false } : {}),
        ...(options.has('default') ? { defaultValue: options.get('default') ?? '', defaultedOnCreate: true } : {}),
        ...(options.has('auto')
            ? { autoNumber: { format: options.get('auto') ?? '', start: 1000 }, nillable: false }
            : {}),
        ...(options.has('in') ? { compoundField: options.get('in') ?? '' } : {}),
        ...typeSettings(type, name, inBrackets, options),
        nameField: flags.has('name'),
        unique: flags.has('unique'),
        permissionable: flags.has('fls'),
        createable: !isReadOnly,
        updateable: !isReadOnly && !flags.has('createonly'),
    });
}

function sizes(type: string, inBrackets: string): Partial<FieldSettings> {
    const [first = 0, second = 0] = inBrackets.split(',').map(Number);
    if (['double', 'currency', 'percent', 'int'].includes(type))
        return { precision: first || (type === 'int' ? 9 : 18), scale: second };
    return ['string', 'textarea', 'base64'].includes(type) && first ? { length: first } : {};
}

function typeSettings(
    type: string,
    name: string,
    inBrackets: string,
    options: ReadonlyMap<string, string>,
): { picklist?: Picklist; reference?: Reference } {
    if (type === 'picklist' || type === 'multipicklist') {
        const values = inBrackets.split(',').filter((value) => value !== '');
        return {
            picklist: {
                restricted: false,
                values: values.map((value) => ({ value, label: value, active: true, isDefault: false })),
            },
        };
    }
    if (type !== 'reference') return {};
    const children = options.get('children');
    return {
        reference: {
            to: inBrackets.split(','),
            relationshipName: options.get('as') ?? name.replace(/Id$/, ''),
            isMasterDetail: false,
            onDelete: (options.get('onDelete') ?? 'SetNull') as DeleteRule,
            ...(children ? { childRelationshipName: children } : {}),
        },
    };
}

/** `LastLoginDate` → `Last Login Date` */
function words(name: string): string {
    return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').trim();
}
