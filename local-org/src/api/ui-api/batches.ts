/** Several requests of one kind in one: each has its own result, and its own failure (guide, "Batch Results"). */
import { OrgError } from '../../schema/errors.ts';

interface BatchResult {
    readonly result: unknown;
    readonly statusCode: number;
}

/** @param answer may refuse; the others go on */
export function batchOf<T>(items: readonly T[], answer: (item: T) => unknown): object {
    const results = items.map((item): BatchResult => {
        try {
            return { result: answer(item), statusCode: 200 };
        } catch (error) {
            if (!(error instanceof OrgError)) throw error;
            return { result: [{ errorCode: error.code, message: error.message }], statusCode: error.httpStatus };
        }
    });
    return { hasErrors: results.some(({ statusCode }) => statusCode !== 200), results };
}
