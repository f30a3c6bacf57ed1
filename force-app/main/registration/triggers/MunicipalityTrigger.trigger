trigger MunicipalityTrigger on Municipality__c(after insert, after update) {
    new MunicipalityTriggerHandler().run();
}
