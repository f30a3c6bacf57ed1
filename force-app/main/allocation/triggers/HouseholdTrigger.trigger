trigger HouseholdTrigger on Household__c(after insert, after update) {
    new HouseholdTriggerHandler().run();
}
