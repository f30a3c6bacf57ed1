/** Values of records that every rule of the register accepts, for whoever needs one and not what is in it. */

/** The first day on which they are there, unless another one is told. */
const FIRST_DAY = '2024-01-01';

type Values = Readonly<Record<string, unknown>>;

/** A validated public dwelling. @param municipality its id. @param from yyyy-mm-dd */
export function validatedLocation(municipality: string, from = FIRST_DAY): Values {
    return {
        Municipality__c: municipality,
        Status__c: 'Validated',
        Category__c: 'Public',
        Accommodation_Type__c: 'Dwelling',
        Financing__c: 'By_Municipality',
        Start_Date__c: from,
        Street__c: 'Kerkstraat',
        House_Number__c: '1',
        Postal_Code__c: '3600',
        Town__c: 'Genk',
        Inventory_Result__c: 'Not_Listed',
        Inventory_Date__c: from,
        Inventory_By__c: 'Team wonen',
        Risk_Result__c: 'No_Alarm',
        Risk_Date__c: from,
        Risk_By__c: 'Team wonen',
    };
}

/** A bed for one. @param place id of its room. @param number unlike that of the others in the room */
export function singleBed(place: string, number: string, from = FIRST_DAY): Values {
    return {
        Place__c: place,
        Bed_Number__c: number,
        Bed_Type__c: 'Single',
        Bookable__c: true,
        First_Day__c: from,
    };
}

/** A household of one adult that waits for a bed. @param municipality id of the one that is responsible */
export function waitingHousehold(municipality: string, from = FIRST_DAY): Values {
    return {
        Responsible_Municipality__c: municipality,
        Adults__c: 1,
        Source__c: 'Own_Arrival',
        Status__c: 'Waiting',
        Waiting_Since__c: from,
    };
}
