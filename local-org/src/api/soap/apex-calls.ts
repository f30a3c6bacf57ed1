/** The Apex API, which `sf apex run` speaks (SOAP API developer guide, "Apex-Related Calls"). */
import { executeAnonymous, type AnonymousResult } from '../../org/apex/anonymous.ts';
import { OrgError } from '../../schema/errors.ts';
import { argument, type SoapCallHandler } from './calls.ts';
import { escapeXml } from './envelope.ts';

const NOT_THERE = ['compileAndTest', 'compileClasses', 'compileTriggers', 'runTests'];

export const APEX_CALLS: Readonly<Record<string, SoapCallHandler>> = {
    // the element is <apexcode> from the CLI, <String> in the guide
    executeAnonymous: (request) => {
        const source = argument(request, 'apexcode') || argument(request, 'String');
        const { result, log } = executeAnonymous(request.org, request.session, source, 'executeAnonymous');
        request.answerHeader?.(`<DebuggingInfo><debugLog>${escapeXml(log)}</debugLog></DebuggingInfo>`);
        return `<result>${resultXml(result)}</result>`;
    },
    ...Object.fromEntries(
        NOT_THERE.map((name) => [
            name,
            () => {
                throw new OrgError('FUNCTIONALITY_NOT_ENABLED', `not supported: ${name}`);
            },
        ]),
    ),
};

function resultXml(result: AnonymousResult): string {
    return Object.entries(result)
        .map(([name, value]) => {
            const given = value as AnonymousResult[keyof AnonymousResult];
            return given === null ? `<${name} xsi:nil="true"/>` : `<${name}>${escapeXml(String(given))}</${name}>`;
        })
        .join('');
}
