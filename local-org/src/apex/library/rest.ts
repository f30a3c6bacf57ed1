/** RestContext, RestRequest, RestResponse. Source: Apex reference guide, "RestContext class", "RestRequest class", "RestResponse class". */
import { MapValue } from '../run/collections.ts';
import { NativeObject, type BlobValue, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { STRING, mapOf, type Type } from '../types/type.ts';
import { define, type Property } from './define.ts';
import { namedType } from './types.ts';

/** What a client asks. */
export interface RestRequestState {
    httpMethod: string | null;
    requestURI: string | null;
    resourcePath: string | null;
    remoteAddress: string | null;
    requestBody: BlobValue | null;
    readonly headers: MapValue;
    readonly params: MapValue;
}

/** What it is to get. */
export interface RestResponseState {
    statusCode: number | null;
    responseBody: BlobValue | null;
    readonly headers: MapValue;
}

export type RestRequest = NativeObject<RestRequestState>;
export type RestResponse = NativeObject<RestResponseState>;

export function restRequest(type: Type = namedType('System.RestRequest')): RestRequest {
    const none = { httpMethod: null, requestURI: null, resourcePath: null, remoteAddress: null, requestBody: null };
    return new NativeObject(type, { ...none, headers: texts(), params: texts() });
}

export function restResponse(type: Type = namedType('System.RestResponse')): RestResponse {
    return new NativeObject(type, { statusCode: null, responseBody: null, headers: texts() });
}

function texts(): MapValue {
    return new MapValue(mapOf(STRING, STRING));
}

interface Context {
    request: RestRequest | null;
    response: RestResponse | null;
}

const CONTEXT = Symbol('RestContext');

/** Of the transaction that is running. */
export function restContext(): Context {
    const { kept } = transaction();
    let context = kept.get(CONTEXT) as Context | undefined;
    if (!context) kept.set(CONTEXT, (context = { request: null, response: null }));
    return context;
}

/** A property that is kept in the state of its object. */
function held(name: string): Property {
    return {
        ...fixed(name),
        write: ({ state }: NativeObject<Record<string, Value>>, value: Value) => {
            state[name] = value;
        },
    };
}

function fixed(name: string): Property {
    return { read: ({ state }: NativeObject<Record<string, Value>>) => state[name] ?? null };
}

function add(to: 'headers' | 'params') {
    return ({ state }: NativeObject<RestRequestState>, name: string, value: string | null): void => {
        state[to].put(name, value);
    };
}

define(
    {
        name: 'RestContext',
        staticProperties: {
            'RestRequest request': {
                read: () => restContext().request,
                write: (_: never, value: RestRequest | null) => {
                    restContext().request = value;
                },
            },
            'RestResponse response': {
                read: () => restContext().response,
                write: (_: never, value: RestResponse | null) => {
                    restContext().response = value;
                },
            },
        },
    },
    {
        name: 'RestRequest',
        constructors: { '()': (type: Type) => restRequest(type) },
        properties: {
            'String httpMethod': held('httpMethod'),
            'String requestURI': held('requestURI'),
            'String resourcePath': held('resourcePath'),
            'String remoteAddress': held('remoteAddress'),
            'Blob requestBody': held('requestBody'),
            'Map<String, String> headers': fixed('headers'),
            'Map<String, String> params': fixed('params'),
        },
        methods: {
            'void addHeader(String, String?)': add('headers'),
            'void addParameter(String, String?)': add('params'),
        },
    },
    {
        name: 'RestResponse',
        constructors: { '()': (type: Type) => restResponse(type) },
        properties: {
            'Integer statusCode': held('statusCode'),
            'Blob responseBody': held('responseBody'),
            'Map<String, String> headers': fixed('headers'),
        },
        methods: {
            'void addHeader(String, String?)': ({ state }: RestResponse, name: string, value: string | null) => {
                state.headers.put(name, value);
            },
        },
    },
);
