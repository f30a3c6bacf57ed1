/** Apps: which ones a user has, and what is in them (guide, "Manage Apps"). */
import type { XmlElement } from '../../metadata/xml.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import { grantedMetadata, seesAllSetup } from './granted-metadata.ts';
import { componentId, eTagOf } from './identity.ts';
import { grantedTabs, navItem, type NavItem } from './nav-items.ts';
import { setUserSetting, userSetting } from './user-settings.ts';
import { noResource, type UiContext } from './ui-context.ts';

const SELECTED = 'selected app';
const MAX_USER_ITEMS = 50;

interface App {
    readonly id: string;
    readonly name: string;
    readonly xml: XmlElement;
}

/** The apps of a user. @param formFactor `Large`, `Medium` or `Small`; absent: whichever */
export function apps(ui: UiContext, formFactor?: string): object {
    const all = appsOf(ui, formFactor);
    const selected = selectedOf(ui, all);
    const list = all.map((app) => appOf(ui, app, app === selected));
    return { apps: list, eTag: eTagOf(list) };
}

/** An app. @throws OrgError NOT_FOUND (404) when the user has none of that id */
export function app(ui: UiContext, id: string, formFactor?: string): object {
    const all = appsOf(ui, formFactor);
    const found = find(all, id);
    return appOf(ui, found, found === selectedOf(ui, all));
}

/** The app that the user chose last, or the first. @throws OrgError NOT_FOUND (404) when he has none */
export function selectedApp(ui: UiContext, formFactor?: string): object {
    const found = selectedOf(ui, appsOf(ui, formFactor));
    if (!found) throw noResource();
    return appOf(ui, found, true);
}

/** Chooses an app. @throws OrgError NOT_FOUND (404) when the user has none of that id */
export function selectApp(ui: UiContext, id: string): object {
    const found = find(appsOf(ui), id);
    setUserSetting(ui.org.store, ui.session.userId, SELECTED, found.name);
    return appOf(ui, found, true);
}

/**
 * Keeps the items of navigation that a user wants in an app.
 * @param names of tabs, in order
 * @throws OrgError INVALID_INPUT for a tab that the user does not see
 */
export function setUserNavItems(ui: UiContext, id: string, names: readonly string[]): object {
    const found = find(appsOf(ui), id);
    const granted = grantedTabs(ui);
    const unknown = names.find((name) => !navItem(ui, name, granted));
    if (unknown !== undefined) throw new OrgError('INVALID_INPUT', `There is no navigation item ${unknown}`);
    if (names.length > MAX_USER_ITEMS)
        throw new OrgError('LIMIT_EXCEEDED', `At most ${String(MAX_USER_ITEMS)} items are allowed`);
    setUserSetting(ui.org.store, ui.session.userId, itemsSetting(found), names);
    return userNavItems(ui, id);
}

/** The items of navigation that a user has in an app: his own, or the app's. */
export function userNavItems(ui: UiContext, id: string): object {
    const items = userItems(ui, find(appsOf(ui), id));
    return {
        currentPageUrl: ui.url(`apps/${id}/user-nav-items`),
        eTag: eTagOf(items),
        navItems: items,
        nextPageUrl: null,
    };
}

function itemsSetting({ name }: App): string {
    return `nav items ${name}`;
}

function userItems(ui: UiContext, app: App): NavItem[] {
    const own = userSetting(ui.org.store, ui.session.userId, itemsSetting(app)) as string[] | undefined;
    return itemsOf(ui, own ?? app.xml.values('tabs'));
}

function itemsOf(ui: UiContext, names: readonly string[]): NavItem[] {
    const granted = grantedTabs(ui);
    return names.flatMap((name) => navItem(ui, name, granted) ?? []);
}

function appsOf(ui: UiContext, formFactor?: string): App[] {
    const visibilities = grantedMetadata(ui).flatMap((xml) => xml.all('applicationVisibilities'));
    const granted = new Set(visibilities.filter((one) => one.flag('visible')).map((one) => one.value('application')));
    return [...ui.org.metadata.all('app')]
        .filter(([name]) => seesAllSetup(ui) || granted.has(name))
        .filter(([, xml]) => formFactor === undefined || formFactors(xml).includes(formFactor))
        .map(([name, xml]) => ({ id: componentId('02u', name), name, xml }));
}

function formFactors(xml: XmlElement): string[] {
    const own = xml.values('formFactors');
    return own.length > 0 ? own : ['Large'];
}

function find(all: readonly App[], text: string): App {
    const id = toId18(text);
    const found = all.find((one) => one.id === id);
    if (!found) throw noResource();
    return found;
}

/** The one that the user chose, else the default of his profile, else the first. */
function selectedOf(ui: UiContext, all: readonly App[]): App | undefined {
    const chosen = userSetting(ui.org.store, ui.session.userId, SELECTED);
    const profile = ui.org.metadata.all('profile').get(ui.session.permissions.profileName);
    const usual = profile
        ?.all('applicationVisibilities')
        .find((one) => one.flag('default'))
        ?.value('application');
    return all.find(({ name }) => name === chosen) ?? all.find(({ name }) => name === usual) ?? all[0];
}

function appOf(ui: UiContext, app: App, selected: boolean): object {
    const { id, name, xml } = app;
    const body = {
        appId: id,
        description: xml.value('description') ?? null,
        developerName: name,
        formFactors: formFactors(xml),
        headerColor: xml.child('brand')?.value('headerColor') ?? '#0070D2',
        iconUrl: `${ui.address}/img/icon/t4v35/custom/custom55_120.png`,
        isNavAutoTempTabsDisabled: xml.flag('isNavAutoTempTabsDisabled'),
        isNavPersonalizationDisabled: xml.flag('isNavPersonalizationDisabled'),
        isNavTabPersistenceDisabled: xml.flag('isNavTabPersistenceDisabled'),
        label: xml.value('label') ?? name,
        logoUrl: null,
        mobileStartUrl: null,
        navItems: itemsOf(ui, xml.values('tabs')),
        selected,
        startUrl: `${ui.address}/lightning/app/${id}`,
        type: xml.value('uiType') === 'Lightning' ? 'Lightning' : 'Classic',
        userNavItems: userItems(ui, app),
    };
    return { ...body, eTag: eTagOf(body) };
}
