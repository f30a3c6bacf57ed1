trigger SubsidyParameterTrigger on Subsidy_Parameter__c(before delete, after undelete) {
    new ParameterTriggerHandler().run();
}
