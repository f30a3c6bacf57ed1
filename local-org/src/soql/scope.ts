/** On whose behalf a query runs, and what the day is. */
import type { Permissions } from '../access/permissions.ts';
import type { SharingIdentity } from '../access/sharing-identity.ts';
import type { Schema } from '../schema/schema.ts';
import type { Store } from '../store/store.ts';
import type { FormulaSource } from './formula-source.ts';

/** What variables hold that stand in a query, by name. */
export type Binds = Readonly<Record<string, unknown>>;

/** What a query needs to know of the moment it runs in. */
export interface Run {
    /** Absent: the query can have none. */
    readonly binds?: Binds;
    readonly userId: string;
    /** IANA name of the user's time zone. */
    readonly timeZone: string;
    /** The user's locale as an org names it, `nl_BE`: which day a week begins with, and how values are formatted. */
    readonly locale: string;
    /** Milliseconds since 1970. */
    readonly now: number;
    /** 1 to 12. */
    readonly fiscalYearStartMonth: number;
    /** Fiscal years bear the name of the calendar year that they begin in, and not of the one that they end in. */
    readonly fiscalYearIsNamedByStart?: boolean;
}

/** Everything a query depends on, besides its own text. */
export interface QueryScope extends Run {
    readonly schema: Schema;
    readonly store: Store;
    /** The user's language, `nl_NL`. */
    readonly language: string;
    /** The organisation's currency, for FORMAT(); EUR when absent. */
    readonly currency?: string;
    readonly formulas: FormulaSource;
    /** The user's rights on objects and fields, which are then enforced; absent in system mode. */
    readonly permissions?: Permissions;
    /** Whom records must be shared with; absent: without sharing. It needs the rights of `permissions` or `apex`. */
    readonly sharing?: SharingIdentity;
    /** Records in the recycle bin too: `queryAll`. */
    readonly includeDeleted?: boolean;
    /**
     * The query stands in Apex, which may choose its mode: what WITH USER_MODE and WITH SECURITY_ENFORCED then enforce.
     * Other callers cannot leave the mode they are in.
     */
    readonly apex?: { readonly permissions: Permissions; readonly sharing: SharingIdentity };
}
