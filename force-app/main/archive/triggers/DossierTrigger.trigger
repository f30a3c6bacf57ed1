trigger DossierTrigger on Dossier__c(before update, before delete) {
    new DossierTriggerHandler().run();
}
