/** Calls of what this org does not have; each is refused as an org refuses it that has it switched off. */
import { OrgError } from '../../schema/errors.ts';
import type { RecordError } from '../../schema/errors.ts';
import type { SoapCallHandler } from './calls.ts';
import { errorsOf } from './record-calls.ts';
import { element } from './values-xml.ts';

export const OTHER_CALLS: Readonly<Record<string, SoapCallHandler>> = {
    convertLead: () => refuse('Lead conversion'),
    describeSoftphoneLayout: () => refuse('Call center'),
    sendEmail: ({ body }) =>
        body.children
            .map(() =>
                refused({
                    statusCode: 'NO_SINGLE_MAIL_PERMISSION',
                    message: 'Single email is not enabled for your organization or profile.',
                    fields: [],
                }),
            )
            .join(''),
};

function refuse(what: string): never {
    throw new OrgError('FUNCTIONALITY_NOT_ENABLED', `${what} is not enabled for your organization.`);
}

function refused(error: RecordError): string {
    return `<result>${errorsOf([error])}${element('success', false)}</result>`;
}
