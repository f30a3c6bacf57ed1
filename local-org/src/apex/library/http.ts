/**
 * Callouts: Http, HttpRequest, HttpResponse, HttpCalloutMock. No call leaves this machine: in a test the mock answers,
 * elsewhere every address is one that the org does not allow.
 * Source: Apex reference guide, "Http class", "HttpRequest class", "HttpResponse class"; Apex developer guide,
 * "Testing HTTP callouts", "Invoking callouts using Apex".
 */
import { exception } from '../run/exceptions.ts';
import { callNamed } from '../run/invoke.ts';
import { BlobValue, ListValue, NativeObject, ObjectValue, type TypeValue, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { isKindOf } from '../types/hierarchy.ts';
import { STRING, listOf, type Type } from '../types/type.ts';
import { define, extend, type Signatures } from './define.ts';
import { namedType } from './types.ts';

/** What requests and responses hold. */
interface Message {
    body: Uint8Array;
    /** By the name in lower case. */
    readonly headers: Map<string, { readonly name: string; readonly value: string }>;
}

interface Request extends Message {
    endpoint: string | null;
    method: string | null;
    timeout: number;
    isCompressed: boolean;
}

interface Response extends Message {
    status: string | null;
    statusCode: number;
}

type RequestObject = NativeObject<Request>;
type ResponseObject = NativeObject<Response>;

const message = (): Message => ({ body: new Uint8Array(), headers: new Map() });

/** Bodies and headers, of requests and responses alike. */
const messageMethods: Signatures = {
    'String getBody()': ({ state }: NativeObject<Message>) => Buffer.from(state.body).toString('utf8'),
    'Blob getBodyAsBlob()': ({ state }: NativeObject<Message>) => new BlobValue(state.body),
    'void setBody(String?)': ({ state }: NativeObject<Message>, body: string | null) => {
        state.body = Buffer.from(body ?? '', 'utf8');
    },
    'void setBodyAsBlob(Blob)': ({ state }: NativeObject<Message>, body: BlobValue) => {
        state.body = body.bytes;
    },
    'String getHeader(String)': ({ state }: NativeObject<Message>, name: string) =>
        state.headers.get(name.toLowerCase())?.value ?? null,
    'void setHeader(String, String?)': ({ state }: NativeObject<Message>, name: string, value: string | null) => {
        state.headers.set(name.toLowerCase(), { name, value: value ?? '' });
    },
};

/** Milliseconds that a callout may take (HttpRequest class, setTimeout). */
const MAX_TIMEOUT = 120_000;

/** Limits on callouts where a program runs. @throws Thrown CalloutException */
function checkPlace(): void {
    const { trigger, job, limits } = transaction();
    if (trigger) throw refused('Callout from triggers are currently not supported.');
    if (job === 'scheduled') throw refused('Callout from scheduled Apex not supported.');
    limits.count('callouts');
    if (limits.used.dmlStatements > 0)
        throw refused('You have uncommitted work pending. Please commit or rollback before calling out');
}

function refused(text: string): Error {
    return exception('CalloutException', text);
}

function send(request: RequestObject): Value {
    const { endpoint, method } = request.state;
    if (endpoint === null || endpoint === '') throw refused('no protocol: ');
    if (method === null) throw refused('Method must be specified');
    checkPlace();
    const { isTest, mocks } = transaction();
    if (!isTest) throw refused(unauthorized(endpoint));
    const mock = mocks.get('httpcalloutmock');
    if (!mock) throw exception('TypeException', 'Methods defined as TestMethod do not support Web service callouts');
    return callNamed(mock, 'respond', request);
}

function unauthorized(endpoint: string): string {
    const [, credential] = /^callout:([\w]+)/i.exec(endpoint) ?? [];
    if (credential !== undefined)
        return `The callout couldn't access the endpoint. You might not have the required permissions, or the named credential "${credential}" might not exist.`;
    if (!URL.canParse(endpoint)) return `no protocol: ${endpoint}`;
    return `Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = ${endpoint}`;
}

define(
    {
        name: 'Http',
        constructors: { '()': (type: Type) => new NativeObject(type, null) },
        methods: {
            'HttpResponse send(HttpRequest)': (_: Value, request: RequestObject) => send(request),
            'String toString()': () => 'Http[]',
        },
    },
    {
        name: 'HttpRequest',
        constructors: {
            '()': (type: Type) =>
                new NativeObject<Request>(type, {
                    ...message(),
                    endpoint: null,
                    method: null,
                    timeout: 10_000,
                    isCompressed: false,
                }),
        },
        methods: {
            ...messageMethods,
            'String getEndpoint()': ({ state }: RequestObject) => state.endpoint,
            'void setEndpoint(String?)': ({ state }: RequestObject, endpoint: string | null) => {
                state.endpoint = endpoint;
            },
            'String getMethod()': ({ state }: RequestObject) => state.method,
            'void setMethod(String?)': ({ state }: RequestObject, method: string | null) => {
                state.method = method;
            },
            'void setTimeout(Integer)': ({ state }: RequestObject, timeout: number) => {
                if (timeout < 1 || timeout > MAX_TIMEOUT) throw refused(`Invalid timeout: ${String(timeout)}`);
                state.timeout = timeout;
            },
            'Boolean getCompressed()': ({ state }: RequestObject) => state.isCompressed,
            'void setCompressed(Boolean)': ({ state }: RequestObject, isCompressed: boolean) => {
                state.isCompressed = isCompressed;
            },
            'String toString()': ({ state }: RequestObject) =>
                `System.HttpRequest[Endpoint=${state.endpoint ?? 'null'}, Method=${state.method ?? 'null'}]`,
        },
        unsupported: ['void setClientCertificateName(String)', 'void setBodyDocument(Object)'],
    },
    {
        name: 'HttpResponse',
        constructors: {
            '()': (type: Type) => new NativeObject<Response>(type, { ...message(), status: null, statusCode: 0 }),
        },
        methods: {
            ...messageMethods,
            'List<String> getHeaderKeys()': ({ state }: ResponseObject) =>
                new ListValue(
                    listOf(STRING),
                    [...state.headers.values()].map(({ name }) => name),
                ),
            'String getStatus()': ({ state }: ResponseObject) => state.status,
            'void setStatus(String?)': ({ state }: ResponseObject, status: string | null) => {
                state.status = status;
            },
            'Integer getStatusCode()': ({ state }: ResponseObject) => state.statusCode,
            'void setStatusCode(Integer)': ({ state }: ResponseObject, statusCode: number) => {
                state.statusCode = statusCode;
            },
            'String toString()': ({ state }: ResponseObject) =>
                `System.HttpResponse[Status=${state.status ?? 'null'}, StatusCode=${String(state.statusCode)}]`,
        },
        unsupported: ['Object getBodyDocument()', 'Object getXmlStreamReader()'],
    },
    { name: 'HttpCalloutMock', kind: 'interface', abstracts: ['HttpResponse respond(HttpRequest)'] },
    {
        name: 'WebServiceMock',
        kind: 'interface',
        abstracts: [
            'void doInvoke(Object, Object, Map<String, Object>, String, String, String, String, String, String)',
        ],
    },
);

/** What answers in place of other systems, for the rest of the test. */
function setMock({ meant }: TypeValue, mock: Value): void {
    const running = transaction();
    if (!running.isTest) throw exception('TypeException', 'Test.setMock can only be called from a test method');
    const isMock = meant === namedType('System.HttpCalloutMock') || meant === namedType('System.WebServiceMock');
    if (!isMock || !(mock instanceof ObjectValue) || !isKindOf(mock.type, meant))
        throw exception('TypeException', `${meant.name} is not a valid mock type`);
    running.mocks.set(meant.name.toLowerCase(), mock);
}

extend('Test', { statics: { 'void setMock(Type, Object)': setMock } });
