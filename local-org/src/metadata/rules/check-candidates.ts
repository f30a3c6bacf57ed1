/** What an org refuses in a deploy, by looking at the components themselves and at the names they speak of. */
import type { Catalogue } from '../catalogue.ts';
import type { Candidate, Problem } from '../package/read-package.ts';
import { OrgAfter, type Rule } from './rule.ts';

/** The rules of each type. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {};

/**
 * Checks components that are to be deployed.
 * @param after the org's components with these
 */
export function checkCandidates(candidates: readonly Candidate[], after: Catalogue): Problem[] {
    const org = new OrgAfter(after);
    return candidates.flatMap((component) => {
        const { type, fullName, path, xml } = component;
        const rules = xml ? (RULES[type] ?? []) : [];
        return rules.flatMap((rule) =>
            [...(xml ? rule({ component, xml, org }) : [])].map(({ problem, line }) => ({
                type,
                fullName,
                path,
                problem,
                ...placeOf(line ?? xml?.line),
            })),
        );
    });
}

function placeOf(line: number | undefined): { line: number; column: number } | object {
    return line === undefined || line === 0 ? {} : { line, column: 1 };
}
