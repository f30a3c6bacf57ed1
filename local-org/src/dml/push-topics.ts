/**
 * What the queries of push topics may be.
 * Source: Streaming API Developer Guide, "Supported PushTopic Queries", "Unsupported PushTopic Queries".
 */
import { OrgError } from '../schema/errors.ts';
import { alive, fail, type DmlContext, type Work } from './context.ts';
import { textIn } from './values.ts';

/** A topic's query, divided. */
export interface TopicQuery {
    readonly select: string;
    readonly from: string;
    readonly where?: string;
}

/** Divides the query of a topic; undefined when it is none that a topic can have. */
export function divideTopicQuery(query: string): TopicQuery | undefined {
    const match = /^\s*select\s+([\w\s,.]+?)\s+from\s+(\w+)(?:\s+where\s+([^]+))?$/i.exec(query);
    if (!match) return undefined;
    const [, select = '', from = '', where] = match;
    return { select, from, ...(where === undefined ? {} : { where }) };
}

/** Checks topics that are to be saved: their queries must work for whoever saves them. */
export function checkTopics(context: DmlContext, works: readonly Work[]): void {
    for (const work of alive(works)) {
        const problem = problemOf(context, textIn(work.record, 'Query'));
        if (problem !== undefined) fail(work, 'INVALID_FIELD', problem, ['Query']);
    }
}

function problemOf(context: DmlContext, query: string): string | undefined {
    const parts = divideTopicQuery(query);
    if (!parts || /\b(order\s+by|group\s+by|limit|offset)\b/i.test(parts.where ?? ''))
        return `only SELECT fields FROM object WHERE conditions is supported: ${query}`;
    const fields = parts.select.split(',').map((name) => name.trim().toLowerCase());
    if (!fields.includes('id')) return `The Id field must be included in the SELECT fields list: ${query}`;
    if (fields.some((name) => name.includes('.'))) return `Relationships are not supported: ${query}`;
    try {
        context.checkQuery?.(query);
        return undefined;
    } catch (error) {
        if (error instanceof OrgError) return error.message;
        throw error;
    }
}

/** Checks generic channels that are to be saved (Object Reference, "StreamingChannel", Name). */
export function checkChannels(works: readonly Work[]): void {
    for (const work of alive(works))
        if (!/^\/u\/\S+$/.test(textIn(work.record, 'Name')))
            fail(work, 'FIELD_INTEGRITY_EXCEPTION', 'Channel names must begin with /u/', ['Name']);
}
