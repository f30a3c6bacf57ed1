/** Answers of the Metadata API in SOAP. */
import { escapeXml } from '../soap/envelope.ts';
import type { ApiObject, ApiValue } from './deploy-result.ts';

/** @param method that is answered @param content XML of its results */
export function answerEnvelope(method: string, content: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soapenv:Body><${method}Response>${content}</${method}Response></soapenv:Body></soapenv:Envelope>`;
}

/** A value as elements of a name: one for each of a list, none for what is undefined. */
export function element(name: string, value: ApiValue): string {
    if (value === undefined) return '';
    if (isList(value)) return value.map((one) => element(name, one)).join('');
    if (typeof value === 'object') return `<${name}>${elements(value)}</${name}>`;
    return `<${name}>${escapeXml(String(value))}</${name}>`;
}

/** The properties of an object as elements. */
function elements(object: ApiObject): string {
    return Object.entries(object)
        .map(([name, value]) => element(name, value))
        .join('');
}

function isList(value: ApiValue): value is readonly ApiObject[] | readonly string[] {
    return Array.isArray(value);
}
