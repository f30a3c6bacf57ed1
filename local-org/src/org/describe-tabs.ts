/** Tabs as describe tells them (REST API developer guide, "Tabs"; SOAP API, "describeTabs()"). */
import { apps } from './ui/apps.ts';
import { navItem, type NavItem } from './ui/nav-items.ts';
import type { UiContext } from './ui/ui-context.ts';

export interface DescribedTab {
    readonly custom: boolean;
    readonly iconUrl: string;
    readonly label: string;
    readonly miniIconUrl: string;
    readonly name: string;
    readonly sobjectName: string | null;
    readonly url: string;
}

export interface DescribedTabSet {
    readonly label: string;
    readonly logoUrl: string;
    readonly namespace: string;
    readonly selected: boolean;
    readonly tabs: readonly DescribedTab[];
}

/** The tabs that the project defines, as far as the user sees them. */
export function describeTabs(ui: UiContext): DescribedTab[] {
    const names = [...ui.org.metadata.all('tab').keys()];
    return names.flatMap((name) => navItem(ui, name) ?? []).map((item) => tabOf(ui, item));
}

/** The apps of the user, each with its tabs. */
export function describeTabSets(ui: UiContext): DescribedTabSet[] {
    const { apps: all } = apps(ui) as {
        apps: { label: string; logoUrl: string | null; selected: boolean; navItems: NavItem[] }[];
    };
    return all.map(({ label, logoUrl, selected, navItems }) => ({
        label,
        logoUrl: logoUrl ?? '',
        namespace: '',
        selected,
        tabs: navItems.map((item) => tabOf(ui, item)),
    }));
}

function tabOf({ address }: UiContext, item: NavItem): DescribedTab {
    const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
    const object = text(item['objectApiName']);
    return {
        custom: item['custom'] === true,
        iconUrl: text(item['iconUrl']) ?? '',
        label: text(item['label']) ?? item.developerName,
        miniIconUrl: text(item['iconUrl']) ?? '',
        name: item.developerName,
        sobjectName: object ?? null,
        url: `${address}/lightning/${object === undefined ? `n/${item.developerName}` : `o/${object}/home`}`,
    };
}
