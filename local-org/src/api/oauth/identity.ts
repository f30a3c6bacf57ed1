/** Who a token belongs to, as `userinfo` and the identity URL tell it. */
import { ORGANIZATION_ID } from '../../org/first-records.ts';
import type { Org } from '../../org/org.ts';

/** The newest version of the API that this org speaks, and the oldest. */
export const VERSIONS = { newest: 66, oldest: 50 } as const;

/** OpenID Connect's answer for a user. @param base address of the org */
export function userInfo(org: Org, userId: string, base: string): Record<string, unknown> {
    const user = org.store.get('SELECT * FROM "User" WHERE Id = ?', [userId]) ?? {};
    return {
        sub: identityUrl(base, userId),
        user_id: userId,
        organization_id: ORGANIZATION_ID,
        preferred_username: user['Username'],
        nickname: user['CommunityNickname'],
        name: user['Name'],
        email: user['Email'],
        email_verified: true,
        given_name: user['FirstName'],
        family_name: user['LastName'],
        zoneinfo: user['TimeZoneSidKey'],
        active: user['IsActive'] === 1,
        user_type: 'STANDARD',
        language: user['LanguageLocaleKey'],
        locale: user['LocaleSidKey'],
        utcOffset: 0,
        profile: `${base}/${userId}`,
        photos: { picture: `${base}/profilephoto/005/F`, thumbnail: `${base}/profilephoto/005/T` },
        urls: urls(base, userId),
    };
}

/** The identity URL's answer. Some clients insist on https in the id, which is a name and no address. */
export function identity(org: Org, userId: string, base: string, isOwn: boolean): Record<string, unknown> {
    const info = userInfo(org, userId, base);
    return {
        id: identityUrl(base.replace(/^http:/, 'https:'), userId),
        // whether it is the user who asks
        asserted_user: isOwn,
        user_id: userId,
        organization_id: ORGANIZATION_ID,
        username: info['preferred_username'],
        nick_name: info['nickname'],
        display_name: info['name'],
        email: info['email'],
        email_verified: true,
        first_name: info['given_name'],
        last_name: info['family_name'],
        timezone: info['zoneinfo'],
        active: info['active'],
        user_type: 'STANDARD',
        language: info['language'],
        locale: info['locale'],
        utcOffset: 0,
        is_app_installed: true,
        urls: info['urls'],
    };
}

export function identityUrl(base: string, userId: string): string {
    return `${base}/id/${ORGANIZATION_ID}/${userId}`;
}

function urls(base: string, userId: string): Record<string, string> {
    const data = `${base}/services/data/v{version}`;
    return {
        enterprise: `${base}/services/Soap/c/{version}/${ORGANIZATION_ID}`,
        metadata: `${base}/services/Soap/m/{version}/${ORGANIZATION_ID}`,
        partner: `${base}/services/Soap/u/{version}/${ORGANIZATION_ID}`,
        rest: `${data}/`,
        sobjects: `${data}/sobjects/`,
        search: `${data}/search/`,
        query: `${data}/query/`,
        recent: `${data}/recent/`,
        tooling_soap: `${base}/services/Soap/T/{version}/${ORGANIZATION_ID}`,
        tooling_rest: `${data}/tooling/`,
        profile: `${base}/${userId}`,
        custom_domain: base,
    };
}
