/** Apex developer guide, "Exposing Apex classes as REST web services"; its answers and errors over HTTP. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { writeApexProject } from '../../org/suite/apex.ts';
import { LIBRARY_PROJECT } from '../../org/suite/library.ts';
import { TestServer, outcomeOf } from '../suite/client.ts';

const CLASSES = {
    LibraryApi: `
@RestResource(urlMapping='/libraries/*')
global with sharing class LibraryApi {
    global class Answer { public String city; public Integer count; public Decimal none; }

    @HttpGet global static Library__c read() {
        String id = RestContext.request.requestURI.substringAfterLast('/');
        List<Library__c> found = [SELECT City__c FROM Library__c WHERE Id = :id];
        if (found.isEmpty()) { RestContext.response.statusCode = 404; return null; }
        return found[0];
    }
    @HttpPost global static Answer create(String city, Integer count, List<Date> days, Answer more) {
        for (Integer i = 0; i < count; i++) insert new Library__c(City__c = city);
        Answer answer = new Answer();
        answer.city = city + days + more?.city;
        answer.count = count;
        RestContext.response.statusCode = 201;
        RestContext.response.addHeader('X-Made', String.valueOf(count));
        return answer;
    }
    @HttpPut global static void echo() {
        RestRequest request = RestContext.request;
        RestResponse response = RestContext.response;
        response.addHeader('Content-Type', 'text/plain');
        response.responseBody = Blob.valueOf(request.httpMethod + ' ' + request.resourcePath + ' ' + request.requestURI + ' ' + request.params + ' ' + request.headers.get('X-Own') + ' ' + request.requestBody.toString());
    }
    @HttpDelete global static void fails() { insert new Library__c(); Integer i = 1 / 0; }
}`,
    Exact: `
@RestResource(urlMapping='/libraries/exact') global class Exact { @HttpGet global static String read() { return 'exact'; } }`,
    Longer: `
@RestResource(urlMapping='/libraries/a/*') global class Longer { @HttpGet global static List<Integer> read() { return new List<Integer>{1, 2}; } }`,
};

const server = new TestServer({ projects: [LIBRARY_PROJECT, writeApexProject({ classes: CLASSES })] });
after(() => server.close());

const ROOT = '/services/apexrest/libraries';

describe('Apex REST', () => {
    const { admin } = server;

    it('a record is answered as REST has it, with the address that names it', async () => {
        const id = await admin.make('Library__c', { City__c: 'Gent' });
        const { status, body, headers } = await admin.get(`${ROOT}/${id}`);
        assert.equal(status, 200);
        assert.match(String(headers['content-type']), /^application\/json/);
        assert.deepEqual(body, {
            attributes: { type: 'Library__c', url: `/services/data/v64.0/sobjects/Library__c/${id}` },
            City__c: 'Gent',
            Id: id,
        });
    });

    it('the status is that of the response', async () => {
        const { status, text } = await admin.get(`${ROOT}/a00000000000001AAA`);
        assert.equal(`${String(status)} ${text}`, '404 null');
    });

    it('members of the body are the parameters; what objects hold is answered, null too', async () => {
        const sent = { city: 'Brugge', count: 2, days: ['2024-05-17'], more: { city: 'x' } };
        const { status, body, headers } = await admin.send('POST', ROOT, sent);
        assert.deepEqual([status, headers['x-made']], [201, '2']);
        assert.deepEqual(body, { none: null, count: 2, city: 'Brugge(2024-05-17 00:00:00)x' });
        assert.equal(await admin.count(`SELECT Id FROM Library__c WHERE City__c = 'Brugge'`), 2);
    });

    it('without parameters the program reads the request itself, and writes what it will', async () => {
        const { text, headers } = await admin.send('PUT', `${ROOT}/x/y?a=1&b=%20`, 'any text', {
            'X-Own': 'own',
            'content-type': 'text/csv',
        });
        assert.equal(text, 'PUT /services/apexrest/libraries/* /libraries/x/y {a=1, b= } own any text');
        assert.equal(headers['content-type'], 'text/plain');
    });

    it('an exact match wins, then the longest', async () => {
        assert.equal((await admin.get(`${ROOT}/exact`)).text, '"exact"');
        assert.equal((await admin.get(`${ROOT}/a/b`)).text, '[1,2]');
    });

    it('an exception takes back what was written, and is told with its place', async () => {
        const before = await admin.count('SELECT Id FROM Library__c');
        const { status, body } = await admin.send('DELETE', `${ROOT}/x`);
        assert.equal(status, 500);
        assert.deepEqual(body, [
            {
                errorCode: 'APEX_ERROR',
                message: 'System.MathException: Divide by 0\n\nClass.LibraryApi.fails: line 27, column 1',
            },
        ]);
        assert.equal(await admin.count('SELECT Id FROM Library__c'), before);
    });

    it('refuses addresses, methods, bodies and clients that do not fit', async () => {
        const { body } = await admin.get('/services/apexrest/Libraries/x');
        assert.deepEqual(body, [{ errorCode: 'NOT_FOUND', message: 'Could not find a match for URL /Libraries/x' }]);
        assert.deepEqual((await admin.send('PATCH', `${ROOT}/x`, {})).body, [
            {
                errorCode: 'METHOD_NOT_ALLOWED',
                message: `HTTP Method 'PATCH' not allowed. Allowed are GET,HEAD,POST,PUT,DELETE`,
            },
        ]);
        for (const sent of ['{', '[]', '{"other":1}', '{"count":"many"}', '{"more":{"other":1}}'])
            assert.equal(
                outcomeOf(await admin.send('POST', ROOT, sent, { 'content-type': 'application/json' })),
                '400 JSON_PARSER_ERROR',
                sent,
            );
        const xml = { 'content-type': 'text/xml' };
        assert.equal(outcomeOf(await admin.send('POST', ROOT, '<a/>', xml)), '415 UNSUPPORTED_MEDIA_TYPE');
        assert.equal(outcomeOf(await admin.get(`${ROOT}/x`, { accept: 'application/xml' })), '406 NOT_ACCEPTABLE');
        assert.equal(outcomeOf(await server.request('GET', `${ROOT}/x`)), '401 INVALID_SESSION_ID');
        const clerk = server.user('Clerk', { sets: ['Librarian'] });
        assert.deepEqual((await clerk.get(`${ROOT}/x`)).body, [
            { errorCode: 'FORBIDDEN', message: 'You do not have access to the Apex class named: LibraryApi' },
        ]);
        assert.deepEqual(server.faults, []);
    });
});
