trigger HouseholdTrigger on Household__c(before insert, after insert, after update) {
    new HouseholdTriggerHandler().run();
}
