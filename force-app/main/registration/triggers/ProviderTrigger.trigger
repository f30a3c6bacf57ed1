trigger ProviderTrigger on Provider__c(before insert, after insert, after update) {
    new ProviderTriggerHandler().run();
}
