/** The objects whose records are not written as rows. */
import { LOG_WRITES } from './apex-logs.ts';
import { apexWrites, CONTAINER_REQUEST_WRITES } from './apex-writes.ts';
import type { OwnWrites } from './own-writes.ts';
import { QUEUE_ITEM_WRITES } from './test-jobs.ts';
import { MEMBERSHIP_WRITES, SUITE_WRITES } from './test-suites.ts';

export const OWN_WRITES: ReadonlyMap<string, OwnWrites> = new Map([
    ['ApexClass', apexWrites('ApexClass')],
    ['ApexTrigger', apexWrites('ApexTrigger')],
    ['ApexLog', LOG_WRITES],
    ['ApexTestQueueItem', QUEUE_ITEM_WRITES],
    ['ApexTestSuite', SUITE_WRITES],
    ['TestSuiteMembership', MEMBERSHIP_WRITES],
    ['ContainerAsyncRequest', CONTAINER_REQUEST_WRITES],
]);
