/** A page as one user gets it: without what his rights hide, with what the record's values must decide. */
import type { FlexiPage, PageItem, PropertyValue } from './flexi-page.ts';
import type { Decided, RecordRule, Visibility } from './visibility.ts';

export interface ShownPage {
    readonly name: string;
    readonly label: string;
    readonly template: string;
    readonly regions: Readonly<Record<string, readonly ShownItem[]>>;
    readonly facets: Readonly<Record<string, readonly ShownItem[]>>;
    /** fields of the record that rules and fields of the page read, such as `Status__c` or `Owner.Name` */
    readonly fields: readonly string[];
}

export type ShownItem = ShownComponent | ShownField;

export interface ShownComponent {
    readonly component: string;
    readonly identifier: string;
    readonly properties: Readonly<Record<string, string | readonly ShownValue[]>>;
    readonly when?: RecordRule;
}

export interface ShownValue {
    readonly value: string;
    readonly when?: RecordRule;
}

export interface ShownField {
    readonly field: string;
    readonly identifier: string;
    readonly behavior: 'none' | 'readonly' | 'required';
    readonly when?: RecordRule;
}

/** @param maySee whether the user may see a field of the record, by its path */
export function pageForUser(
    page: FlexiPage,
    visibility: Visibility,
    maySee: (field: string) => boolean = () => true,
): ShownPage {
    const fields = new Set<string>();
    const reading = (decided: Decided): Decided => {
        for (const field of fieldsOf(decided)) fields.add(field);
        return decided;
    };
    const shown = (item: PageItem): ShownItem[] => {
        if (item.kind === 'field' && !maySee(item.field)) return [];
        const decided = reading(visibility.decide(item.rule));
        if (decided === false) return [];
        const when = whenOf(decided);
        const { identifier } = item;
        if (item.kind === 'field') {
            fields.add(item.field);
            return [{ field: item.field, identifier, behavior: item.behavior, ...when }];
        }
        const value = (given: PropertyValue): string | ShownValue[] =>
            typeof given === 'string'
                ? given
                : given.flatMap((one) => {
                      const allowed = reading(visibility.decide(one.rule));
                      return allowed === false ? [] : [{ value: one.value, ...whenOf(allowed) }];
                  });
        const properties = [...item.properties].map(([name, given]) => [name, value(given)] as const);
        return [{ component: item.name, identifier, properties: Object.fromEntries(properties), ...when }];
    };
    const [regions, facets] = [false, true].map((wanted) =>
        Object.fromEntries(
            [...page.regions]
                .filter(([, { isFacet }]) => isFacet === wanted)
                .map(([name, { items }]) => [name, items.flatMap(shown)]),
        ),
    );
    const { name, label, template } = page;
    return { name, label, template, regions: regions ?? {}, facets: facets ?? {}, fields: [...fields].sort() };
}

function whenOf(decided: Decided): { when?: RecordRule } {
    return typeof decided === 'boolean' ? {} : { when: decided };
}

function fieldsOf(decided: Decided): string[] {
    if (typeof decided === 'boolean') return [];
    if ('field' in decided) return [decided.field];
    if ('not' in decided) return fieldsOf(decided.not);
    return ('all' in decided ? decided.all : decided.any).flatMap(fieldsOf);
}
