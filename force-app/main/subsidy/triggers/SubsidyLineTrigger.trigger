trigger SubsidyLineTrigger on Subsidy_Line__c(before delete, after undelete) {
    new SubsidyKeptTriggerHandler().run();
}
