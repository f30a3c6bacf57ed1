/** The call of approvals (SOAP API developer guide, "process()", "ProcessSubmitRequest", "ProcessWorkitemRequest"). */
import type { XmlElement } from '../../metadata/xml.ts';
import { processApprovals, type ApprovalRequest, type ApprovalResult } from '../../org/approvals/approvals.ts';
import { OrgError } from '../../schema/errors.ts';
import { refuseTooMany, type SoapCallHandler } from './calls.ts';
import { attributeOf, childNamed, childrenNamed } from './envelope.ts';
import { errorsOf } from './record-calls.ts';
import { element, nillable } from './values-xml.ts';

export const APPROVAL_CALLS: Readonly<Record<string, SoapCallHandler>> = {
    process: ({ org, session, body }) => {
        refuseTooMany(body.children.length);
        return processApprovals(org, session, body.children.map(readRequest)).map(resultOf).join('');
    },
};

/** @throws OrgError INVALID_OPERATION for an action that there is not */
function readRequest(xml: XmlElement): ApprovalRequest {
    const text = (name: string): string | undefined => {
        const given = childNamed(xml, name)?.text;
        return given === '' ? undefined : given;
    };
    const comments = text('comments');
    const nextApproverIds = childrenNamed(xml, 'nextApproverIds')
        .map((one) => one.text)
        .filter((id) => id !== '');
    const shared = { nextApproverIds, ...(comments === undefined ? {} : { comments }) };
    if (attributeOf(xml, 'type')?.endsWith('ProcessWorkitemRequest')) {
        const action = text('action') ?? '';
        if (action !== 'Approve' && action !== 'Reject' && action !== 'Removed')
            throw new OrgError('INVALID_OPERATION', 'action must be Approve, Reject or Removed');
        return { ...shared, action, workitemId: text('workitemId') ?? '' };
    }
    const [submitterId, process] = [text('submitterId'), text('processDefinitionNameOrId')];
    return {
        ...shared,
        action: 'Submit',
        recordId: text('objectId') ?? '',
        skipEntryCriteria: text('skipEntryCriteria') === 'true',
        ...(submitterId === undefined ? {} : { submitterId }),
        ...(process === undefined ? {} : { process }),
    };
}

function resultOf(result: ApprovalResult): string {
    const { actorIds, entityId, errors, instanceId, instanceStatus, newWorkitemIds, success } = result;
    const ids = [nillable('entityId', entityId), errorsOf(errors), nillable('instanceId', instanceId)];
    const status = [nillable('instanceStatus', instanceStatus), element('newWorkitemIds', newWorkitemIds)];
    return `<result>${element('actorIds', actorIds)}${ids.join('')}${status.join('')}${element('success', success)}</result>`;
}
