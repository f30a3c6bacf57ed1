/** Reads objects as the application declares them: fields, restricted values, validation rules. For tests. */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

const FORCE_APP = join(import.meta.dirname, '..', '..', '..', 'force-app', 'main');

export type Field = {
    name: string;
    type: string;
    required: boolean;
    length: number | undefined;
    /** digits in all, and behind the point */
    precision: number;
    scale: number;
    unique: boolean;
    externalId: boolean;
    /** object that a lookup or a master-detail points to */
    referenceTo: string | undefined;
    formula: string | undefined;
    /** whether blank numbers count as zero in the formula */
    blanksAsZero: boolean;
    /** the only values of a restricted picklist */
    values: ReadonlySet<string> | undefined;
    controllingField: string | undefined;
    /** which values of the controlling field allow a value */
    allowedBy: ReadonlyMap<string, ReadonlySet<string>>;
};

export type Rule = { name: string; formula: string };
export type ObjectMetadata = { name: string; fields: ReadonlyMap<string, Field>; rules: readonly Rule[] };

type Xml = { [tag: string]: Xml | Xml[] | string | undefined };

const LISTS = new Set(['value', 'valueSettings', 'controllingFieldValue', 'customValue']);
const parser = new XMLParser({
    parseTagValue: false,
    isArray: (name, path) => LISTS.has(name) && !String(path).endsWith('nameField.value'),
});

function read(path: string, root: string): Xml {
    return child(parser.parse(readFileSync(path, 'utf8')) as Xml, root);
}

function child(xml: Xml, tag: string): Xml {
    const value = xml[tag];
    return typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function children(xml: Xml, tag: string): (Xml | string)[] {
    const value = xml[tag];
    return Array.isArray(value) ? value : [];
}

function text(xml: Xml | string, tag: string): string | undefined {
    const value = typeof xml === 'string' ? undefined : xml[tag];
    return typeof value === 'string' ? value : undefined;
}

/** @returns an object with its fields and its active validation rules */
export function readObject(name: string): ObjectMetadata {
    const [file] = globSync(join(FORCE_APP, '*', 'objects', name, `${name}.object-meta.xml`));
    if (file === undefined) throw new Error(`there is no object ${name}`);
    const folder = dirname(file);
    const fields = globSync(join(folder, 'fields', '*.field-meta.xml')).map((path) =>
        readField(read(path, 'CustomField')),
    );
    const nameField = child(read(file, 'CustomObject'), 'nameField');
    // an auto number is filled by the org
    if (text(nameField, 'type') === 'Text')
        fields.push(readField({ fullName: 'Name', type: 'Text', length: '80', required: 'true' }));
    return { name, fields: new Map(fields.map((field) => [field.name, field])), rules: readRules(folder) };
}

function readField(xml: Xml): Field {
    const valueSet = child(xml, 'valueSet');
    const number = (tag: string): number | undefined =>
        text(xml, tag) === undefined ? undefined : Number(text(xml, tag));
    const type = text(xml, 'type') ?? '';
    return {
        name: text(xml, 'fullName') ?? '',
        type,
        required: text(xml, 'required') === 'true' || type === 'MasterDetail',
        length: number('length'),
        precision: number('precision') ?? 0,
        scale: number('scale') ?? 0,
        unique: text(xml, 'unique') === 'true',
        externalId: text(xml, 'externalId') === 'true',
        referenceTo: text(xml, 'referenceTo'),
        formula: text(xml, 'formula'),
        blanksAsZero: text(xml, 'formulaTreatBlanksAs') === 'BlankAsZero',
        values: text(valueSet, 'restricted') === 'true' ? readValues(valueSet) : undefined,
        controllingField: text(valueSet, 'controllingField'),
        allowedBy: readDependencies(valueSet),
    };
}

function readValues(valueSet: Xml): Set<string> {
    const global = text(valueSet, 'valueSetName');
    const values =
        global === undefined ? children(child(valueSet, 'valueSetDefinition'), 'value') : readGlobalValues(global);
    return new Set(values.map((value) => text(value, 'fullName') ?? ''));
}

function readGlobalValues(name: string): (Xml | string)[] {
    const [file] = globSync(join(FORCE_APP, '*', 'globalValueSets', `${name}.globalValueSet-meta.xml`));
    if (file === undefined) throw new Error(`there is no value set ${name}`);
    return children(read(file, 'GlobalValueSet'), 'customValue');
}

function readDependencies(valueSet: Xml): Map<string, Set<string>> {
    return new Map(
        children(valueSet, 'valueSettings').map((setting) => [
            text(setting, 'valueName') ?? '',
            new Set(typeof setting === 'string' ? [] : children(setting, 'controllingFieldValue').map(String)),
        ]),
    );
}

function readRules(folder: string): Rule[] {
    return globSync(join(folder, 'validationRules', '*.validationRule-meta.xml'))
        .map((path) => ({ path, xml: read(path, 'ValidationRule') }))
        .filter(({ xml }) => text(xml, 'active') === 'true')
        .map(({ path, xml }) => ({
            name: basename(path, '.validationRule-meta.xml'),
            formula: text(xml, 'errorConditionFormula') ?? '',
        }))
        .sort((a, b) => a.name.localeCompare(b.name));
}
