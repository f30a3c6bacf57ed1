/** What users mark to come back to: records, lists, home pages of objects, tabs (guide, "Manage Favorites"). */
import { OrgError } from '../../schema/errors.ts';
import { makeId } from '../../schema/ids.ts';
import { takeNumbers } from '../../store/sequences.ts';
import { nameFields } from './object-info.ts';
import { RecordFields } from './record-fields.ts';
import { RecordReader } from './record-reader.ts';
import { listById } from './lists.ts';
import { navItem } from './nav-items.ts';
import { themeOf } from './themes.ts';
import { setUserSetting, userSetting } from './user-settings.ts';
import { noResource, type UiContext } from './ui-context.ts';
import type { ObjectType } from '../../schema/model.ts';

const FAVORITES = 'favorites';
const KEY_PREFIX = '0MV';
/** As many as an org keeps for each user. */
const MAX_FAVORITES = 200;
const TARGET_TYPES = ['ListView', 'ObjectHome', 'Record', 'Tab'] as const;

interface Kept {
    readonly id: string;
    readonly name: string;
    readonly target: string;
    readonly targetType: (typeof TARGET_TYPES)[number];
    readonly accessCount: number;
    readonly lastAccessDate: string | null;
}

/** What a client sends of a favorite. */
export interface FavoriteInput {
    readonly name?: string;
    readonly target?: string;
    readonly targetType?: string;
    /** From 1 on. */
    readonly sortOrder?: number;
}

/** The favorites of a user, in his order; those whose target is gone, or hidden from him by now, are left out. */
export function favorites(ui: UiContext): { favorites: object[] } {
    return { favorites: keptBy(ui).flatMap((one, index) => represent(ui, one, index) ?? []) };
}

/** A favorite. @throws OrgError NOT_FOUND (404) */
export function favorite(ui: UiContext, id: string): object {
    const all = keptBy(ui);
    const index = indexOf(all, id);
    const found = all[index];
    return (found && represent(ui, found, index)) ?? fail();
}

/** Adds a favorite. @throws OrgError INVALID_INPUT when the target is none that the user can see */
export function addFavorite(ui: UiContext, { name, target, targetType, sortOrder }: FavoriteInput): object {
    const type = TARGET_TYPES.find((one) => one === targetType);
    if (!name || !target || !type)
        throw new OrgError(
            'INVALID_INPUT',
            `A favorite needs a name, a target, and a targetType of ${TARGET_TYPES.join(', ')}`,
        );
    const all = keptBy(ui);
    if (all.length >= MAX_FAVORITES)
        throw new OrgError('LIMIT_EXCEEDED', `At most ${String(MAX_FAVORITES)} favorites are allowed`);
    const id = makeId(KEY_PREFIX, takeNumbers(ui.org.store, 'favorites', 1));
    const made: Kept = { id, name, target, targetType: type, accessCount: 0, lastAccessDate: null };
    if (!objectOf(ui, made)) throw new OrgError('INVALID_INPUT', `There is no ${type} ${target}`);
    keep(ui, placed(all, made, sortOrder));
    return favorite(ui, id);
}

/** Renames or moves a favorite. @throws OrgError NOT_FOUND (404) */
export function changeFavorite(ui: UiContext, id: string, { name, sortOrder }: FavoriteInput): object {
    const all = keptBy(ui);
    const index = indexOf(all, id);
    const changed = { ...(all[index] ?? fail()), ...(name ? { name } : {}) };
    const others = all.filter((one) => one.id !== id);
    keep(ui, placed(others, changed, sortOrder ?? index + 1));
    return favorite(ui, id);
}

/** Counts that a favorite was used. @throws OrgError NOT_FOUND (404) */
export function useFavorite(ui: UiContext, id: string): object {
    const all = keptBy(ui);
    indexOf(all, id);
    const lastAccessDate = new Date(ui.org.now()).toISOString();
    keep(
        ui,
        all.map((one) => (one.id === id ? { ...one, accessCount: one.accessCount + 1, lastAccessDate } : one)),
    );
    return favorite(ui, id);
}

/** Removes a favorite. @throws OrgError NOT_FOUND (404) */
export function removeFavorite(ui: UiContext, id: string): void {
    const all = keptBy(ui);
    indexOf(all, id);
    keep(
        ui,
        all.filter((one) => one.id !== id),
    );
}

function keptBy({ org, session }: UiContext): Kept[] {
    return (userSetting(org.store, session.userId, FAVORITES) as Kept[] | undefined) ?? [];
}

function keep({ org, session }: UiContext, all: readonly Kept[]): void {
    setUserSetting(org.store, session.userId, FAVORITES, all);
}

function placed(others: readonly Kept[], one: Kept, sortOrder = others.length + 1): Kept[] {
    const at = Math.max(0, Math.floor(sortOrder) - 1);
    return [...others.slice(0, at), one, ...others.slice(at)];
}

function indexOf(all: readonly Kept[], id: string): number {
    const index = all.findIndex((one) => one.id === id);
    return index < 0 ? fail() : index;
}

function fail(): never {
    throw noResource();
}

function represent(ui: UiContext, { id, name, target, targetType, ...use }: Kept, index: number): object | undefined {
    const found = objectOf(ui, { target, targetType });
    if (!found) return undefined;
    const theme = found.object && themeOf(ui, found.object);
    return {
        ...use,
        iconColor: theme?.color ?? null,
        iconUrl: theme?.iconUrl ?? null,
        id,
        name,
        objectType: found.object?.name ?? null,
        sortOrder: index + 1,
        subtitle: found.object ? ui.translations.objectLabel(found.object) : name,
        target,
        targetType,
    };
}

/** The object that a target belongs to, if any; undefined when the user sees no such target. */
function objectOf(
    ui: UiContext,
    { target, targetType }: Pick<Kept, 'target' | 'targetType'>,
): { object?: ObjectType } | undefined {
    try {
        switch (targetType) {
            case 'ListView':
                return listById(ui, target);
            case 'ObjectHome':
                return { object: ui.object(target) };
            case 'Tab':
                return navItem(ui, target) ? {} : undefined;
            case 'Record': {
                const { id, object } = ui.recordId(target);
                const fields = new RecordFields(ui, object);
                for (const one of nameFields(object)) fields.addIfVisible(one);
                return new RecordReader(ui).byIds(fields, [id]).has(id) ? { object } : undefined;
            }
        }
    } catch (error) {
        if (error instanceof OrgError) return undefined;
        throw error;
    }
}
