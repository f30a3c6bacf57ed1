/** `POST /process/approvals` (REST API developer guide, "Submit, Approve, or Reject Process Approvals"). */
import { processApprovals, type ApprovalRequest } from '../../org/approvals/approvals.ts';
import { OrgError } from '../../schema/errors.ts';
import { malformed } from '../http/errors.ts';
import { asList, asObject } from '../http/json.ts';
import type { RestAnswer, RestRequest } from './context.ts';

/** Requests of one call; an org takes as many records in other calls. */
const MAX_REQUESTS = 200;

/**
 * Does what is asked, each request for itself.
 * @throws OrgError for a body that cannot be read, and when nothing of it succeeds
 */
export function approve({ org, session, body }: RestRequest): RestAnswer {
    const requests = asList(asObject(body)['requests'], 'requests').map((one) => asObject(one, 'Each request'));
    if (requests.length === 0) throw new OrgError('MISSING_ARGUMENT', 'requests must be given');
    if (requests.length > MAX_REQUESTS)
        throw new OrgError(
            'EXCEEDED_ID_LIMIT',
            `record limit reached. cannot submit more than ${String(MAX_REQUESTS)}`,
        );
    const results = processApprovals(org, session, requests.map(readRequest));
    const [error] = results[0]?.errors ?? [];
    if (error && results.every(({ success }) => !success))
        throw new OrgError(error.statusCode, error.message, { fields: [...error.fields] });
    return {
        body: results.map((result) => ({ ...result, errors: result.success ? null : result.errors })),
    };
}

function readRequest(request: Record<string, unknown>): ApprovalRequest {
    const id = text(request, 'contextId') ?? '';
    const comments = text(request, 'comments');
    const actor = text(request, 'contextActorId');
    const process = text(request, 'processDefinitionNameOrId');
    const shared = { nextApproverIds: idsOf(request), ...(comments === undefined ? {} : { comments }) };
    const action = request['actionType'];
    switch (action) {
        case 'Submit':
            return {
                ...shared,
                action,
                recordId: id,
                skipEntryCriteria: flag(request, 'skipEntryCriteria'),
                ...(actor === undefined ? {} : { submitterId: actor }),
                ...(process === undefined ? {} : { process }),
            };
        case 'Approve':
        case 'Reject':
        case 'Removed':
            return { ...shared, action, workitemId: id };
        default:
            throw new OrgError('INVALID_INPUT', 'actionType must be Submit, Approve, Reject or Removed');
    }
}

function text(request: Record<string, unknown>, name: string): string | undefined {
    const value = request[name] ?? undefined;
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string') throw malformed(`${name} must be a string`);
    return value;
}

function flag(request: Record<string, unknown>, name: string): boolean {
    const value = request[name] ?? false;
    if (typeof value !== 'boolean' && value !== 'true' && value !== 'false')
        throw malformed(`${name} must be true or false`);
    return value === true || value === 'true';
}

function idsOf(request: Record<string, unknown>): string[] {
    const ids = asList(request['nextApproverIds'] ?? [], 'nextApproverIds');
    return ids.map((id) => {
        if (typeof id !== 'string') throw malformed('nextApproverIds must be a list of ids');
        return id;
    });
}
