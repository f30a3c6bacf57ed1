/** What an org refuses in a deploy, by looking at the components themselves and at the names they speak of. */
import type { Catalogue } from '../catalogue.ts';
import { keyOf } from '../component.ts';
import type { Candidate, Problem } from '../package/read-package.ts';
import { CUSTOM_PERMISSION_RULES, PERMISSION_SET_RULES, PROFILE_RULES } from './access-rules.ts';
import { COMPONENT_RULES } from './component-rules.ts';
import { FIELD_REFERENCE_RULES } from './field-reference-rules.ts';
import { FIELD_RULES } from './field-rules.ts';
import { COMPACT_LAYOUT_RULES, LAYOUT_RULES } from './layout-rules.ts';
import { OBJECT_RULES } from './object-rules.ts';
import { APP_RULES, PAGE_RULES, TAB_RULES } from './page-rules.ts';
import { CUSTOM_METADATA_RULES } from './record-rules.ts';
import { DASHBOARD_RULES, REPORT_RULES, REPORT_TYPE_RULES } from './report-rules.ts';
import { OrgAfter, type Rule } from './rule.ts';
import { VALIDATION_RULES } from './validation-rule-rules.ts';
import { LABEL_RULES, LIST_VIEW_RULES, RECORD_TYPE_RULES, VALUE_SET_RULES } from './view-rules.ts';

/** The rules of each type. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
    CompactLayout: COMPACT_LAYOUT_RULES,
    CustomApplication: APP_RULES,
    CustomField: [...FIELD_RULES, ...FIELD_REFERENCE_RULES],
    CustomLabel: LABEL_RULES,
    CustomMetadata: CUSTOM_METADATA_RULES,
    CustomObject: OBJECT_RULES,
    CustomPermission: CUSTOM_PERMISSION_RULES,
    CustomTab: TAB_RULES,
    Dashboard: DASHBOARD_RULES,
    FlexiPage: PAGE_RULES,
    GlobalValueSet: VALUE_SET_RULES,
    Layout: LAYOUT_RULES,
    LightningComponentBundle: COMPONENT_RULES,
    ListView: LIST_VIEW_RULES,
    MutingPermissionSet: PROFILE_RULES,
    PermissionSet: PERMISSION_SET_RULES,
    Profile: PROFILE_RULES,
    RecordType: RECORD_TYPE_RULES,
    Report: REPORT_RULES,
    ReportType: REPORT_TYPE_RULES,
    ValidationRule: VALIDATION_RULES,
};

/**
 * Checks components that are to be deployed.
 * @param after the org's components with these
 */
export function checkCandidates(candidates: readonly Candidate[], after: Catalogue): Problem[] {
    const org = new OrgAfter(after);
    const seen = new Set<string>();
    return candidates.flatMap((component): Problem[] => {
        const { type, fullName, path, xml } = component;
        const key = keyOf(type, fullName);
        // deploy rule NAME-02: names are unique in any case of their letters
        if (seen.has(key))
            return [
                {
                    type,
                    fullName,
                    path,
                    problem: `There is already a ${type} named ${fullName}`,
                    ...placeOf(xml?.line),
                },
            ];
        seen.add(key);
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
