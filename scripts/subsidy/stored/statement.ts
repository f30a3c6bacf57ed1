/** Statements of a run: one for each municipality that is paid, or would be. */
import { quoted, type OrgClient } from '../../salesforce/org-client.ts';
import { requireAccess } from '../../salesforce/require-access.ts';
import { centsFrom } from '../engine/money.ts';

const OBJECT = 'Subsidy_Statement__c';

export interface StoredStatement {
    readonly id: string;
    /** `AFR-000123` */
    readonly name: string;
    readonly nis: string;
    readonly municipality: string;
    readonly province: string;
    readonly cents: number;
    readonly lines: number;
}

interface StatementRecord {
    readonly Id: string;
    readonly Name: string;
    readonly Total__c: number | null;
    readonly Number_Of_Lines__c: number | null;
    readonly Municipality__r: {
        readonly Name: string;
        readonly NIS_Code__c: string;
        readonly Province__c: string | null;
    };
}

/**
 * The statements of a run that the user may see, in the order of their NIS codes.
 * @throws JobError when the user may not read statements, OrgError
 */
export async function readStatements(client: OrgClient, runId: string): Promise<StoredStatement[]> {
    await requireAccess(client, {
        object: OBJECT,
        read: ['Run__c', 'Municipality__c', 'Total__c', 'Number_Of_Lines__c'],
    });
    const soql =
        'SELECT Id, Name, Total__c, Number_Of_Lines__c, Municipality__r.Name, Municipality__r.NIS_Code__c, Municipality__r.Province__c ' +
        `FROM ${OBJECT} WHERE Run__c = ${quoted(runId)} ORDER BY Municipality__r.NIS_Code__c, Name`;
    const statements: StoredStatement[] = [];
    for await (const record of client.query(soql)) {
        const { Id, Name, Total__c, Number_Of_Lines__c, Municipality__r } = record as unknown as StatementRecord;
        statements.push({
            id: Id,
            name: Name,
            nis: Municipality__r.NIS_Code__c,
            municipality: Municipality__r.Name,
            // codes of picklists have no hyphens
            province: (Municipality__r.Province__c ?? '').replaceAll('_', '-'),
            cents: centsFrom(String(Total__c ?? 0)),
            lines: Number_Of_Lines__c ?? 0,
        });
    }
    return statements;
}

/** How many statements and lines each run has, by its id: the picture of a run that is still being written. @throws OrgError */
export async function statementCounts(client: OrgClient): Promise<Map<string, { statements: number; lines: number }>> {
    const counts = new Map<string, { statements: number; lines: number }>();
    const soql = `SELECT Run__c, COUNT(Id) statements, SUM(Number_Of_Lines__c) lines FROM ${OBJECT} GROUP BY Run__c`;
    for await (const record of client.query(soql)) {
        const { Run__c, statements, lines } = record as { Run__c: string; statements: number; lines: number | null };
        counts.set(Run__c, { statements, lines: lines ?? 0 });
    }
    return counts;
}
