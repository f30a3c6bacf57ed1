/** Limits. Source: Apex reference guide, "Limits class". */
import { heapSize } from '../run/heap.ts';
import type { LimitName } from '../run/limits.ts';
import { transaction } from '../run/vm.ts';
import type { NativeFunction } from '../types/members.ts';
import { define } from './define.ts';

/** What the guide calls each limit. */
const NAMES: Readonly<Record<string, LimitName>> = {
    AggregateQueries: 'aggregateQueries',
    Callouts: 'callouts',
    DmlRows: 'dmlRows',
    DmlStatements: 'dmlStatements',
    EmailInvocations: 'emailInvocations',
    FutureCalls: 'futureCalls',
    HeapSize: 'heapSize',
    PublishImmediateDML: 'publishImmediateDml',
    Queries: 'queries',
    QueryLocatorRows: 'queryLocatorRows',
    QueryRows: 'queryRows',
    QueueableJobs: 'queueableJobs',
    SoslQueries: 'searches',
};

function statics(): Record<string, NativeFunction> {
    const found: Record<string, NativeFunction> = {
        'Integer getCpuTime()': () => transaction().limits.cpuTime(),
        'Integer getLimitCpuTime()': () => transaction().limits.maximum.cpuTime,
    };
    for (const [name, limit] of Object.entries(NAMES)) {
        found[`Integer get${name}()`] = () =>
            limit === 'heapSize' ? heapSize(transaction()) : transaction().limits.used[limit];
        found[`Integer getLimit${name}()`] = () => transaction().limits.maximum[limit];
    }
    return found;
}

define({ name: 'Limits', statics: statics() });
