/** What the org says of itself: versions, resources, limits, recently viewed, tabs, themes. */
import { ORGANIZATION_ID } from '../../org/first-records.ts';
import { notFound } from '../http/errors.ts';
import { VERSIONS } from '../oauth/identity.ts';
import type { RestAnswer, RestRequest } from './context.ts';

/** The versions of the API, oldest first: what `/services/data` answers without a session. */
export function versions(): { label: string; url: string; version: string }[] {
    const list = [];
    for (let version: number = VERSIONS.oldest; version <= VERSIONS.newest; version++) {
        // version 50.0 was Winter '21, and there are three a year
        const season = ['Winter', 'Spring', 'Summer'][(version - 50) % 3] ?? '';
        const year = 21 + Math.floor((version - 50) / 3);
        const name = `${String(version)}.0`;
        list.push({ label: `${season} '${String(year)}`, url: `/services/data/v${name}`, version: name });
    }
    return list;
}

const RESOURCES = [
    'sobjects',
    'query',
    'queryAll',
    'search',
    'parameterizedSearch',
    'composite',
    'jobs',
    'limits',
    'recent',
    'tabs',
    'theme',
    'tooling',
    'ui-api',
    'metadata',
    'quickActions',
    'process',
    'actions',
    'appMenu',
    'compactLayouts',
] as const;

/** The resources of a version. */
export function resources({ base, session, address }: RestRequest): RestAnswer {
    const list = Object.fromEntries(RESOURCES.map((name) => [name, `${base}/${name}`]));
    return { body: { ...list, identity: `${address}/id/${ORGANIZATION_ID}/${session.userId}` } };
}

/** `/jobs`: the kinds of bulk jobs. What is under it has routes of its own. */
export function jobs({ base, path }: RestRequest): RestAnswer {
    if (path.length > 1) throw notFound();
    return { body: { ingest: `${base}/jobs/ingest`, query: `${base}/jobs/query` } };
}

const LIMITS: Readonly<Record<string, number>> = {
    ConcurrentAsyncGetReportInstances: 200,
    DailyApiRequests: 100_000,
    DailyAsyncApexExecutions: 250_000,
    DailyBulkApiBatches: 15_000,
    DailyBulkV2QueryJobs: 10_000,
    DailyBulkV2QueryFileStorageMB: 1_048_576,
    DailyStreamingApiEvents: 10_000,
    DataStorageMB: 1024,
    FileStorageMB: 1024,
    HourlyTimeBasedWorkflow: 1000,
    MassEmail: 5000,
    SingleEmail: 5000,
};

/** The limits of an org of this edition. Nothing is counted here: what remains is all of it. */
export function limits(): RestAnswer {
    return {
        body: Object.fromEntries(Object.entries(LIMITS).map(([name, max]) => [name, { Max: max, Remaining: max }])),
    };
}

/** The tabs that the project defines for objects the user may read. */
export function tabs({ org, session }: RestRequest): RestAnswer {
    const names = [...org.metadata.all('tab').keys()];
    const objects = names.map((name) => org.schema.object(name)).filter((object) => object !== undefined);
    const visible = objects.filter((object) => session.permissions.object(object).read);
    return {
        body: visible.map(({ name, labelPlural, custom }) => ({
            custom,
            label: labelPlural,
            name,
            sobjectName: name,
            url: `/lightning/o/${name}/list`,
        })),
    };
}

export function theme(): RestAnswer {
    return { body: { themeItems: [] } };
}
