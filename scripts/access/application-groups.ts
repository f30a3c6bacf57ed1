/** The public groups that records are shared with, by the names that the application's Apex gives them (`SharingGroups`). */

/** The group of the regional teams. */
export const REGION = 'Region';
/** The group of those who work for all of Flanders. */
export const FLANDERS = 'Flanders';
const MUNICIPALITY = 'Municipality_';
const PROVINCE = 'Province_';

/** A condition on a group's developer name: the groups of this application, and no others. */
export function isApplicationGroup(field: string): string {
    return `(${field} LIKE 'Municipality\\_%' OR ${field} LIKE 'Province\\_%' OR ${field} IN ('${REGION}', '${FLANDERS}'))`;
}

/** @param nis code of a municipality */
export function groupOfMunicipality(nis: string): string {
    return `${MUNICIPALITY}${nis}`;
}

/** @param province value of `Municipality__c.Province__c` */
export function groupOfProvince(province: string): string {
    return `${PROVINCE}${province.replaceAll(/[^A-Za-z0-9]+/g, '_')}`;
}

/** The NIS code of a municipality's group; undefined of other groups. */
export function municipalityOfGroup(group: string): string | undefined {
    return group.startsWith(MUNICIPALITY) ? group.slice(MUNICIPALITY.length) : undefined;
}
