/** Custom links and buttons of objects (Metadata API developer guide, "WebLink"). */
import type { ObjectType } from '../../schema/model.ts';
import { componentId } from './identity.ts';
import type { UiContext } from './ui-context.ts';

/** How a link opens (guide, "Custom Link Layout Component", behavior), by the metadata's word for it. */
const BEHAVIORS: Readonly<Record<string, string>> = {
    newWindow: 'NewWindow',
    noSidebar: 'NoSidebar',
    onClickJavaScript: 'OnClickJavaScript',
    replace: 'Replace',
    sidebar: 'Sidebar',
};

export interface WebLink {
    readonly name: string;
    readonly label: string;
    readonly behavior: string | null;
    /** Address at which an org follows it, on behalf of a record; merge fields are filled in there. */
    readonly addressFor: (recordId: string) => string;
}

/** @param name with or without its object @returns undefined when the object has none of that name */
export function webLinkOf(ui: UiContext, object: ObjectType, name: string): WebLink | undefined {
    const own = name.replace(`${object.name}.`, '');
    const xml = ui.org.metadata.all('webLink').get(`${object.name}.${own}`);
    if (!xml) return undefined;
    const id = componentId('00b', `${object.name}.${own}`).slice(0, 15);
    return {
        name: own,
        label: ui.translations.webLinkLabel(object, own, xml.value('masterLabel') ?? own),
        behavior: BEHAVIORS[xml.value('openType') ?? ''] ?? null,
        addressFor: (recordId) => `/servlet/servlet.Integration?lid=${id}&eid=${recordId}&ic=1`,
    };
}
