/** The fields of a type (Metadata API developer guide, "describeValueType()"). */
import { metadataModel, type Member } from '../../metadata/wsdl/index.ts';
import { OrgError } from '../../schema/errors.ts';
import { mayDeploy } from '../../org/metadata/permission.ts';
import type { MetadataCall } from './calls.ts';
import type { ApiObject } from './deploy-result.ts';
import { element } from './envelope.ts';
import { textOf } from './retrieve-calls.ts';

const SOAP_TYPES: Readonly<Record<string, string>> = { number: 'double', date: 'dateTime', any: 'anyType' };

/** Types within types are told as deep as an org tells them, at most. */
const MAX_DEPTH = 4;

export const VALUE_TYPE_CALLS: Readonly<Record<string, MetadataCall>> = {
    describeValueType: ({ session, body }) => {
        mayDeploy(session);
        const name = textOf(body, 'type').replace(/^\{.*\}/, '');
        const fields = fieldsOf(name, []);
        if (!fields) throw new OrgError('INVALID_TYPE', `Cannot use: ${name.slice(0, 80)} in this organization`);
        const isComponent = metadataModel().types.get(name)?.has('fullName') === true;
        return element('result', {
            apiCreatable: isComponent,
            apiDeletable: isComponent,
            apiReadable: isComponent,
            apiUpdatable: isComponent,
            valueTypeFields: fields,
        });
    },
};

function fieldsOf(typeName: string, above: readonly string[]): ApiObject[] | undefined {
    const members = metadataModel().types.get(typeName);
    if (!members || above.includes(typeName) || above.length === MAX_DEPTH) return undefined;
    return [...members.values()].map((member) => fieldOf(member, [...above, typeName]));
}

function fieldOf({ name, optional, list, type }: Member, above: readonly string[]): ApiObject {
    const values = type.kind === 'enum' ? [...(metadataModel().enums.get(type.name) ?? [])] : [];
    const fields = type.kind === 'type' ? fieldsOf(type.name, above) : undefined;
    return {
        ...(fields ? { fields } : {}),
        isForeignKey: false,
        isNameField: name === 'fullName',
        maxOccurs: list ? 2_147_483_647 : 1,
        minOccurs: optional || list ? 0 : 1,
        name,
        ...(values.length > 0
            ? { picklistValues: values.map((value) => ({ active: true, defaultValue: false, label: value, value })) }
            : {}),
        soapType: type.kind === 'scalar' ? (SOAP_TYPES[type.scalar] ?? type.scalar) : type.name,
        valueRequired: !optional && !list,
    };
}
