/** Approvals and workflow rules (REST API developer guide, "Process Approvals", "Process Rules"). */
import { approvalProcesses } from '../../org/approvals/approvals.ts';
import { notFound } from '../http/errors.ts';
import { asList, asObject } from '../http/json.ts';
import { approve } from './approvals.ts';
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
            if (request.method === 'POST') return approve(request);
            return { body: { approvals: approvalProcesses(request.org, request.session) } };
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
