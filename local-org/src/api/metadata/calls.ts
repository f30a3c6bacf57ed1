/** What each call of the Metadata API is given. */
import type { XmlElement } from '../../metadata/xml.ts';
import type { Org } from '../../org/org.ts';
import type { Session } from '../../org/session.ts';

export interface MetadataRequest {
    readonly org: Org;
    readonly session: Session;
    /** The element of the call, with its arguments. */
    readonly body: XmlElement;
    /** Of the API, such as `66.0`. */
    readonly version: string;
}

/** A call: gives the XML of its results. */
export type MetadataCall = (request: MetadataRequest) => string;
