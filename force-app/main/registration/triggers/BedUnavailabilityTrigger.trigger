trigger BedUnavailabilityTrigger on Bed_Unavailability__c(
    before insert,
    after insert,
    after update,
    after delete,
    after undelete
) {
    new BedUnavailabilityTriggerHandler().run();
}
