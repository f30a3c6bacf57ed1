/**
 * Which page a user gets: the one for his app, record type and profile; else the one of his app; else the one of the org; else
 * the page that every org has. Source: Salesforce help, "Activate Lightning Experience Record Pages"; Metadata API guide,
 * "CustomApplication" and "ActionOverride".
 */
import type { XmlElement } from '../../metadata/xml.ts';
import type { ObjectType } from '../../schema/model.ts';
import type { UiContext } from '../ui/ui-context.ts';
import { readFlexiPage, type FlexiPage } from './flexi-page.ts';
import { STANDARD_HOME_PAGE, STANDARD_RECORD_PAGE } from './standard-pages.ts';
import type { FormFactor } from './visibility.ts';

/** Where a user is when he asks for a page. */
export interface Place {
    /** developer name of the app; absent: none */
    readonly app?: string | undefined;
    readonly formFactor: FormFactor;
}

/** The page of records of an object. @param recordType developer name; undefined: the object has none */
export function recordPage(ui: UiContext, object: ObjectType, recordType: string | undefined, place: Place): FlexiPage {
    const name =
        inApp(ui, place, { action: 'View', of: object.name, recordType }) ??
        inObject(ui.org.metadata.objects.get(object.name)?.object, place.formFactor);
    return pageNamed(ui, name) ?? STANDARD_RECORD_PAGE;
}

/** The home page. */
export function homePage(ui: UiContext, place: Place): FlexiPage {
    return pageNamed(ui, inApp(ui, place, { action: 'Tab', of: 'standard-home' })) ?? STANDARD_HOME_PAGE;
}

/** The page behind a tab. @returns undefined when the tab shows no page */
export function tabPage(ui: UiContext, tab: string): FlexiPage | undefined {
    return pageNamed(ui, ui.org.metadata.all('tab').get(tab)?.value('flexiPage'));
}

interface Asked {
    readonly action: 'Tab' | 'View';
    readonly of: string;
    readonly recordType?: string | undefined;
}

function inApp(ui: UiContext, { app, formFactor }: Place, { action, of, recordType }: Asked): string | undefined {
    const xml = app === undefined ? undefined : ui.org.metadata.all('app').get(app);
    if (!xml) return undefined;
    const matches = (one: XmlElement): boolean =>
        isPage(one, action, formFactor) && one.value('pageOrSobjectType') === of;
    const profile = ui.session.permissions.profileName;
    const ofRecordType = recordType === undefined ? undefined : `${of}.${recordType}`;
    const forProfile = xml
        .all('profileActionOverrides')
        .filter((one) => matches(one) && one.value('profile') === profile)
        .find((one) => (one.value('recordType') ?? ofRecordType) === ofRecordType);
    return (forProfile ?? xml.all('actionOverrides').find(matches))?.value('content');
}

function inObject(xml: XmlElement | undefined, formFactor: FormFactor): string | undefined {
    return xml
        ?.all('actionOverrides')
        .find((one) => isPage(one, 'View', formFactor))
        ?.value('content');
}

function isPage(override: XmlElement, action: string, formFactor: FormFactor): boolean {
    const isFor = override.value('formFactor') ?? 'Large';
    return (
        override.value('actionName') === action &&
        override.value('type')?.toLowerCase() === 'flexipage' &&
        isFor === formFactor
    );
}

function pageNamed(ui: UiContext, name: string | undefined): FlexiPage | undefined {
    const xml = name === undefined ? undefined : ui.org.metadata.all('flexipage').get(name);
    return name !== undefined && xml ? readFlexiPage(name, xml) : undefined;
}
