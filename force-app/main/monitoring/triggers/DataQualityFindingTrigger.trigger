trigger DataQualityFindingTrigger on Data_Quality_Finding__c(before insert, after insert, after update) {
    new FindingTriggerHandler().run();
}
