/** What a trigger knows of its turn. Source: Apex developer guide, "Trigger context variables". */
import type { MapValue } from '../run/collections.ts';
import type { ListValue } from '../run/values.ts';

export interface TriggerContext {
    readonly isBefore: boolean;
    readonly isInsert: boolean;
    readonly isUpdate: boolean;
    readonly isDelete: boolean;
    readonly isUndelete: boolean;
    readonly size: number;
    readonly newList: ListValue | null;
    readonly oldList: ListValue | null;
    readonly newMap: MapValue | null;
    readonly oldMap: MapValue | null;
    /** `BEFORE_INSERT` … */
    readonly operation: string;
}
