trigger DataQualityFindingTrigger on Data_Quality_Finding__c(after insert, after update) {
    new FindingTriggerHandler().run();
}
