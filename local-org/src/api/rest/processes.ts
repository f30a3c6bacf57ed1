/** Approvals, workflow rules and invocable actions (REST API developer guide, "Process Approvals", "Invocable Actions"). */
import { approvalProcesses, asRefusal, submitForApproval, workOnApproval } from '../../org/approvals.ts';
import { OrgError } from '../../schema/errors.ts';
import { notFound } from '../http/errors.ts';
import { asList, asObject } from '../http/json.ts';
import { allow, type RestAnswer, type RestRequest } from './context.ts';

/** `/process`, `/process/approvals`, `/process/rules` */
export function processes(request: RestRequest): RestAnswer {
    const [, kind, more] = request.path;
    if (more !== undefined) throw notFound();
    switch (kind) {
        case undefined:
            allow(request, 'GET');
            return { body: { approvals: `${request.base}/process/approvals`, rules: `${request.base}/process/rules` } };
        case 'approvals':
            allow(request, 'GET', 'POST');
            return request.method === 'GET' ? { body: { approvals: approvalProcesses() } } : approve(request);
        case 'rules':
            allow(request, 'GET', 'POST');
            if (request.method === 'GET') return { body: { rules: {} } };
            asList(asObject(request.body)['contextIds'], 'contextIds');
            // there are no rules that records could meet
            return { body: { errors: null, success: true } };
        default:
            throw notFound();
    }
}

function approve(request: RestRequest): RestAnswer {
    const [first] = asList(asObject(request.body)['requests'], 'requests').map((one) => asObject(one, 'Each request'));
    if (!first) throw new OrgError('MISSING_ARGUMENT', 'requests must be given');
    const id = typeof first['contextId'] === 'string' ? first['contextId'] : '';
    switch (first['actionType']) {
        case 'Submit':
            throw asRefusal(submitForApproval(request.org, request.session, id));
        case 'Approve':
        case 'Reject':
        case 'Removed':
            throw asRefusal(workOnApproval(id));
        default:
            throw new OrgError('INVALID_INPUT', 'actionType must be Submit, Approve, Reject or Removed');
    }
}

/** `/actions`, `/actions/standard`, `/actions/custom`: what can be invoked. Nothing here can. */
export function actions(request: RestRequest): RestAnswer {
    const [, kind, more] = request.path;
    if (more !== undefined) throw notFound();
    if (kind === undefined)
        return { body: { custom: `${request.base}/actions/custom`, standard: `${request.base}/actions/standard` } };
    if (kind === 'standard') return { body: { actions: [] } };
    if (kind === 'custom') return { body: {} };
    throw notFound();
}
