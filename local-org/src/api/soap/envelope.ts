/** SOAP's envelope: reading what is called, and writing answers and faults. */
import { parseXml, type XmlElement } from '../../metadata/xml.ts';

/** A call: its name, its arguments, and the session it bears. */
export interface SoapCall {
    readonly name: string;
    readonly body: XmlElement;
    readonly sessionId?: string;
    /** All headers; absent when the envelope has none. */
    readonly header?: XmlElement;
}

/** A refusal as SOAP tells it. */
export class SoapFault extends Error {
    readonly code: string;

    constructor(code: string, message: string) {
        super(message);
        this.code = code;
    }
}

/** What SOAP itself calls a message that cannot be read (SOAP 1.1, section 4.4.1). */
const CLIENT_FAULT = 'soapenv:Client';

/**
 * Reads an envelope; prefixes of namespaces do not matter.
 * @throws SoapFault when it is none
 */
export function readCall(xml: string): SoapCall {
    let root: XmlElement;
    try {
        root = parseXml(xml);
    } catch (error) {
        throw new SoapFault(CLIENT_FAULT, error instanceof Error ? error.message : 'malformed XML');
    }
    const body = childNamed(root, 'Body')?.children[0];
    if (localName(root) !== 'Envelope' || !body) throw new SoapFault(CLIENT_FAULT, 'Envelope with a Body expected');
    const header = childNamed(root, 'Header');
    const session = header && childNamed(header, 'SessionHeader');
    const sessionId = session && childNamed(session, 'sessionId')?.text;
    return {
        name: localName(body),
        body,
        ...(sessionId === undefined ? {} : { sessionId }),
        ...(header === undefined ? {} : { header }),
    };
}

/** The name without its namespace's prefix. */
export function localName(element: XmlElement): string {
    return element.name.split(':').at(-1) ?? '';
}

export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
    return element.children.find((child) => localName(child) === name);
}

export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
    return element.children.filter((child) => localName(child) === name);
}

/** An attribute by its name without the namespace's prefix: `type` of `xsi:type`. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
    return Object.entries(element.attributes).find(([key]) => key === name || key.endsWith(`:${name}`))?.[1];
}

/** Text as XML shows it, without the characters that XML does not know at all. */
export function escapeXml(text: string): string {
    return text
        .replace(/[^\t\n\r\u0020-\ufffd]/g, '')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
}

/** @param content XML of the response's body */
export function envelope(content: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com" xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`;
}

/**
 * An envelope whose prefix `sf` is that of records.
 * @param content XML of the response's body
 * @param header XML of its header
 */
export function recordEnvelope(content: string, header = ''): string {
    const head = header === '' ? '' : `<soapenv:Header>${header}</soapenv:Header>`;
    return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com" xmlns:sf="urn:sobject.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${head}<soapenv:Body>${content}</soapenv:Body></soapenv:Envelope>`;
}

/** The kinds of faults that have names of their own (SOAP API developer guide, "API Fault Element"). */
const FAULT_KINDS: Readonly<Record<string, string>> = {
    INVALID_LOGIN: 'LoginFault',
    INVALID_FIELD: 'InvalidFieldFault',
    INVALID_TYPE: 'InvalidSObjectFault',
    MALFORMED_ID: 'InvalidIdFault',
    MALFORMED_QUERY: 'MalformedQueryFault',
    MALFORMED_SEARCH: 'MalformedSearchFault',
    INVALID_QUERY_LOCATOR: 'InvalidQueryLocatorFault',
    INVALID_NEW_PASSWORD: 'InvalidNewPasswordFault',
    INVALID_OLD_PASSWORD: 'InvalidOldPasswordFault',
};

export function faultEnvelope({ code, message }: SoapFault): string {
    if (code === CLIENT_FAULT) {
        const reason = `<faultstring>${escapeXml(message)}</faultstring>`;
        return envelope(`<soapenv:Fault><faultcode>${code}</faultcode>${reason}</soapenv:Fault>`);
    }
    const text = escapeXml(`${code}: ${message}`);
    const kind = FAULT_KINDS[code] ?? 'UnexpectedErrorFault';
    const detail = `<sf:${kind}><sf:exceptionCode>${code}</sf:exceptionCode><sf:exceptionMessage>${escapeXml(message)}</sf:exceptionMessage></sf:${kind}>`;
    return envelope(
        `<soapenv:Fault><faultcode>sf:${code}</faultcode><faultstring>${text}</faultstring><detail>${detail}</detail></soapenv:Fault>`,
    );
}
