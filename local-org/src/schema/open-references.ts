/** Fields of standard objects that refer to records of every custom object: files belong to anything. */
import type { Field, ObjectType } from './model.ts';

/** Source: Object Reference, "ContentDocumentLink", "ContentVersion", "ProcessInstance". */
const OPEN: Readonly<Record<string, readonly string[]>> = {
    ContentDocumentLink: ['LinkedEntityId'],
    ContentVersion: ['FirstPublishLocationId'],
    ProcessInstance: ['TargetObjectId'],
};

/** The objects, with these fields opened to the custom ones among them. */
export function withOpenReferences(objects: readonly ObjectType[]): ObjectType[] {
    const custom = objects.filter(({ kind }) => kind === 'custom').map(({ name }) => name);
    return objects.map((object) => {
        const names = OPEN[object.name];
        if (!names) return object;
        const fields = [...object.fields].map(([name, field]) => [name, names.includes(name) ? opened(field) : field]);
        return { ...object, fields: new Map(fields as [string, Field][]) };
    });

    function opened(field: Field): Field {
        const { reference } = field;
        return reference ? { ...field, reference: { ...reference, to: [...reference.to, ...custom] } } : field;
    }
}
