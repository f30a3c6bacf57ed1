import { runCases } from './suite/cases.ts';
import { openLibrary } from './suite/library.ts';

const library = openLibrary();

runCases(library, {
    'Understanding Relationship Queries: child to parent': {
        "SELECT Name, Shelf__r.Name FROM Book__c WHERE Name = 'Atlas'": 'Atlas|{S-001}',
        "SELECT Name, shelf__r.branch__r.NAME FROM book__c WHERE name = 'Atlas'": 'Atlas|{{Ghent}}',
        "SELECT Shelf__r.Branch__r.Region__r.Country__r.Name FROM Book__c WHERE Name = 'Atlas'": '{{{{Belgium}}}}',
        "SELECT Book__r.Shelf__r.Branch__r.Region__r.Country__r.Code__c FROM Loan__c WHERE Name = 'L-0001'":
            '{{{{{BE}}}}}',
        'SELECT Book__r.Sequel_To__r.Shelf__r.Branch__r.Region__r.Country__r.Code__c FROM Loan__c':
            '! MALFORMED_QUERY SOQL statements cannot query more than 5 levels of parents: Book__r.Sequel_To__r.Shelf__r.Branch__r.Region__r.Country__r.Code__c',
        "SELECT Sequel_To__r.Name, Sequel_To__r.Pages__c, Name FROM Book__c WHERE Name = 'Cities'":
            '{Atlas|320}|Cities',
        "SELECT Name, Sequel_To__r.Name FROM Book__c WHERE Name = 'Atlas'": 'Atlas|-',
        "SELECT Name, Sequel_To__r.Shelf__r.Name FROM Book__c WHERE Name = 'Atlas'": 'Atlas|-',
        "SELECT Name, Region__r.Country__r.Name FROM Branch__c WHERE Name = 'Middelburg'": 'Middelburg|{-}',
        "SELECT Name FROM Book__c WHERE Shelf__r.Branch__r.Name = 'ghent'": 'Atlas, Birds, Cities, Dunes',
        "SELECT Name FROM Book__c WHERE Shelf__r.Branch__r.Region__r.Country__r.Name = 'Belgium' AND Pages__c > 300":
            'Atlas, fables',
        'SELECT Name, Translator__r.Account.Name FROM Book__c WHERE Translator__c != null ORDER BY Translator__r.LastName DESC':
            'Cities|{{Acme}}, Atlas|{{Acme}}',
        "SELECT Id, ReportsTo.Name, Account.Parent.Name FROM Contact WHERE LastName = 'Bos'": '#Bob|{Ann Aerts}|{-}',
        "SELECT Name, Manager.Name, Manager.Manager.Alias FROM User WHERE Alias = 'vic'":
            'Vic Visitor|{Lies Librarian|{admin}}',
    },
    'Using Relationship Queries: aliases and names in FROM': {
        'SELECT b.Name FROM Book__c b WHERE b.Pages__c = 5': "It's",
        'SELECT Book__c.Name FROM Book__c WHERE Book__c.Pages__c = 5': "It's",
        "SELECT b.Name, s.Name FROM Book__c b, b.Shelf__r s WHERE s.Name = 'S-002' AND b.Pages__c > 1":
            'Cities|{S-002}',
        "SELECT b.Name, r.Code__c FROM Book__c b, b.Shelf__r s, s.Branch__r.Region__r r WHERE b.Name = 'Atlas'":
            'Atlas|{{{FL}}}',
        'SELECT Account.Name FROM Account WHERE Account.NumberOfEmployees = 8': 'Zorro & Sons',
        'SELECT Name FROM Book__c b, Contact c':
            '! MALFORMED_QUERY A driving SObject type has already been set, all other entity types in the FROM clause must be relationships to the initial object. The driving object is Book__c.',
    },
    'Understanding Polymorphic Keys and Relationships': {
        "SELECT Owner.Name FROM Branch__c WHERE Name = 'Stock'": '{Depot team}',
        "SELECT Owner.Name, Owner.Type, OwnerId FROM Branch__c WHERE Name = 'Liège'": '{Lies Librarian|User}|#Lies',
        "SELECT Name FROM Branch__c WHERE Owner.Type = 'Group'": 'Stock',
        "SELECT Name FROM Branch__c WHERE Owner.Name LIKE 'l%'": 'Ghent, Liège, Middelburg',
        "SELECT Name FROM Branch__c WHERE Owner.Alias = 'LIES'": 'Liège',
        'SELECT Name FROM Branch__c ORDER BY Owner.Name, Name DESC': 'Stock, Liège, Middelburg, Ghent',
        "SELECT Owner.Profile.Name FROM Branch__c WHERE Name = 'Ghent'": '{{System Administrator}}',
        "SELECT Owner.UserRole.Name FROM Branch__c WHERE Name = 'Stock'": '{-}',
        "SELECT Subject, What.Name, What.Type FROM Task WHERE Subject = 'Mail'": 'Mail|{Small|Opportunity}',
        "SELECT Subject, What.Name FROM Task WHERE Subject = 'Look'": 'Look|{00001001}',
        "SELECT Subject FROM Task WHERE What.Type IN ('Account', 'Case')": 'Call Acme, Look',
        "SELECT Subject FROM Task WHERE What.Type != 'Account' ORDER BY Subject": 'Look, Mail, Nothing',
        "SELECT Who.Name, Who.Type, Who.FirstName FROM Task WHERE Subject = 'Mail'": '{Lea Leys|Lead|Lea}',
        "SELECT Subject, What.Name, Who.Id FROM Task WHERE Subject = 'Nothing'": 'Nothing|-|-',
        'SELECT What.Phone FROM Task WHERE What.Phone != null': '{09 123}',
        // those who may own an account are users only
        "SELECT Owner.Name, Owner.Department FROM Account WHERE Name = 'Acme'": '{Local Administrator|-}',
        'SELECT What.Industry FROM Task':
            "! INVALID_FIELD No such column 'Industry' on entity 'Name'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
    },
    TYPEOF: {
        'SELECT Subject, TYPEOF What WHEN Account THEN Phone, NumberOfEmployees WHEN Opportunity THEN Amount, Account.Name ELSE Name END FROM Task ORDER BY Subject':
            'Call Acme|{09 123|120}, Look|{00001001}, Mail|{20.2|{Acme}}, Nothing|-',
        "SELECT TYPEOF What WHEN Account THEN Phone END FROM Task WHERE Subject = 'Mail'": '-',
        "SELECT TYPEOF Owner WHEN User THEN Alias, Email WHEN Group THEN Name END FROM Branch__c WHERE Name IN ('Stock', 'Liège') ORDER BY Name":
            '{lies|lies@example.com}, {Depot team}',
        "SELECT TYPEOF Shelf__r.Branch__r.Owner WHEN User THEN Alias END FROM Book__c WHERE Name = 'fables'":
            '{{{lies}}}',
        'SELECT TYPEOF Shelf__r WHEN Shelf__c THEN Name END FROM Book__c':
            '! MALFORMED_QUERY TYPEOF is only supported for polymorphic relationships, and Shelf__r is none',
        'SELECT TYPEOF What WHEN Book__c THEN Name END FROM Task':
            "! INVALID_TYPE sObject type 'Book__c' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
    },
    'Understanding Relationship Queries: parent to child': {
        'SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName) FROM Account ORDER BY Name':
            'Acme|[Aerts; Bos], plain|-, Zorro & Sons|[Claes]',
        'SELECT Name, (SELECT Name FROM Books__r WHERE Pages__c > 100 ORDER BY Name DESC) FROM Shelf__c ORDER BY Name':
            'S-001|[Birds; Atlas], S-002|[Cities], S-003|[fables], S-004|[Under_score]',
        "SELECT Name, (SELECT Name FROM Books__r ORDER BY Name LIMIT 1) FROM Shelf__c WHERE Branch__r.Name = 'Ghent' ORDER BY Name":
            'S-001|[Atlas], S-002|[Cities]',
        "SELECT (SELECT Name, Shelf__r.Branch__r.Name, Acquired__c, Available__c FROM Books__r WHERE Name = 'Atlas') FROM Shelf__c WHERE Name = 'S-001'":
            '[Atlas|{{Ghent}}|2026-03-18T08:00:00.000+0000|true]',
        "SELECT Name, (SELECT Name FROM Loans__r ORDER BY Name), (SELECT Name FROM Sequels__r) FROM Book__c WHERE Name = 'Atlas'":
            'Atlas|[L-0001; L-0002]|[Cities]',
        "SELECT a.Name, (SELECT c.LastName FROM a.Contacts c WHERE c.LastName LIKE 'B%') FROM Account a WHERE a.Name = 'Acme'":
            'Acme|[Bos]',
        "SELECT Name, (SELECT Name FROM Parts__r ORDER BY Name) FROM Region__c WHERE Name = 'Belgium'":
            'Belgium|[Flanders; Wallonia]',
        "SELECT Name, (SELECT Name, (SELECT Name, (SELECT Name FROM Loans__r ORDER BY Name) FROM Books__r ORDER BY Name) FROM Shelves__r ORDER BY Name) FROM Branch__c WHERE Name = 'Ghent'":
            'Ghent|[S-001|[Atlas|[L-0001; L-0002]; Birds|-]; S-002|[Cities|[L-0003]; Dunes|-]]',
        "SELECT Name, (SELECT Name, (SELECT Name, (SELECT Name, (SELECT Name FROM Loans__r) FROM Books__r) FROM Shelves__r WHERE Name = 'S-001') FROM Branches__r) FROM Region__c WHERE Name = 'Flanders'":
            'Flanders|[Ghent|[S-001|[Atlas|[L-0001; L-0002]; Birds|-]]]',
        'SELECT Id, (SELECT Id, (SELECT Id, (SELECT Id, (SELECT Id, (SELECT Id FROM Loans__r) FROM Sequels__r) FROM Books__r) FROM Shelves__r) FROM Branches__r) FROM Region__c':
            '! MALFORMED_QUERY Subqueries cannot be nested more than 5 levels deep',
        "SELECT Name, (SELECT Subject FROM Tasks) FROM Account WHERE Name = 'Acme'": 'Acme|[Call Acme]',
        "SELECT Name, (SELECT Name FROM Books__r WHERE Id IN (SELECT Book__c FROM Loan__c)) FROM Shelf__c WHERE Name = 'S-001'":
            'S-001|[Atlas]',
        'SELECT Name, (SELECT COUNT() FROM Contacts) FROM Account':
            '! MALFORMED_QUERY Only root queries support aggregate expressions',
        'SELECT Name, (SELECT MAX(LastName) FROM Contacts) FROM Account':
            '! MALFORMED_QUERY Only root queries support aggregate expressions',
        'SELECT Name, (SELECT LastName FROM Contact) FROM Account':
            "! INVALID_TYPE Didn't understand relationship 'Contact' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.",
        'SELECT (SELECT Id FROM Contacts) list FROM Account': "! MALFORMED_QUERY unexpected token: 'list'",
        'SELECT (SELECT Id FROM Contact.Contacts) FROM Account':
            "! INVALID_TYPE Didn't understand relationship 'Contacts' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.",
        'SELECT (SELECT Id FROM Contacts), (SELECT LastName FROM Contacts) FROM Account':
            '! MALFORMED_QUERY duplicate field selected: Contacts',
        "SELECT (SELECT Name FROM Books__r ORDER BY Genre__c NULLS LAST, Name) FROM Shelf__c WHERE Name = 'S-003'":
            '[Élégie; 100% Wool; fables]',
    },
    'Formula and roll-up fields': {
        "SELECT Cost__c, Caption__c, Region_Name__c FROM Book__c WHERE Name = 'Atlas'": '40.95|Atlas / Ghent|Flanders',
        'SELECT Name FROM Book__c WHERE Cost__c > 33 ORDER BY Cost__c DESC': 'Under_score, Atlas, Cities',
        "SELECT Name FROM Book__c WHERE Region_Name__c = 'WALLONIA' AND Pages__c > 100": 'fables',
        "SELECT Name FROM Book__c WHERE Caption__c LIKE '%/ ghent' ORDER BY Caption__c": 'Atlas, Birds, Cities, Dunes',
        "SELECT Sequel_To__r.Caption__c FROM Book__c WHERE Name = 'Cities'": '{Atlas / Ghent}',
        "SELECT (SELECT Caption__c FROM Books__r WHERE Cost__c > 30) FROM Shelf__c WHERE Name = 'S-001'":
            '[Atlas / Ghent]',
        'SELECT Region_Name__c, COUNT(Id) FROM Book__c GROUP BY Region_Name__c':
            "! INVALID_FIELD field 'Region_Name__c' can not be grouped in a query call",
        'SELECT SUM(Cost__c) FROM Book__c': '185.18',
        'SELECT Name, Book_Count__c, Total_Price__c FROM Shelf__c WHERE Book_Count__c > 2': 'S-003|3|40.74',
    },
});
