trigger ProviderTrigger on Provider__c(after insert, after update) {
    new ProviderTriggerHandler().run();
}
