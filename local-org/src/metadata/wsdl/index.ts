/** Judges elements of metadata by the Metadata API's own types; the offline gate of projects does so too. */
export { checkElement, METADATA, type Fault } from './check-element.ts';
export { metadataModel, writeModel } from './model.ts';
export type { Member, MemberType, Scalar, TypesModel, WrittenModel } from './model.ts';
export { MalformedXmlError, parseXml, type XmlElement } from './xml-tree.ts';
