/** Tabs as items of navigation (guide, "Nav Item"). */
import type { XmlElement } from '../../metadata/xml.ts';
import type { ObjectType } from '../../schema/model.ts';
import { grantedMetadata, seesAllSetup } from './granted-metadata.ts';
import { componentId, eTagOf } from './identity.ts';
import { pagesOf } from './child-records.ts';
import { readNumber } from './paging.ts';
import { customTheme, themeOf, type ThemeInfo } from './themes.ts';
import type { UiContext } from './ui-context.ts';

export interface NavItem {
    readonly developerName: string;
    readonly [property: string]: unknown;
}

/** Pages that every org has, by their tab. */
const STANDARD_PAGES: Readonly<Record<string, { label: string; pageName: string }>> = {
    'standard-home': { label: 'Home', pageName: 'home' },
    'standard-Feed': { label: 'Chatter', pageName: 'chatter' },
    'standard-File': { label: 'Files', pageName: 'filePreview' },
};

/** The tab of a name, when the user sees it. */
export function navItem(ui: UiContext, name: string, granted = grantedTabs(ui)): NavItem | undefined {
    const page = STANDARD_PAGES[name];
    if (page) return standardPage(ui, name, page);
    const object = ui.org.schema.object(name.replace(/^standard-/, ''));
    if (name.startsWith('standard-'))
        return object && !object.custom && ui.seesObject(object) ? objectTab(ui, name, object) : undefined;
    const xml = ui.org.metadata.all('tab').get(name);
    if (!xml || !(seesAllSetup(ui) || granted.has(name))) return undefined;
    if (object?.custom) return ui.seesObject(object) ? objectTab(ui, name, object) : undefined;
    return customTab(ui, name, xml);
}

/** Names of the tabs that profile and permission sets show. */
export function grantedTabs(ui: UiContext): ReadonlySet<string> {
    const settings = grantedMetadata(ui).flatMap((xml) => [...xml.all('tabVisibilities'), ...xml.all('tabSettings')]);
    const shown = settings.filter((one) => ['DefaultOn', 'Visible'].includes(one.value('visibility') ?? ''));
    return new Set(shown.map((one) => one.value('tab') ?? ''));
}

/** Names of all tabs that there are. */
function allTabs({ org }: UiContext): string[] {
    const standard = org.schema.objects.filter(({ custom, setup }) => !custom && !setup);
    return [
        ...Object.keys(STANDARD_PAGES),
        ...standard.map(({ name }) => `standard-${name}`),
        ...org.metadata.all('tab').keys(),
    ];
}

/** All items that the user sees, page by page. @param names of those that are asked; none: all */
export function navItems(
    ui: UiContext,
    asked: { names: readonly string[]; page?: string | undefined; pageSize?: string | undefined },
): object {
    const page = readNumber(asked.page, 'page', { usual: 0, least: 0, most: 1000 });
    const pageSize = readNumber(asked.pageSize, 'pageSize', { usual: 25, least: 1, most: 2000 });
    const granted = grantedTabs(ui);
    const names = asked.names.length > 0 ? asked.names : allTabs(ui);
    const visible = names.flatMap((name) => navItem(ui, name, granted) ?? []);
    const items = visible.slice(page * pageSize, (page + 1) * pageSize);
    const url = (at: number): string =>
        ui.url('nav-items', { navItemNames: asked.names.join(), page: at / pageSize, pageSize });
    const { currentPageUrl, nextPageUrl } = pagesOf(
        page * pageSize,
        pageSize,
        visible.length > (page + 1) * pageSize,
        url,
    );
    return { currentPageUrl, eTag: eTagOf(items), navItems: items, nextPageUrl };
}

function standardPage(ui: UiContext, name: string, { label, pageName }: { label: string; pageName: string }): NavItem {
    const icon = { color: '5867E8', iconUrl: `${ui.address}/img/icon/t4v35/standard/${pageName}_120.png` };
    const pageReference = { attributes: { pageName }, state: {}, type: 'standard__namedPage' };
    return item(ui, name, { label, itemType: 'Standard', standardType: pageName, pageReference, icon });
}

function objectTab(ui: UiContext, name: string, object: ObjectType): NavItem {
    const { translations } = ui;
    return {
        ...item(ui, name, {
            label: translations.objectLabelPlural(object),
            itemType: 'Entity',
            standardType: null,
            pageReference: {
                attributes: { actionName: 'home', objectApiName: object.name },
                state: {},
                type: 'standard__objectPage',
            },
            icon: themeOf(ui, object),
        }),
        content: `${ui.address}/lightning/o/${object.name}/home`,
        objectApiName: object.name,
        objectLabel: translations.objectLabel(object),
        objectLabelPlural: translations.objectLabelPlural(object),
    };
}

function customTab(ui: UiContext, name: string, xml: XmlElement): NavItem {
    const kinds: readonly (readonly [element: string, itemType: string])[] = [
        ['flexiPage', 'FlexiPage'],
        ['lwcComponent', 'LightningWebComponent'],
        ['auraComponent', 'AuraComponent'],
        ['page', 'ApexPage'],
        ['url', 'Url'],
    ];
    const [element = '', itemType = 'Custom'] = kinds.find(([one]) => xml.child(one)) ?? [];
    const content = element === 'url' ? (xml.value('url') ?? null) : `${ui.address}/lightning/n/${name}`;
    const pageReference = { attributes: { apiName: name }, state: {}, type: 'standard__navItemPage' };
    const label = xml.value('label') ?? name;
    return {
        ...item(ui, name, {
            label,
            itemType,
            standardType: null,
            pageReference,
            icon: customTheme(ui, xml.value('motif')),
        }),
        content,
    };
}

interface ItemSettings {
    readonly label: string;
    readonly itemType: string;
    readonly standardType: string | null;
    readonly pageReference: object;
    readonly icon: ThemeInfo;
}

function item(
    ui: UiContext,
    developerName: string,
    { label, itemType, standardType, pageReference, icon }: ItemSettings,
): NavItem {
    const custom = !developerName.startsWith('standard-');
    return {
        availableInClassic: true,
        availableInLightning: true,
        color: icon.color,
        content: null,
        custom,
        developerName,
        iconUrl: icon.iconUrl,
        id: custom ? componentId('01r', developerName) : null,
        itemType,
        label,
        objectApiName: null,
        objectLabel: null,
        objectLabelPlural: null,
        pageReference,
        standardType,
    };
}
