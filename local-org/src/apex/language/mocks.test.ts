/** Apex developer guide, "Testing HTTP callouts", "Build a mocking framework with the Stub API". */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { run } from '../suite/run.ts';
import { compileAnonymous, compileProgram } from '../compile/index.ts';
import { typeNamed } from '../program/type-names.ts';
import { Thrown } from '../run/exceptions.ts';
import { exceptionText } from '../run/text.ts';
import { Transaction } from '../run/transaction.ts';
import { nameOf, PLAIN_HOST } from '../suite/run.ts';

const CLASSES = [
    `public class Weather {
        public Integer degrees(String city) {
            HttpRequest request = new HttpRequest();
            request.setEndpoint('https://weather.test/' + city);
            request.setMethod('GET');
            request.setHeader('Accept', 'text/plain');
            HttpResponse response = new Http().send(request);
            if (response.getStatusCode() != 200) throw new CalloutException(response.getStatus());
            return Integer.valueOf(response.getBody()) + response.getHeaderKeys().size();
        }
        public void note(String text) { System.debug('really ' + text); }
        public static String place() { return 'static'; }
    }`,
    `public class Answers implements HttpCalloutMock {
        Integer status;
        public Answers(Integer status) { this.status = status; }
        public HttpResponse respond(HttpRequest request) {
            HttpResponse response = new HttpResponse();
            response.setStatusCode(status);
            response.setStatus('status ' + status);
            response.setHeader('X-Seen', request.getHeader('accept'));
            response.setBody(request.getEndpoint().endsWith('gent') ? '20' : '10');
            return response;
        }
    }`,
    `public class Provider implements System.StubProvider {
        public Object handleMethodCall(Object stubbed, String name, Type returns, List<Type> types, List<String> names, List<Object> args) {
            System.debug(name + ' ' + returns + ' ' + types + ' ' + names + ' ' + args);
            if (name == 'degrees') return args[0] == 'wrong' ? (Object) 'text' : (Object) 7;
            return null;
        }
    }`,
    `public interface Speaker { String say(Integer times); }`,
];

/** Runs statements as a test does. */
function inTest(source: string): string {
    const lines: string[] = [];
    const sources = CLASSES.map((text) => ({ name: nameOf(text), source: text }));
    const { program, errors } = compileProgram(PLAIN_HOST.schema, sources);
    assert.deepEqual(errors, []);
    const settings = { host: PLAIN_HOST, typeNamed: typeNamed(program), isTest: true };
    try {
        new Transaction({ ...settings, log: ({ text }) => lines.push(text) }).run(compileAnonymous(program, source));
    } catch (error) {
        if (!(error instanceof Thrown)) throw error;
        lines.push(exceptionText(error.exception));
    }
    return lines.join('\n');
}

describe('Testing HTTP callouts', () => {
    it('the mock answers', () => {
        const source = `Test.setMock(HttpCalloutMock.class, new Answers(200)); System.debug(new Weather().degrees('gent') + ' ' + Limits.getCallouts());`;
        assert.equal(inTest(source), '21 1');
    });
    it('what the program makes of the answer', () => {
        const source = `Test.setMock(HttpCalloutMock.class, new Answers(503)); new Weather().degrees('gent');`;
        assert.equal(inTest(source), 'System.CalloutException: status 503');
    });
    it('without a mock no test calls out', () => {
        assert.equal(
            inTest(`new Weather().degrees('gent');`),
            'System.TypeException: Methods defined as TestMethod do not support Web service callouts',
        );
    });
    it('outside of tests no address is allowed', () => {
        assert.equal(
            run(`new Weather().degrees('gent');`, CLASSES),
            'System.CalloutException: Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = https://weather.test/gent',
        );
        assert.match(
            run(
                `HttpRequest r = new HttpRequest(); r.setEndpoint('callout:Bank/x'); r.setMethod('GET'); new Http().send(r);`,
            ),
            /^System.CalloutException: The callout couldn't access the endpoint.*"Bank" might not exist\.$/,
        );
        assert.equal(
            run(`Test.setMock(HttpCalloutMock.class, new Answers(200));`, CLASSES),
            'System.TypeException: Test.setMock can only be called from a test method',
        );
    });
    it('at most 100', () => {
        const source = `Test.setMock(HttpCalloutMock.class, new Answers(200)); for (Integer i = 0; i < 101; i++) new Weather().degrees('gent');`;
        assert.equal(inTest(source), 'System.LimitException: Too many callouts: 101');
    });
    it('requests hold what they are given', () => {
        const source = `HttpRequest r = new HttpRequest(); r.setBody('é'); r.setEndpoint('https://a.test'); r.setMethod('PUT'); System.debug(r.getBodyAsBlob().size() + ' ' + r + ' ' + r.getHeader('none'));`;
        assert.equal(run(source), '2 System.HttpRequest[Endpoint=https://a.test, Method=PUT] null');
    });
});

describe('Build a mocking framework with the Stub API', () => {
    it('methods ask the provider, virtual or not', () => {
        const source = `Weather w = (Weather) Test.createStub(Weather.class, new Provider()); System.debug(w.degrees('gent')); w.note('x'); System.debug(w instanceof Weather);`;
        assert.equal(inTest(source), 'degrees Integer (String) (city) (gent)\n7\nnote void (String) (text) (x)\ntrue');
    });
    it('static methods are not stubbed', () => {
        assert.equal(inTest(`System.debug(Weather.place());`), 'static');
    });
    it('interfaces are', () => {
        const source = `Speaker s = (Speaker) Test.createStub(Speaker.class, new Provider()); System.debug(s.say(2));`;
        assert.equal(inTest(source), 'say String (Integer) (times) (2)\nnull');
    });
    it('an answer must be of the type', () => {
        const source = `Weather w = (Weather) Test.createStub(Weather.class, new Provider()); w.degrees('wrong');`;
        assert.match(inTest(source), /System.TypeException: Invalid conversion from runtime type String to Integer$/);
    });
    it('types of the platform cannot be stubbed', () => {
        assert.equal(
            inTest(`Test.createStub(String.class, new Provider());`),
            'System.TypeException: Cannot create stub for type: String',
        );
    });
});
