/** Logging in by SOAP, and who one is then (SOAP API developer guide, "login()", "getUserInfo()"). */
import type { FastifyRequest } from 'fastify';
import { ORGANIZATION_ID } from '../../org/first-records.ts';
import { logIn } from '../../org/logins.ts';
import type { Org } from '../../org/org.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Row } from '../../store/store.ts';
import { baseUrl } from '../oauth/requests.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { childNamed, envelope, escapeXml, SoapFault, type SoapCall } from './envelope.ts';

/** @returns the envelope of the answer @throws SoapFault INVALID_LOGIN */
export function login(org: Org, tokens: Tokens, request: FastifyRequest, { body }: SoapCall): string {
    const [username = '', password = ''] = ['username', 'password'].map((name) => childNamed(body, name)?.text);
    const userId = tokens.authenticate(username, password);
    if (userId === undefined) throw invalidLogin();
    const api = request.url.startsWith('/services/Soap/c/') ? 'c' : 'u';
    letIn(org, userId, request, api);
    const token = tokens.issue(userId, 'access');
    const version = escapeXml((request.params as Record<string, string>)['version'] ?? '');
    const base = escapeXml(baseUrl(request));
    const result = [
        `<metadataServerUrl>${base}/services/Soap/m/${version}/${ORGANIZATION_ID}</metadataServerUrl>`,
        '<passwordExpired>false</passwordExpired><sandbox>false</sandbox>',
        `<serverUrl>${base}/services/Soap/${api}/${version}/${ORGANIZATION_ID}</serverUrl>`,
        `<sessionId>${escapeXml(token)}</sessionId><userId>${userId}</userId>`,
        `<userInfo>${userInfo(org, userId)}</userInfo>`,
    ];
    return envelope(`<loginResponse><result>${result.join('')}</result></loginResponse>`);
}

/** @throws SoapFault INVALID_LOGIN for a frozen user, as for one who does not exist */
function letIn(org: Org, userId: string, request: FastifyRequest, api: 'c' | 'u'): void {
    const name = api === 'c' ? 'SOAP Enterprise' : 'SOAP Partner';
    const application = request.headers['user-agent'] ?? '';
    try {
        logIn(org, userId, { type: 'Other Apex API', api: name, sourceIp: request.ip, application });
    } catch (error) {
        if (error instanceof OrgError) throw invalidLogin();
        throw error;
    }
}

function invalidLogin(): SoapFault {
    return new SoapFault('INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.');
}

/** The members of a GetUserInfoResult. */
export function userInfo(org: Org, userId: string): string {
    const user = org.store.get('SELECT * FROM "User" WHERE Id = ?', [userId]) ?? {};
    const organization = org.store.get('SELECT * FROM "Organization"') ?? {};
    const fields: Record<string, string | number | boolean> = {
        accessibilityMode: false,
        currencySymbol: '€',
        orgAttachmentFileSizeLimit: 26_214_400,
        orgDefaultCurrencyIsoCode: 'EUR',
        orgDisallowHtmlAttachments: false,
        orgHasPersonAccounts: false,
        organizationId: ORGANIZATION_ID,
        organizationMultiCurrency: false,
        organizationName: textOf(organization, 'Name'),
        profileId: textOf(user, 'ProfileId'),
        roleId: textOf(user, 'UserRoleId'),
        sessionSecondsValid: 7200,
        userDefaultCurrencyIsoCode: 'EUR',
        userEmail: textOf(user, 'Email'),
        userFullName: textOf(user, 'Name'),
        userId,
        userLanguage: textOf(user, 'LanguageLocaleKey'),
        userLocale: textOf(user, 'LocaleSidKey'),
        userName: textOf(user, 'Username'),
        userTimeZone: textOf(user, 'TimeZoneSidKey'),
        userType: 'Standard',
        userUiSkin: 'Theme3',
    };
    return Object.entries(fields)
        .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
        .join('');
}

function textOf(row: Row, column: string): string {
    const value = row[column];
    return typeof value === 'string' ? value : '';
}
