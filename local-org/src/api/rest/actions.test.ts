/** Actions developer guide, "Apex actions": list, describe, invoke. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { writeApexProject } from '../../org/suite/apex.ts';
import { LIBRARY_PROJECT } from '../../org/suite/library.ts';
import { TestServer, outcomeOf } from '../suite/client.ts';

const CLASSES = {
    OpenLibrary: `
public class OpenLibrary {
    public class Request {
        @InvocableVariable(label='City' description='Where' required=true) public String city;
        @InvocableVariable public List<Date> days;
        public String notOpen = 'kept';
    }
    public class Result {
        @InvocableVariable public Id library;
        @InvocableVariable public Integer days;
    }
    @InvocableMethod(label='Open a library' description='Makes it' category='Libraries')
    public static List<Result> open(List<Request> requests) {
        List<Result> results = new List<Result>();
        for (Request request : requests) {
            Library__c made = new Library__c(City__c = request.city);
            insert made;
            if (request.city == 'bad') throw new IllegalArgumentException('bad city');
            Result result = new Result();
            result.library = made.Id;
            result.days = request.days?.size();
            results.add(result);
        }
        return results;
    }
}`,
    Cities: `
public class Cities {
    @InvocableMethod public static List<String> cityOf(List<Library__c> libraries) {
        List<String> cities = new List<String>();
        for (Library__c library : libraries) if (library.City__c != 'skip') cities.add(library.City__c);
        return cities;
    }
}`,
};

const server = new TestServer({ projects: [LIBRARY_PROJECT, writeApexProject({ classes: CLASSES })] });
after(() => server.close());
const APEX = '/actions/custom/apex';

describe('Apex actions', () => {
    const { admin } = server;
    const clerk = server.user('Clerk', { sets: ['Librarian'] });

    it('are listed for who may call their classes', async () => {
        assert.deepEqual((await admin.get(APEX)).body, {
            actions: [
                {
                    label: 'cityOf',
                    name: 'Cities',
                    type: 'APEX',
                    url: '/services/data/v66.0/actions/custom/apex/Cities',
                },
                {
                    label: 'Open a library',
                    name: 'OpenLibrary',
                    type: 'APEX',
                    url: '/services/data/v66.0/actions/custom/apex/OpenLibrary',
                },
            ],
        });
        assert.deepEqual((await clerk.get(APEX)).body, { actions: [] });
    });

    it('tell what they take and give', async () => {
        const { body } = await admin.get(`${APEX}/OpenLibrary`);
        const { inputs, outputs, ...action } = body as { inputs: object[]; outputs: object[] };
        assert.deepEqual(action, {
            name: 'OpenLibrary',
            label: 'Open a library',
            description: 'Makes it',
            category: 'Libraries',
            standard: false,
            targetEntityName: null,
            type: 'APEX',
        });
        assert.deepEqual(inputs[0], {
            name: 'city',
            label: 'City',
            description: 'Where',
            type: 'STRING',
            maxOccurs: 1,
            required: true,
            sobjectType: null,
            apexClass: null,
            byteLength: 0,
            picklistValues: null,
        });
        const short = (all: object[]): unknown[] =>
            (all as Record<string, unknown>[]).map((one) => [
                one['name'],
                one['type'],
                one['maxOccurs'],
                one['sobjectType'],
            ]);
        assert.deepEqual(short(inputs), [
            ['city', 'STRING', 1, null],
            ['days', 'DATE', 2000, null],
        ]);
        assert.deepEqual(short(outputs), [
            ['library', 'ID', 1, null],
            ['days', 'INTEGER', 1, null],
        ]);
        const cities = (await admin.get(`${APEX}/Cities`)).body as { inputs: object[]; outputs: object[] };
        assert.deepEqual(short(cities.inputs), [['libraries', 'SOBJECT', 1, 'Library__c']]);
        assert.deepEqual(short(cities.outputs), [['output', 'STRING', 1, null]]);
    });

    it('run for all inputs together', async () => {
        const inputs = [{ city: 'Gent', days: ['2024-05-17'] }, { city: 'Brugge' }];
        const { status, body } = await admin.send('POST', `${APEX}/OpenLibrary`, { inputs });
        assert.equal(status, 200);
        const results = body as { outputValues: { library: string; days: number | null } }[];
        assert.deepEqual(
            results.map(({ outputValues, ...result }) => [result, outputValues.days]),
            [
                [{ actionName: 'OpenLibrary', errors: null, isSuccess: true }, 1],
                [{ actionName: 'OpenLibrary', errors: null, isSuccess: true }, null],
            ],
        );
        const [first] = results;
        assert.equal(
            await admin.count(`SELECT Id FROM Library__c WHERE Id = '${first?.outputValues.library ?? ''}'`),
            1,
        );
    });

    it('take records and plain values by the name of the parameter', async () => {
        const library = { attributes: { type: 'Library__c' }, City__c: 'Aalst' };
        const { body } = await admin.send('POST', `${APEX}/Cities`, { inputs: [{ libraries: library }] });
        assert.deepEqual(body, [
            { actionName: 'Cities', errors: null, isSuccess: true, outputValues: { output: 'Aalst' } },
        ]);
    });

    it('fail together, and take back what they wrote', async () => {
        const before = await admin.count('SELECT Id FROM Library__c');
        const { status, body } = await admin.send('POST', `${APEX}/OpenLibrary`, {
            inputs: [{ city: 'a' }, { city: 'bad' }],
        });
        assert.equal(status, 400);
        const error = {
            statusCode: 'UNKNOWN_EXCEPTION',
            message: 'An Apex error occurred: System.IllegalArgumentException: bad city',
            fields: [],
        };
        const failed = { actionName: 'OpenLibrary', errors: [error], isSuccess: false, outputValues: null };
        assert.deepEqual(body, [failed, failed]);
        assert.equal(await admin.count('SELECT Id FROM Library__c'), before);
    });

    it('refuse inputs that do not fit, and who may not call the class', async () => {
        const messageOf = async (action: string, inputs: unknown): Promise<string> => {
            const answer = await admin.send('POST', `${APEX}/${action}`, { inputs });
            assert.equal(answer.status, 400);
            const [first] = answer.body as { errors?: { message: string }[]; errorCode?: string }[];
            return first?.errors?.[0]?.message ?? first?.errorCode ?? '';
        };
        assert.equal(await messageOf('OpenLibrary', [{}]), 'Missing required input parameter: city');
        assert.equal(await messageOf('OpenLibrary', [{ city: 'a', notOpen: 'b' }]), 'Invalid input parameter: notOpen');
        assert.match(await messageOf('OpenLibrary', [{ city: 'a', days: ['x'] }]), /Invalid format/);
        assert.match(await messageOf('Cities', [{ libraries: { City__c: 'skip' } }]), /number of results/);
        assert.equal(await messageOf('Cities', [1]), 'JSON_PARSER_ERROR');
        assert.equal(await messageOf('Cities', {}), 'JSON_PARSER_ERROR');
        assert.equal(outcomeOf(await admin.get(`${APEX}/Nothing`)), '404 NOT_FOUND');
        assert.equal(outcomeOf(await admin.send('DELETE', `${APEX}/Cities`)), '405 METHOD_NOT_ALLOWED');
        assert.equal(outcomeOf(await clerk.get(`${APEX}/Cities`)), '403 FORBIDDEN');
        assert.equal(outcomeOf(await clerk.send('POST', `${APEX}/Cities`, { inputs: [] })), '403 FORBIDDEN');
        assert.deepEqual(server.faults, []);
    });
});
