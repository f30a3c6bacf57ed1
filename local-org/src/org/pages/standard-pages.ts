/** The pages that every org has, for objects and apps without one of their own. */
import type { ComponentItem, FlexiPage, PageItem } from './flexi-page.ts';

function component(name: string, properties: Readonly<Record<string, string>> = {}, identifier = name): ComponentItem {
    return {
        kind: 'component',
        name,
        identifier,
        properties: new Map(Object.entries(properties)),
        rule: undefined,
    };
}

function page(
    name: string,
    template: string,
    regions: Readonly<Record<string, readonly PageItem[]>>,
    facets: Readonly<Record<string, readonly PageItem[]>> = {},
): FlexiPage {
    const all = new Map<string, { isFacet: boolean; items: readonly PageItem[] }>();
    for (const [region, items] of Object.entries(regions)) all.set(region, { isFacet: false, items });
    for (const [facet, items] of Object.entries(facets)) all.set(facet, { isFacet: true, items });
    return { name, label: name, template, regions: all };
}

/** Highlights, then details and related lists in tabs. */
export const STANDARD_RECORD_PAGE = page(
    'standard-record',
    'flexipage:recordHomeTemplateDesktop',
    {
        header: [component('force:highlightsPanel')],
        main: [component('flexipage:tabset', { tabs: 'mainTabs' })],
    },
    {
        mainTabs: [
            component('flexipage:tab', { title: 'Standard.Tab.detail', body: 'detail', active: 'true' }, 'detailTab'),
            component('flexipage:tab', { title: 'Standard.Tab.relatedLists', body: 'related' }, 'relatedListsTab'),
        ],
        detail: [component('force:detailPanel')],
        related: [component('force:relatedListContainer')],
    },
);

/** What the user looked at last. */
export const STANDARD_HOME_PAGE = page('standard-home', 'home:desktopTemplate', {
    top: [component('home:recentRecordContainer')],
});
