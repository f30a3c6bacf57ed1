/**
 * TYPEOF: fields that depend on what a reference points at.
 * Source: SOQL and SOSL Reference, "TYPEOF".
 */
import type { SelectItem, TypeBranch } from '../ast.ts';
import { malformed, noSuchObject } from '../errors.ts';
import { fieldColumn } from '../columns.ts';
import { shapeOf, type QueryRecord, type Row } from '../shape.ts';
import { locateFrom } from './names.ts';
import { addAt, fieldReader, type Selection } from './select.ts';
import { NameSource, type Source } from './sources.ts';

type Compiled = (row: Row, version: string) => QueryRecord | null;

/** Plans a TYPEOF of the SELECT list. */
export function planTypeOf(selection: Selection, item: Extract<SelectItem, { kind: 'typeof' }>): void {
    const { context, names, columns } = selection;
    const { name, source, parents } = names.locateParent(item.path);
    if (!(source instanceof NameSource))
        throw malformed(`TYPEOF is only supported for polymorphic relationships, and ${name} is none`);
    const id = columns.add(source.id);
    const branches = new Map<string, Compiled>();
    let other: Compiled = () => null;
    for (const branch of item.branches) {
        if (branch.type === undefined) other = planBranch(selection, source, branch);
        else {
            const target = targetOf(selection, source, branch);
            branches.set(target.type, planBranch(selection, target.source, branch));
        }
    }
    const typeOf = (value: unknown): string => context.schema.objectOfId(value as string)?.name ?? '';
    addAt(
        selection,
        parents,
        name,
        (row, version) => (row[id] === null ? null : (branches.get(typeOf(row[id])) ?? other)(row, version)),
        {
            ...fieldColumn(locateFrom(context, source, { kind: 'path', parts: ['Name'], offset: 0 }).field, name),
            displayName: name,
        },
    );
}

function targetOf({ context }: Selection, source: NameSource, branch: TypeBranch): { type: string; source: Source } {
    const name = branch.type ?? '';
    const target = source.targets.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!target) throw context.error(noSuchObject, branch.offset, name);
    return { type: target.name, source: source.as(target) };
}

function planBranch({ context, columns, names }: Selection, source: Source, branch: TypeBranch): Compiled {
    const shape = shapeOf(context.schema, source, columns);
    for (const path of branch.fields) {
        const located = locateFrom(context, source, path);
        context.checkSecured(located.object, located.field);
        let target = shape;
        for (const { name, source: parent } of located.parents) {
            const next = target.parent(name, () => shapeOf(context.schema, parent, columns));
            if (!next) throw malformed(`duplicate field selected: ${name}`);
            target = next;
        }
        if (!target.add(located.field.name, fieldReader(columns, located, names.root.id)))
            throw malformed(`duplicate field selected: ${path.parts.join('.')}`);
    }
    return shape.compile();
}
