/** The SOAP API as far as clients log in and out by it (SOAP API developer guide, "login()"). */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ORGANIZATION_ID } from '../../org/first-records.ts';
import { logIn } from '../../org/logins.ts';
import type { Org } from '../../org/org.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Row } from '../../store/store.ts';
import { baseUrl } from '../oauth/requests.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { childNamed, envelope, escapeXml, faultEnvelope, readCall, SoapFault, type SoapCall } from './envelope.ts';

/** Adds the routes of the partner and enterprise API. */
export function soapRoutes(app: FastifyInstance, org: Org, tokens: Tokens): void {
    const paths = [
        '/services/Soap/u/:version',
        '/services/Soap/u/:version/:organization',
        '/services/Soap/c/:version',
        '/services/Soap/c/:version/:organization',
    ];
    for (const path of paths) {
        app.post(path, (request, reply) => {
            reply.type('text/xml; charset=utf-8');
            try {
                return reply.send(
                    answer(
                        org,
                        tokens,
                        request,
                        readCall(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''),
                    ),
                );
            } catch (error) {
                if (!(error instanceof SoapFault)) throw error;
                return reply.code(500).send(faultEnvelope(error));
            }
        });
    }
}

function answer(org: Org, tokens: Tokens, request: FastifyRequest, call: SoapCall): string {
    switch (call.name) {
        case 'login':
            return login(org, tokens, request, call);
        case 'logout': {
            const { token } = sessionOf(tokens, call);
            tokens.revoke(token);
            return envelope('<logoutResponse/>');
        }
        case 'getUserInfo': {
            const { userId } = sessionOf(tokens, call);
            return envelope(`<getUserInfoResponse><result>${userInfo(org, userId)}</result></getUserInfoResponse>`);
        }
        default:
            throw new SoapFault('UNSUPPORTED_API_VERSION', `not supported: ${call.name}`);
    }
}

/** @throws SoapFault INVALID_SESSION_ID without a valid session */
function sessionOf(tokens: Tokens, { sessionId: token = '' }: SoapCall): { token: string; userId: string } {
    const userId = tokens.userOf(token, 'access');
    if (userId !== undefined) return { token, userId };
    // the session that was sent is a secret, even when it has ended
    throw new SoapFault(
        'INVALID_SESSION_ID',
        'Invalid Session ID found in SessionHeader: Illegal Session. Session not found',
    );
}

function login(org: Org, tokens: Tokens, request: FastifyRequest, { body }: SoapCall): string {
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

function userInfo(org: Org, userId: string): string {
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
