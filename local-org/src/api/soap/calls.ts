/** What each call of the partner and enterprise API is given. */
import type { XmlElement } from '../../metadata/xml.ts';
import type { DmlContext } from '../../dml/context.ts';
import type { Org } from '../../org/org.ts';
import type { Session } from '../../org/session.ts';
import { OrgError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { childNamed, childrenNamed } from './envelope.ts';

export interface SoapRequest {
    readonly org: Org;
    readonly session: Session;
    readonly tokens: Tokens;
    /** The session id that came with the call. */
    readonly token: string;
    /** The element of the call, with its arguments. */
    readonly body: XmlElement;
    readonly header?: XmlElement;
    /** Of the API's version, such as `/services/data/v66.0`. */
    readonly base: string;
    /** Adds to the header of the answer. */
    readonly answerHeader?: (xml: string) => void;
    /** Address of the org, as the client knows it. */
    readonly address: string;
}

/** A call: gives the XML of its results. */
export type SoapCallHandler = (request: SoapRequest) => string;

export function contextOf({ org, session }: SoapRequest): DmlContext {
    return org.dmlContext(session);
}

/** An argument's text; empty when it is not there. */
export function argument({ body }: SoapRequest, name: string): string {
    return childNamed(body, name)?.text ?? '';
}

export function listArgument({ body }: SoapRequest, name: string): string[] {
    return childrenNamed(body, name).map(({ text }) => text);
}

/** A header's member, such as `allOrNone` of `AllOrNoneHeader`. */
export function headerValue({ header }: SoapRequest, name: string, member: string): string | undefined {
    const found = header && childNamed(header, name);
    return found && childNamed(found, member)?.text;
}

/** An object that the user may read. @throws OrgError INVALID_TYPE when it does not exist, or not for him */
export function objectNamed({ org, session }: SoapRequest, name: string): ObjectType {
    const object = org.schema.object(name);
    if (object && session.permissions.object(object).read) return object;
    throw new OrgError(
        'INVALID_TYPE',
        `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
    );
}

/** @throws OrgError EXCEEDED_ID_LIMIT for more records than a call takes */
export function refuseTooMany(count: number, most = 200): void {
    if (count > most)
        throw new OrgError(
            'EXCEEDED_ID_LIMIT',
            `record limit reached. cannot submit more than ${String(most)} records into this call`,
        );
}
