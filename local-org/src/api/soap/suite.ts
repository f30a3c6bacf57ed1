/** Calls of the SOAP API as a client without a library makes them. */
import type { Answer, TestServer } from '../suite/client.ts';

/** Sends a call. @param body XML of the call @param header XML of headers besides the session's */
export function soapCall(
    server: TestServer,
    session: string,
    body: string,
    { header = '', path = 'u/66.0' } = {},
): Promise<Answer> {
    const bearer = session === '' ? '' : `<SessionHeader><sessionId>${session}</sessionId></SessionHeader>`;
    const xml = `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:partner.soap.sforce.com"><s:Header>${bearer}${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
    return server.request('POST', `/services/Soap/${path}`, xml, { 'content-type': 'text/xml', soapaction: '""' });
}

/** The texts of all elements with a name, with any prefix; an element that is nil is `nil`. */
export function valuesOf({ text }: Answer, name: string): string[] {
    const pattern = new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?(?:/>|>([^<]*)<)`, 'g');
    return [...text.matchAll(pattern)].map(([whole, value]) => (whole.includes('xsi:nil') ? 'nil' : (value ?? '')));
}

/** A record as an element of a call. */
export function sObject(type: string, fields: string, name = 'sObjects'): string {
    return `<${name} xsi:type="urn:sObject"><type>${type}</type>${fields}</${name}>`;
}
