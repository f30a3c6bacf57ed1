/** What writes answer. Source: Apex reference guide, Database namespace: SaveResult, UpsertResult, DeleteResult, Error. */
import type { RecordError } from '../../schema/errors.ts';
import type { RecordResult } from '../run/host.ts';
import { ListValue, NativeObject } from '../run/values.ts';
import { STRING, listOf } from '../types/type.ts';
import { define, type Signatures } from './define.ts';
import { statusCode } from './exceptions.ts';
import { namedType } from './types.ts';

type Result = NativeObject<RecordResult>;
type ErrorValue = NativeObject<RecordError>;

const methods: Signatures = {
    'Id getId()': ({ state }: Result) => state.id ?? null,
    'Boolean isSuccess()': ({ state }: Result) => state.success,
    'List<Database.Error> getErrors()': ({ state }: Result) => {
        const type = namedType('Database.Error');
        return new ListValue(
            listOf(type),
            state.errors.map((error) => new NativeObject(type, error)),
        );
    },
};

define(
    {
        name: 'Error',
        namespace: 'Database',
        methods: {
            'List<String> getFields()': ({ state }: ErrorValue) => new ListValue(listOf(STRING), [...state.fields]),
            'String getMessage()': ({ state }: ErrorValue) => state.message,
            'System.StatusCode getStatusCode()': ({ state }: ErrorValue) => statusCode(state.statusCode),
        },
    },
    { name: 'SaveResult', namespace: 'Database', methods },
    { name: 'DeleteResult', namespace: 'Database', methods },
    { name: 'UndeleteResult', namespace: 'Database', methods },
    {
        name: 'UpsertResult',
        namespace: 'Database',
        methods: { ...methods, 'Boolean isCreated()': ({ state }: Result) => state.created },
    },
);

export type ResultName = 'SaveResult' | 'UpsertResult' | 'DeleteResult' | 'UndeleteResult';

/** Results as a list of a class. */
export function resultList(name: ResultName, results: readonly RecordResult[]): ListValue {
    const type = namedType(`Database.${name}`);
    return new ListValue(
        listOf(type),
        results.map((result) => new NativeObject(type, result)),
    );
}
