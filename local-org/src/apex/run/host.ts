/** What a program needs of the org in which it runs. The floor above gives it; the language itself works without. */
import type { Schema } from '../../schema/schema.ts';

/** Who runs the program. */
export interface HostUser {
    readonly id: string;
    readonly username: string;
    readonly name: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly profileId: string;
    readonly roleId: string | null;
    readonly language: string;
    readonly locale: string;
    readonly timeZone: string;
}

export interface Host {
    readonly schema: Schema;
    readonly organizationId: string;
    readonly organizationName: string;
    user(): HostUser;
    /** Milliseconds since 1970. */
    now(): number;
}
