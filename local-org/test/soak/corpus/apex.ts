/** Requests to the org's Apex: what pages call, Apex REST and actions. Whatever they are given, none of the classes fails. */
import type { ApexSources } from '../../../src/org/suite/apex.ts';
import { DATA, type Ids, type Seed } from './ids.ts';

export const APEX_SOURCES: ApexSources = {
    classes: {
        Desk: `
@RestResource(urlMapping='/desk/*')
global with sharing class Desk {
    public class Wish {
        @AuraEnabled @InvocableVariable public String city;
        @AuraEnabled @InvocableVariable public List<Date> days;
        @AuraEnabled public Map<String, Object> more;
    }
    @AuraEnabled(cacheable=true)
    public static List<Object> find(Wish wish, Integer most, Decimal price, Id owner, SObject record) {
        List<Library__c> found = [SELECT Id, City__c FROM Library__c WHERE City__c = :wish?.city LIMIT 10];
        return new List<Object>{ wish, most, price, owner, record, found };
    }
    @HttpGet global static Map<String, String> read() { return RestContext.request.params; }
    @HttpPost global static String write(String city, List<Integer> numbers, Library__c library) { return city + numbers + library; }
    @HttpPut global static void echo() { RestContext.response.responseBody = RestContext.request.requestBody; }
    @InvocableMethod public static List<Wish> wish(List<Wish> wishes) { return wishes; }
}`,
    },
};

export function apexCorpus({ own, user }: Ids): Seed[] {
    const params = {
        wish: { city: 'Gent', days: ['2024-02-29'], more: { a: [1, { b: null }] } },
        most: 5,
        price: 1.5,
        owner: user,
        record: { sobjectType: 'Library__c', Id: own, City__c: 'x' },
    };
    const call = { namespace: '', classname: 'Desk', method: 'find', isContinuation: false, params, cacheable: true };
    const action = { id: '1;a', descriptor: 'aura://ApexActionController/ACTION$execute', params: call };
    const form = new URLSearchParams({
        message: JSON.stringify({ actions: [action, action] }),
        'aura.context': '{"mode":"PROD"}',
        'aura.token': 'x',
    });
    const json = 'application/json';
    const get = `classname=Desk&method=find&params=${encodeURIComponent(JSON.stringify(params))}&cacheable=true`;
    const rest = '/services/apexrest/desk/a';
    const body = { city: 'x', numbers: [1, 2], library: { City__c: 'y' } };
    return [
        { method: 'POST', path: '/aura?r=1', type: 'application/x-www-form-urlencoded', body: form.toString() },
        { method: 'POST', path: '/webruntime/api/apex/execute', type: json, body: call },
        { method: 'GET', path: `/webruntime/api/apex/execute?${get}` },
        { method: 'GET', path: `${rest}?a=1&b=2` },
        { method: 'POST', path: rest, type: json, body },
        { method: 'PUT', path: rest, type: 'text/plain', body: 'any' },
        { method: 'GET', path: `${DATA}/actions/custom/apex` },
        { method: 'GET', path: `${DATA}/actions/custom/apex/Desk` },
        {
            method: 'POST',
            path: `${DATA}/actions/custom/apex/Desk`,
            type: json,
            body: { inputs: [{ city: 'x', days: ['2024-02-29'] }, { city: null }] },
        },
    ];
}
