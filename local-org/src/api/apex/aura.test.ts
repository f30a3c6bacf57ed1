/** Lightning Web Components developer guide, "Call Apex methods": what components send and get. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { writeApexProject } from '../../org/suite/apex.ts';
import { Actor, LIBRARY_PROJECT } from '../../org/suite/library.ts';
import { TestServer, outcomeOf, type Answer, type Client } from '../suite/client.ts';

const CLASSES = {
    Desk: `
public class Desk {
    public class Shelf {
        @AuraEnabled public String label;
        @AuraEnabled public Integer places { get; set; }
        @AuraEnabled public Decimal size { get { return places * 0.5; } }
        @AuraEnabled public String empty;
        public String hidden = 'hidden';
    }
    public class DeskException extends Exception {}

    @AuraEnabled(cacheable=true)
    public static List<Library__c> find(String city) {
        return [SELECT City__c, Budget__c, Region__c, Owner.Name FROM Library__c WHERE City__c = :city];
    }
    @AuraEnabled
    public static Shelf echo(Shelf shelf, Date day, Map<String, Object> more, List<Integer> numbers) {
        if (shelf.hidden == 'x') throw new DeskException('filled');
        shelf.label += ' ' + day.format() + ' ' + more.get('a') + ' ' + numbers.size();
        shelf.hidden = 'seen';
        return shelf;
    }
    @AuraEnabled public static Map<String, Object> values() {
        return new Map<String, Object>{ 'day' => Date.newInstance(2024, 5, 17), 'instant' => Datetime.newInstanceGmt(2024, 5, 17, 9, 30, 0), 'time' => Time.newInstance(1, 0, 0, 0), 'long' => 5000000000L, 'decimal' => 1.50, 'null' => null, 'list' => new List<Object>{ null, true } };
    }
    @AuraEnabled(cacheable=true) public static void writes() { insert new Library__c(); }
    @AuraEnabled public static void handled() { insert new Library__c(); throw new AuraHandledException('for you'); }
    @AuraEnabled public static void own() { throw new DeskException('mine'); }
    @AuraEnabled public static void divides() { Integer i = 1 / 0; }
    @AuraEnabled public static Id save(Library__c library) { insert library; return library.Id; }
    @AuraEnabled public static String kindOf(List<SObject> records) { return records[0].getSObjectType() + ' ' + records[0].get('City__c'); }
    @AuraEnabled public static Integer count() { return [SELECT COUNT() FROM Library__c]; }
    public static void notOpen() {}
}`,
    WideDesk: `public without sharing class WideDesk { @AuraEnabled public static Integer count() { return [SELECT COUNT() FROM Library__c]; } }`,
};

const project = writeApexProject({ classes: CLASSES });
const sets = join(project, 'force-app', 'main', 'default', 'permissionsets');
mkdirSync(sets);
writeFileSync(
    join(sets, 'Wide.permissionset-meta.xml'),
    `<?xml version="1.0" encoding="UTF-8"?>
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <classAccesses><apexClass>WideDesk</apexClass><enabled>true</enabled></classAccesses>
    <classAccesses><apexClass>Desk</apexClass><enabled>false</enabled></classAccesses>
    <label>Wide</label>
</PermissionSet>`,
);
const server = new TestServer({ projects: [LIBRARY_PROJECT, project] });
after(() => server.close());

/** Sends a call as a page of an org does. */
async function aura(client: Client, method: string, params: object = {}, classname = 'Desk'): Promise<unknown> {
    const action = {
        id: '1;a',
        descriptor: 'aura://ApexActionController/ACTION$execute',
        callingDescriptor: 'UNKNOWN',
        params: { namespace: '', classname, method, params, cacheable: false, isContinuation: false },
    };
    const answer = await server.form(
        '/aura?r=1&aura.ApexAction.execute=1',
        { message: JSON.stringify({ actions: [action] }), 'aura.context': '{"mode":"PROD"}', 'aura.token': 'x' },
        { authorization: `Bearer ${client.token}` },
    );
    assert.equal(answer.status, 200, answer.text);
    const [done] = (answer.body as { actions: { id: string; state: string; returnValue: unknown; error: unknown[] }[] })
        .actions;
    assert.equal(done?.id, '1;a');
    return done.state === 'SUCCESS' ? done.returnValue : done.error[0];
}

function lwr(client: Client, method: string, params: object = {}, classname = 'Desk'): Promise<Answer> {
    const body = { namespace: '', classname, method, isContinuation: false, params, cacheable: false };
    return client.server.request('POST', '/webruntime/api/apex/execute?language=en-US&asGuest=false', body, {
        authorization: `Bearer ${client.token}`,
    });
}

describe('Call Apex methods', () => {
    const { admin } = server;

    it('records are their fields, without what is null; the method says whether it may be cached', async () => {
        const id = await admin.make('Library__c', { City__c: 'Gent', Budget__c: 12.5 });
        assert.deepEqual(await aura(admin, 'find', { city: 'Gent' }), {
            returnValue: [
                {
                    Id: id,
                    City__c: 'Gent',
                    Budget__c: 12.5,
                    OwnerId: admin.userId,
                    Owner: { Id: admin.userId, Name: 'Local Administrator' },
                },
            ],
            cacheable: true,
        });
    });

    it('objects have their @AuraEnabled members alone, and arguments become what the parameters are', async () => {
        const shelf = { label: 'a', places: 3, hidden: 'x' };
        assert.deepEqual(await aura(admin, 'echo', { shelf, day: '2024-05-17', more: { a: [1] }, numbers: [1, 2] }), {
            returnValue: { label: 'a 17/05/2024 (1) 2', places: 3, size: 1.5 },
            cacheable: false,
        });
    });

    it('records may tell their object themselves', async () => {
        const records = [{ sobjectType: 'Library__c', City__c: 'Gent' }];
        assert.deepEqual(await aura(admin, 'kindOf', { records }), {
            returnValue: 'Library__c Gent',
            cacheable: false,
        });
    });

    it('values of all kinds', async () => {
        assert.deepEqual(await aura(admin, 'values'), {
            returnValue: {
                day: '2024-05-17',
                instant: '2024-05-17T09:30:00.000Z',
                time: 3600000,
                long: 5000000000,
                decimal: 1.5,
                list: [null, true],
            },
            cacheable: false,
        });
    });

    it('what is cacheable writes nothing', async () => {
        assert.deepEqual(await aura(admin, 'writes'), {
            exceptionType: 'System.LimitException',
            isUserDefinedException: false,
            message: 'Too many DML statements: 1',
            stackTrace: 'Class.Desk.writes: line 26, column 1',
        });
    });

    it('exceptions tell their type, message and place, and take back what was written', async () => {
        const before = await admin.count('SELECT Id FROM Library__c');
        assert.deepEqual(await aura(admin, 'handled'), {
            exceptionType: 'System.AuraHandledException',
            isUserDefinedException: false,
            message: 'for you',
            stackTrace: 'Class.Desk.handled: line 27, column 1',
        });
        assert.deepEqual(await aura(admin, 'own'), {
            exceptionType: 'Desk.DeskException',
            isUserDefinedException: true,
            message: 'mine',
            stackTrace: 'Class.Desk.own: line 28, column 1',
        });
        assert.match(JSON.stringify(await aura(admin, 'divides')), /"System.MathException".*"Divide by 0"/);
        assert.equal(await admin.count('SELECT Id FROM Library__c'), before);
    });

    it('writes that nobody caught tell fields and the whole record apart', async () => {
        assert.deepEqual(await aura(admin, 'save', { library: { Region__c: 'bad' } }), {
            fieldErrors: {
                Region__c: [
                    {
                        statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
                        message: 'Region: bad value for restricted picklist field: bad',
                    },
                ],
            },
            pageErrors: [],
            index: null,
            duplicateResults: [],
        });
    });

    it('refuses arguments that do not fit, methods that are not there, and actions of others', async () => {
        assert.match(
            JSON.stringify(await aura(admin, 'echo', { shelf: 'text' })),
            /Value provided is invalid for action parameter 'shelf' of type 'Desk.Shelf'/,
        );
        for (const [method, classname] of [
            ['notOpen', 'Desk'],
            ['x', 'Desk'],
            ['x', 'Nothing'],
        ] as const)
            assert.deepEqual(await aura(admin, method, {}, classname), {
                message: `No apex action available for ${classname}.${method}`,
                errorCode: 'NOT_FOUND',
            });
    });

    it('a user needs access to the class, and then sees what is shared with him', async () => {
        const clerk = server.user('Clerk', { sets: ['Librarian', 'Wide'] });
        const all = await admin.count('SELECT Id FROM Library__c');
        assert.deepEqual(await aura(clerk, 'count', {}, 'WideDesk'), { returnValue: all, cacheable: false });
        assert.deepEqual(await aura(clerk, 'count'), {
            message: `You do not have access to the Apex class named 'Desk'.`,
            errorCode: 'FORBIDDEN',
        });
        const idOf = (table: string, name: string): unknown =>
            server.org.store.get(`SELECT Id FROM "${table}" WHERE Name = ?`, [name])?.['Id'];
        const grant = { ParentId: idOf('PermissionSet', 'Librarian'), SetupEntityId: idOf('ApexClass', 'Desk') };
        new Actor(server.org).make('SetupEntityAccess', grant);
        assert.deepEqual(await aura(clerk, 'count'), { returnValue: 0, cacheable: false });
    });

    it('needs a session', async () => {
        const answer = await server.form('/aura', { message: '{"actions":[]}' });
        assert.equal(answer.status, 401);
        assert.match(answer.text, /^\*\/.*aura:invalidSession.*\/\*ERROR\*\/$/);
    });

    it('answers 4xx to what is no message', async () => {
        const headers = { authorization: `Bearer ${admin.token}` };
        for (const message of ['', '[]', '{', '{"actions":1}', '{"actions":[1]}'])
            assert.equal(outcomeOf(await server.form('/aura', { message }, headers)), '400 JSON_PARSER_ERROR');
        assert.deepEqual(server.faults, []);
    });
});

describe('Calls of LWR sites', () => {
    const { admin } = server;

    it('by POST, with the class by name or id', async () => {
        assert.deepEqual((await lwr(admin, 'values')).status, 200);
        const id = server.org.store.get<{ Id: string }>(`SELECT Id FROM "ApexClass" WHERE Name = 'Desk'`)?.Id ?? '';
        const { body } = await lwr(admin, 'find', { city: 'nowhere' }, `@udd/${id.slice(0, 15)}`);
        assert.deepEqual(body, { returnValue: [], cacheable: true });
    });

    it('errors are the body', async () => {
        const { status, body } = await lwr(admin, 'own');
        assert.equal(status, 400);
        assert.equal((body as { message: string }).message, 'mine');
    });

    it('by GET what may be cached, with the cookie of the own pages', async () => {
        const cookie = `sid=${encodeURIComponent(server.tokens.issue(admin.userId, 'web'))}`;
        const get = (method: string, headers: Record<string, string>): Promise<Answer> =>
            server.request(
                'GET',
                `/webruntime/api/apex/execute?classname=Desk&method=${method}&params=${encodeURIComponent('{"city":"x"}')}&cacheable=true`,
                undefined,
                { cookie, ...headers },
            );
        assert.deepEqual((await get('find', {})).body, { returnValue: [], cacheable: true });
        assert.equal(outcomeOf(await get('own', {})), '405 METHOD_NOT_ALLOWED');
        assert.equal(outcomeOf(await get('find', { 'sec-fetch-site': 'same-site' })), '401 INVALID_SESSION_ID');
        assert.equal(outcomeOf(await get('find', { origin: 'http://localhost:1' })), '401 INVALID_SESSION_ID');
    });
});
