/** Who the user is. */
import type { OrgClient } from './org-client.ts';

/** @returns the id of the user's record. @throws OrgError */
export async function userId(client: OrgClient): Promise<string> {
    const { user_id: id } = await client.json<{ user_id: string }>('GET', '/services/oauth2/userinfo');
    return id;
}
