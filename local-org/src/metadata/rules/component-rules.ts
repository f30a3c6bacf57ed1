/** Lightning web components (deploy rules LWC-01, LWC-03 … LWC-11); how they compile is judged elsewhere. */
import { at, type Checked, type Finding, type Rule } from './rule.ts';
import { descendants } from './page-rules.ts';

/** LWC-01, LWC-03, LWC-04 */
function* definition({ component, xml }: Checked): Iterable<Finding> {
    const name = component.fullName;
    if (!/^[a-z](?!.*__)[A-Za-z0-9_]*(?<!_)$/.test(name))
        yield {
            problem: `${name} is not a valid name of a bundle: it begins with a lower case letter, and has no hyphen`,
        };
    if (
        component.files.length > 0 &&
        !component.files.some(({ path }) => new RegExp(`/${name}\\.(js|html|css)$`).test(path))
    )
        yield { problem: `The bundle ${name} has no file ${name}.js` };
    const targets = new Set(xml.child('targets')?.values('target') ?? []);
    const members = apiMembers(sourceOf({ component }, '.js'));
    for (const config of descendants(xml, 'targetConfig')) {
        for (const target of (config.attributes['targets'] ?? '').split(',').map((one) => one.trim()))
            if (!targets.has(target))
                yield at(config, `The target ${target} is not among the targets of the component`);
        for (const property of config.all('property')) {
            const property_ = property.attributes['name'] ?? '';
            if (members.inherits || members.names.has(property_)) continue;
            yield at(
                property,
                `The '${property_}' property doesn't exist in the component: it has no @api member of that name`,
            );
        }
    }
}

function sourceOf({ component }: Pick<Checked, 'component'>, ending: string): string {
    const files = component.files.filter(({ path }) => path.endsWith(ending));
    return files.map(({ content }) => new TextDecoder().decode(content())).join('\n');
}

function apiMembers(source: string): { names: ReadonlySet<string>; inherits: boolean } {
    const names = new Set(
        [...source.matchAll(/@api\s+(?:get\s+|set\s+|async\s+)?(\w+)/g)].map(([, name = '']) => name),
    );
    return { names, inherits: /\bextends\b/.test(source) && !source.includes('LightningElement') };
}

/** What an import of the platform names, by its module: LWC-07 … LWC-11. */
const IMPORTS: readonly (readonly [prefix: string, type: string, words: string])[] = [
    ['@salesforce/label/c.', 'CustomLabel', 'label'],
    ['@salesforce/resourceUrl/', 'StaticResource', 'resourceUrl'],
    ['@salesforce/messageChannel/', 'LightningMessageChannel', 'messageChannel'],
    ['@salesforce/customPermission/', 'CustomPermission', 'customPermission'],
];

/** LWC-05, LWC-07 … LWC-11 */
function* imports({ component, org }: Checked): Iterable<Finding> {
    const source = sourceOf({ component }, '.js');
    for (const [, name = ''] of source.matchAll(/from\s+['"](@salesforce\/[^'"]+|c\/[^'"]+)['"]/g)) {
        const module = name.startsWith('c/') ? (name.slice(2).split('/')[0] ?? '') : undefined;
        if (module !== undefined && !isComponent(module, org))
            yield { problem: `No MODULE named markup://c:${module} found : [markup://c:${component.fullName}]` };
        const [prefix = '', type = '', words = ''] = IMPORTS.find(([one]) => name.startsWith(one)) ?? [];
        const imported = name.slice(prefix.length).replace(/__c$/, '').split('/')[0] ?? '';
        if (type !== '' && !imported.includes('__') && !org.has(type, imported))
            yield { problem: `Invalid reference ${imported} of type ${words} in file ${component.fullName}.js` };
        if (name.startsWith('@salesforce/schema/'))
            yield* schemaImport(name.slice('@salesforce/schema/'.length), component.fullName, org);
    }
    const html = sourceOf({ component }, '.html').replace(/<!--.*?-->/gs, '');
    for (const tag of new Set([...html.matchAll(/<c-([a-z0-9-]+)/g)].map(([, one = '']) => one))) {
        const name = tag.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
        if (!isComponent(name, org))
            yield { problem: `No MODULE named markup://c:${name} found : [markup://c:${component.fullName}]` };
    }
}

function isComponent(name: string, org: Checked['org']): boolean {
    return org.has('LightningComponentBundle', name) || org.has('AuraDefinitionBundle', name);
}

function* schemaImport(reference: string, bundle: string, org: Checked['org']): Iterable<Finding> {
    const [object = '', field, ...more] = reference.split('.');
    if (!object.endsWith('__c') && !org.isStandardObject(object)) return;
    const isKnown = org.hasObject(object) && (field === undefined || more.length > 0 || org.hasField(object, field));
    if (!isKnown) yield { problem: `Invalid reference ${reference} of type sobjectField in file ${bundle}.js` };
}

export const COMPONENT_RULES: readonly Rule[] = [definition, imports];
