/** Names that developers give (deploy rules NAME-01, NAME-02, VR-01; Metadata API developer guide, "fullName"). */
import type { Finding } from './rule.ts';

const DEVELOPER_NAME = /^[A-Za-z](?!.*__)[A-Za-z0-9_]*(?<!_)$/;
const MAX_LENGTH = 40;

/** Endings of names that tell the kind of object or field. */
const SUFFIX = /__(c|mdt|e|b|x|kav)$/;

/** Whether a name is that of a custom object or field. */
export function isCustom(name: string): boolean {
    return SUFFIX.test(name);
}

/** A name of a package's namespace: `acme__Thing__c`. */
export function isManaged(name: string): boolean {
    return /^[A-Za-z][A-Za-z0-9]*__[A-Za-z0-9_]+?__(c|mdt|e|r)$/.test(name);
}

/**
 * @param what the name is of: `object`, `field`, `validation` …
 * @param name with or without its suffix
 */
export function* checkName(what: string, name: string): Iterable<Finding> {
    const core = name.replace(SUFFIX, '');
    if (isManaged(name)) return;
    if (!DEVELOPER_NAME.test(core))
        yield {
            problem: `The ${what} name can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.`,
        };
    if (core.length > MAX_LENGTH)
        yield { problem: `Value too long for field: DeveloperName maximum length is:${String(MAX_LENGTH)}` };
}

/** @returns a finding when a text is longer than it may be */
export function* checkLength(label: string, text: string | undefined, maximum: number): Iterable<Finding> {
    if ((text ?? '').length > maximum)
        yield { problem: `Value too long for field: ${label} maximum length is:${String(maximum)}` };
}

/** Whether a logic such as `1 AND (2 OR 3)` names each of so many filters. */
export function isLogicOf(logic: string, filters: number): boolean {
    const named = new Set((logic.match(/\d+/g) ?? []).map(Number));
    return named.size === filters && [...named].every((one) => one >= 1 && one <= filters);
}
