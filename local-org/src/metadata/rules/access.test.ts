/** What an org refuses of permission sets. */
import { long, rules } from './suite/boxes.ts';

const object = (name: string, ...allowed: string[]): string => {
    return `<objectPermissions>${allowed.map((one) => `<${one}>true</${one}>`).join('')}<object>${name}</object></objectPermissions>`;
};
const access = (name: string, editable = false): string =>
    `<fieldPermissions><editable>${String(editable)}</editable><field>${name}</field><readable>${String(!editable)}</readable></fieldPermissions>`;

rules(
    'PermissionSet',
    'Packers',
    `<label>Packers</label>${access('Box__c.Code__c')}${object('Box__c', 'allowRead')}${object('Part__c', 'allowRead')}`,
    [
        ['PS-01', object('Nope__c', 'allowRead'), /In field: field - no CustomObject named Nope__c found/],
        ['PS-02', access('Box__c.Nope__c'), /In field: field - no CustomField named Box__c.Nope__c found/],
        ['PS-03', access('Box__c.Must__c'), /You cannot deploy to a required field: Box__c.Must__c/],
        ['PS-03', access('Part__c.Box__c'), /You cannot deploy to a required field: Part__c.Box__c/],
        ['PS-05', access('Box__c.Code__c', true), /depends on permission\(s\): Read Box__c.Code__c/],
        ['PS-06', object('Box__c', 'allowEdit'), /Permission Edit Box__c depends on permission\(s\): Read Box__c/],
        [
            'PS-06',
            object('Box__c', 'allowRead', 'allowDelete'),
            /Permission Delete Box__c depends on permission\(s\): Edit Box__c/,
        ],
        ['PS-07', object('Part__c', 'allowRead'), /Permission Read Part__c depends on permission\(s\): Read Box__c/],
        [
            'PS-08',
            '<classAccesses><apexClass>Nope</apexClass></classAccesses>',
            /In field: apexClass - no ApexClass named Nope found/,
        ],
        [
            'PS-09',
            '<applicationVisibilities><application>Nope</application></applicationVisibilities>',
            /no CustomApplication named Nope found/,
        ],
        ['PS-10', '<tabSettings><tab>Box__c</tab></tabSettings>', /no CustomTab named Box__c found/],
        ['PS-11', `<label>${long(81)}</label>`, /label maximum length is:80/],
        ['PS-12', access('Box__c.Code__c') + access('Box__c.Code__c'), /duplicate value found/],
        ['PS-13', '<customPermissions><name>Nope</name></customPermissions>', /no CustomPermission named Nope found/],
        ['PS-14', object('Rate__mdt', 'allowRead'), /customMetadataTypeAccesses/],
    ],
);
