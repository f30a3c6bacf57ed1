/**
 * Lightning pages as their metadata say: a template with regions, in which components and fields stand in their order.
 * Source: Metadata API guide, "FlexiPage".
 */
import type { XmlElement } from '../../metadata/xml.ts';
import { combineFilters } from '../../schema/filters.ts';

/** When something is shown: comparisons, combined. */
export type Rule =
    { readonly all: readonly Rule[] } | { readonly any: readonly Rule[] } | { readonly not: Rule } | Comparison;

/** A comparison of what an expression such as `Record.Status__c` or `$Client.formFactor` gives. */
export interface Comparison {
    readonly left: string;
    readonly operator: Operator;
    readonly right: string;
}

const OPERATORS = ['EQUAL', 'NE', 'CONTAINS', 'GT', 'GE', 'LT', 'LE'] as const;
export type Operator = (typeof OPERATORS)[number];

/** A value of a property, or the values of a list, of which each may be shown to some only. */
export type PropertyValue = string | readonly ListedValue[];

export interface ListedValue {
    readonly value: string;
    readonly rule: Rule | undefined;
}

export interface ComponentItem {
    readonly kind: 'component';
    /** such as `force:highlightsPanel`, or `myComponent` of the project */
    readonly name: string;
    readonly identifier: string;
    readonly properties: ReadonlyMap<string, PropertyValue>;
    readonly rule: Rule | undefined;
}

/** A field of a dynamic form. */
export interface FieldItem {
    readonly kind: 'field';
    readonly field: string;
    readonly identifier: string;
    readonly behavior: 'none' | 'readonly' | 'required';
    readonly rule: Rule | undefined;
}

export type PageItem = ComponentItem | FieldItem;

export interface FlexiPage {
    readonly name: string;
    readonly label: string;
    readonly template: string;
    /** what stands in each region, and in each facet that a component refers to */
    readonly regions: ReadonlyMap<string, { readonly isFacet: boolean; readonly items: readonly PageItem[] }>;
}

/** Reads a page. @param xml of its metadata */
export function readFlexiPage(name: string, xml: XmlElement): FlexiPage {
    const regions = xml.all('flexiPageRegions').map((region) => {
        const items = region.all('itemInstances').flatMap(({ children }) => children.flatMap(pageItem));
        return [region.value('name') ?? '', { isFacet: region.value('type') === 'Facet', items }] as const;
    });
    return {
        name,
        label: xml.value('masterLabel') ?? name,
        template: xml.child('template')?.value('name') ?? '',
        regions: new Map(regions),
    };
}

function pageItem(xml: XmlElement): PageItem[] {
    if (xml.name === 'componentInstance') return [componentItem(xml)];
    return xml.name === 'fieldInstance' ? [fieldItem(xml)] : [];
}

function componentItem(xml: XmlElement): ComponentItem {
    const name = xml.value('componentName') ?? '';
    const properties = xml
        .all('componentInstanceProperties')
        .map((one) => [one.value('name') ?? '', propertyValue(one)] as const);
    return {
        kind: 'component',
        name,
        identifier: xml.value('identifier') ?? name,
        properties: new Map(properties),
        rule: ruleOf(xml),
    };
}

function propertyValue(xml: XmlElement): PropertyValue {
    const list = xml.child('valueList');
    if (!list) return xml.value('value') ?? '';
    return list.all('valueListItems').map((item) => ({ value: item.value('value') ?? '', rule: ruleOf(item) }));
}

function fieldItem(xml: XmlElement): FieldItem {
    const field = (xml.value('fieldItem') ?? '').trim().replace(/^Record\./, '');
    const behavior = xml.all('fieldInstanceProperties').find((one) => one.value('name') === 'uiBehavior');
    const said = behavior?.value('value');
    return {
        kind: 'field',
        field,
        identifier: xml.value('identifier') ?? field,
        behavior: said === 'readonly' || said === 'required' ? said : 'none',
        rule: ruleOf(xml),
    };
}

function ruleOf(xml: XmlElement): Rule | undefined {
    const rule = xml.child('visibilityRule');
    if (!rule) return undefined;
    const comparisons = rule.all('criteria').map((one): Rule => ({
        left: expressionOf(one.value('leftValue') ?? ''),
        operator: OPERATORS.find((operator) => operator === one.value('operator')) ?? 'EQUAL',
        right: one.value('rightValue') ?? '',
    }));
    const filter = rule.value('booleanFilter') ?? '';
    return filter.trim() === '' ? { all: comparisons } : combineFilters(filter, comparisons, RULES);
}

const RULES = {
    and: (left: Rule, right: Rule): Rule => ({ all: [left, right] }),
    or: (left: Rule, right: Rule): Rule => ({ any: [left, right] }),
    not: (rule: Rule): Rule => ({ not: rule }),
};

/** What stands in `{!…}`; the profile is also written `{!ENCODED:{!ID:$User.Profile.Key}}`. */
function expressionOf(text: string): string {
    const inner = text.replaceAll(/^[\s{!]+|[\s}]+$/g, '').replace(/^(ENCODED:)?[{!]*(ID:)?/, '');
    return inner === '$User.Profile.Key' ? '$User.Profile.Name' : inner;
}
