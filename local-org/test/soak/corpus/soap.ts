/** Requests of the SOAP APIs: partner, metadata; and of OAuth. */
import type { Ids, Seed } from './ids.ts';

const PARTNER = 'urn:partner.soap.sforce.com';
const METADATA = 'http://soap.sforce.com/2006/04/metadata';

/** A call in its envelope, with the session of the user. */
function call(path: string, namespace: string, token: string, body: string): Seed {
    const text = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="${namespace}">
<soapenv:Header><SessionHeader><sessionId>${token}</sessionId></SessionHeader></soapenv:Header>
<soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
    return { method: 'POST', path, type: 'text/xml', body: text };
}

export function soapCorpus({ own, foreign, open, user, token }: Ids): Seed[] {
    const partner = (body: string): Seed => call('/services/Soap/u/66.0', PARTNER, token, body);
    const metadata = (body: string): Seed => call('/services/Soap/m/66.0', METADATA, token, body);
    const record = (type: string, fields: string): string =>
        `<sObjects xsi:type="urn:sObject"><type>${type}</type>${fields}</sObjects>`;
    return [
        partner('<getUserInfo/>'),
        partner('<getServerTimestamp/>'),
        partner('<describeGlobal/>'),
        partner('<describeSObjects><sObjectType>Library__c</sObjectType></describeSObjects>'),
        partner('<query><queryString>SELECT Id, Name FROM Library__c</queryString></query>'),
        partner('<queryMore><queryLocator>01g000000000001AAA-2000</queryLocator></queryMore>'),
        partner('<search><searchString>FIND {secret} RETURNING Library__c(Id, Name)</searchString></search>'),
        partner(
            `<retrieve><fieldList>Id,Name</fieldList><sObjectType>Library__c</sObjectType><ids>${foreign}</ids></retrieve>`,
        ),
        partner(`<create>${record('Everything__c', '<Name>S</Name><Required__c>x</Required__c>')}</create>`),
        partner(`<update>${record('Everything__c', `<Id>${open}</Id><Text__c>s</Text__c>`)}</update>`),
        partner(
            `<upsert><externalIDFieldName>Key__c</externalIDFieldName>${record('Everything__c', '<Key__c>S1</Key__c><Name>S</Name><Required__c>x</Required__c>')}</upsert>`,
        ),
        partner(`<delete><ids>${foreign}</ids></delete>`),
        partner(`<undelete><ids>${foreign}</ids></undelete>`),
        partner(
            `<merge><request><masterRecord xsi:type="urn:sObject"><type>Account</type><Id>${open}</Id></masterRecord><recordToMergeIds>${own}</recordToMergeIds></request></merge>`,
        ),
        partner('<describeTabs/>'),
        call(
            '/services/Soap/s/66.0',
            'http://soap.sforce.com/2006/08/apex',
            token,
            '<executeAnonymous><apexcode>System.debug(1);</apexcode></executeAnonymous>',
        ),
        partner(`<emptyRecycleBin><ids>${foreign}</ids></emptyRecycleBin>`),
        partner(
            '<getUpdated><sObjectType>Library__c</sObjectType><startDate>2026-11-20T00:00:00Z</startDate><endDate>2027-01-01T00:00:00Z</endDate></getUpdated>',
        ),
        partner(
            '<getDeleted><sObjectType>Library__c</sObjectType><startDate>2026-11-20T00:00:00Z</startDate><endDate>2027-01-01T00:00:00Z</endDate></getDeleted>',
        ),
        partner(
            '<queryAll><queryString>SELECT Id, (SELECT Id FROM Shelves__r) FROM Library__c</queryString></queryAll>',
        ),
        partner(`<setPassword><userId>005000000000zzzAAA</userId><password>n3w-password</password></setPassword>`),
        partner(
            `<changeOwnPassword><oldPassword>${user}</oldPassword><newPassword>x</newPassword></changeOwnPassword>`,
        ),
        partner('<invalidateSessions><sessionIds>x</sessionIds></invalidateSessions>'),
        partner('<sendEmail><messages><subject>x</subject></messages></sendEmail>'),
        partner(
            `<process><actions xsi:type="ProcessSubmitRequest"><objectId>${foreign}</objectId></actions></process>`,
        ),
        partner('<describeCompactLayouts><sObjectType>Library__c</sObjectType></describeCompactLayouts>'),
        partner('<describeLayout><sObjectType>Library__c</sObjectType></describeLayout>'),
        metadata('<describeMetadata><asOfVersion>66.0</asOfVersion></describeMetadata>'),
        metadata(
            '<listMetadata><queries><type>CustomObject</type></queries><asOfVersion>66.0</asOfVersion></listMetadata>',
        ),
        metadata('<readMetadata><type>CustomObject</type><fullNames>Library__c</fullNames></readMetadata>'),
        metadata(
            '<checkDeployStatus><asyncProcessId>0Af000000000001AAA</asyncProcessId><includeDetails>true</includeDetails></checkDeployStatus>',
        ),
        metadata(
            '<deploy><ZipFile>UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==</ZipFile><DeployOptions><rollbackOnError>true</rollbackOnError></DeployOptions></deploy>',
        ),
        metadata(
            '<retrieve><retrieveRequest><apiVersion>66.0</apiVersion><unpackaged><types><members>*</members><name>CustomLabels</name></types><version>66.0</version></unpackaged></retrieveRequest></retrieve>',
        ),
        metadata(
            '<updateMetadata><metadata xsi:type="CustomLabel"><fullName>Nope</fullName></metadata></updateMetadata>',
        ),
        metadata('<deleteMetadata><type>CustomLabel</type><fullNames>Nope</fullNames></deleteMetadata>'),
        {
            method: 'POST',
            path: '/services/oauth2/token',
            type: 'application/x-www-form-urlencoded',
            body: 'grant_type=password&client_id=x&client_secret=x&username=a@b.invalid&password=x',
        },
        {
            method: 'POST',
            path: '/services/oauth2/token',
            type: 'application/x-www-form-urlencoded',
            body: 'grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=eyJ9.eyJzdWIiOiJ4In0.x',
        },
        { method: 'GET', path: '/services/oauth2/userinfo' },
        {
            method: 'GET',
            path: '/services/oauth2/authorize?response_type=code&client_id=x&redirect_uri=http://localhost/cb',
        },
    ];
}
