/** Colours and icons of objects, from the style of their tabs, and of the org. */
import type { ObjectType } from '../../schema/model.ts';
import type { UiContext } from './ui-context.ts';

export interface ThemeInfo {
    readonly color: string;
    readonly iconUrl: string;
}

/** Colours of standard objects in the design system. */
const COLORS: Readonly<Record<string, string>> = {
    Account: '5867E8',
    Case: 'FF5D2D',
    Contact: '9602C7',
    Lead: 'FF538A',
    Opportunity: 'FF5D2D',
    Task: '3BA755',
    User: '0D9DDA',
};

/** Custom tab styles have one of these colours, by their number. */
const CUSTOM_COLORS = [
    '3A49DA',
    '107CAD',
    'B85D0D',
    '05628A',
    '7526E3',
    'DA6700',
    '396547',
    'A200AC',
    'BA01FF',
    '056764',
];

const DEFAULT_STYLE = 55;

/** The theme of an object: that of its tab, or the usual one. */
export function themeOf(ui: UiContext, object: ObjectType): ThemeInfo {
    if (!object.custom) {
        const name = object.name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
        return { color: COLORS[object.name] ?? '7F8DE1', iconUrl: iconUrl(ui, 'standard', name) };
    }
    return customTheme(ui, ui.org.metadata.all('tab').get(object.name)?.value('motif'));
}

/** @param motif of a tab, such as `Custom55: Books` */
export function customTheme(ui: UiContext, motif: string | undefined): ThemeInfo {
    const style = Number(/^Custom(\d+)/.exec(motif ?? '')?.[1] ?? DEFAULT_STYLE);
    const color = CUSTOM_COLORS[style % CUSTOM_COLORS.length] ?? '3A49DA';
    return { color, iconUrl: iconUrl(ui, 'custom', `custom${style}`) };
}

function iconUrl({ address }: UiContext, family: string, name: string): string {
    return `${address}/img/icon/t4v35/${family}/${name}_120.png`;
}

/** The look of the org (guide, "Theme"). */
export function activeTheme({ address }: UiContext): object {
    const image = (name: string): object => ({
        largeUrl: `${address}/img/themes/${name}_large.png`,
        mediumUrl: `${address}/img/themes/${name}_medium.png`,
        smallUrl: `${address}/img/themes/${name}_small.png`,
    });
    const banner = (name: string): object => ({ fullSizeUrl: `${address}/img/themes/${name}_banner.png` });
    return {
        brandColor: '#1B5F9E',
        brandImage: image('brand'),
        defaultGroupBanner: banner('group'),
        defaultGroupImage: image('group'),
        defaultPageBanner: banner('page'),
        defaultUserBanner: banner('user'),
        defaultUserImage: image('user'),
        density: 'ViewOne',
        headerColor: '#FFFFFF',
        linkColor: '#006DCC',
        pageColor: '#FAFAFB',
    };
}
