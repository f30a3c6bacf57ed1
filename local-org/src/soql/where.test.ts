import { runCases } from './suite/cases.ts';
import { openLibrary } from './suite/library.ts';

const BOOKS = 'SELECT Name FROM Book__c WHERE';

const library = openLibrary();

runCases(library, {
    'Comparison Operators: =': {
        [`${BOOKS} Pages__c = 320`]: 'Atlas, fables',
        [`${BOOKS} Pages__c=-1`]: '',
        [`${BOOKS} Price__c = 45.50`]: 'Atlas',
        [`${BOOKS} Price__c = +20`]: 'Birds',
        [`${BOOKS} Name = 'atlas'`]: 'Atlas',
        [`${BOOKS} name = 'FABLES'`]: 'fables',
        [`${BOOKS} Name = 'élégie'`]: 'Élégie',
        [`${BOOKS} Name = 'ÉLÉGIE'`]: 'Élégie',
        [`${BOOKS} Name = 'It\\'s'`]: "It's",
        [`${BOOKS} Name = '100% wool'`]: '100% Wool',
        [`${BOOKS} Code__c = 'aA1'`]: 'Atlas',
        [`${BOOKS} Code__c = 'aa1'`]: 'Birds',
        [`${BOOKS} Code__c = 'AA1'`]: '',
        [`${BOOKS} Available__c = true`]: 'Atlas, Birds, Under_score, Élégie',
        [`${BOOKS} Available__c = FALSE`]: "100% Wool, Cities, Dunes, It's, fables",
        [`${BOOKS} Genre__c = 'poetry'`]: 'Birds, Élégie',
        [`${BOOKS} Published__c = 2026-01-01`]: 'Cities',
        [`${BOOKS} Acquired__c = 2026-03-18T08:00:00Z`]: 'Atlas',
        [`${BOOKS} Acquired__c = 2026-03-18T09:00:00+01:00`]: 'Atlas',
        [`${BOOKS} Acquired__c = 2026-03-18T08:00:00.000+0000`]: 'Atlas',
        [`${BOOKS} Alarm__c = 08:30:00.000Z`]: 'Atlas',
        [`${BOOKS} Alarm__c = 08:30:00Z`]: 'Atlas',
        [`${BOOKS} Website__c = 'https://example.com/a?b=c'`]: "It's",
        [`${BOOKS} Id = '#Atlas'`]: 'Atlas',
        [`${BOOKS} Shelf__c = '#S2'`]: 'Cities, Dunes',
        [`${BOOKS} Shelf__c = '${(library.ids.get('S2') ?? '').slice(0, 15)}'`]: 'Cities, Dunes',
        [`${BOOKS} Shelf__c = '${(library.ids.get('S2') ?? '').toLowerCase()}'`]: 'Cities, Dunes',
        [`${BOOKS} Contact_Email__c = 'ATLAS@example.com'`]: 'Atlas',
    },
    'Comparison Operators: != and <>': {
        [`${BOOKS} Pages__c != 320`]: "100% Wool, Birds, Cities, Dunes, It's, Under_score, Élégie",
        [`${BOOKS} Pages__c <> 320 AND Pages__c > 100`]: 'Birds, Cities, Under_score',
        [`${BOOKS} Genre__c != 'Novel' AND Pages__c < 100`]: "It's, Élégie",
        [`${BOOKS} Genre__c != 'Novel' AND Shelf__c = '#S2'`]: 'Cities, Dunes',
        [`${BOOKS} Available__c != true AND Pages__c > 200`]: 'Cities, fables',
        [`${BOOKS} Name != 'élégie' AND Shelf__c = '#S3'`]: '100% Wool, fables',
    },
    'Comparison Operators: < <= > >=': {
        [`${BOOKS} Pages__c < 64`]: "It's",
        [`${BOOKS} Pages__c <= 64`]: "100% Wool, It's",
        [`${BOOKS} Pages__c > 320`]: 'Under_score',
        [`${BOOKS} Pages__c >= 320`]: 'Atlas, Under_score, fables',
        [`${BOOKS} Pages__c < = 5`]: "It's",
        [`${BOOKS} Name > 'Cities' AND Name < 'G'`]: 'Dunes, fables',
        [`${BOOKS} Published__c > 2026-03-16`]: 'Under_score, Élégie',
        [`${BOOKS} Published__c <= 2020-02-29`]: "Atlas, It's",
        [`${BOOKS} Acquired__c < 2025-01-01T00:00:00Z`]: '100% Wool',
        [`${BOOKS} Acquired__c >= 2026-03-17T23:30:00Z`]: 'Atlas, Birds, Under_score',
        [`${BOOKS} Id > '#Its'`]: '',
        [`${BOOKS} Id >= '#Its'`]: "It's",
        [`${BOOKS} Discount__c >= 0`]: 'Atlas, Cities, Élégie',
        'SELECT Name FROM Branch__c WHERE Opens__c > 09:00:00Z': 'Liège',
    },
    'Comparison Operators: LIKE': {
        [`${BOOKS} Name LIKE 'a%'`]: 'Atlas',
        [`${BOOKS} Name LIKE '%S'`]: "Atlas, Birds, Cities, Dunes, It's, fables",
        [`${BOOKS} Name LIKE '_tlas'`]: 'Atlas',
        [`${BOOKS} Name LIKE 'atlas'`]: 'Atlas',
        [`${BOOKS} Name LIKE '100\\%%'`]: '100% Wool',
        [`${BOOKS} Name LIKE '%\\_%'`]: 'Under_score',
        [`${BOOKS} Name LIKE '%_score'`]: 'Under_score',
        [`${BOOKS} Name LIKE 'é%'`]: 'Élégie',
        [`${BOOKS} Name LIKE '%\\'%'`]: "It's",
        [`${BOOKS} Genre__c LIKE 'E%'`]: 'Atlas, Under_score',
        [`${BOOKS} (NOT Name LIKE '%s')`]: '100% Wool, Under_score, Élégie',
        [`${BOOKS} (NOT Genre__c LIKE '%o%') AND Shelf__c = '#S2'`]: 'Dunes',
        [`${BOOKS} Name LIKE ''`]: '',
    },
    'Comparison Operators: IN and NOT IN': {
        [`${BOOKS} Pages__c IN (5, 64, 999)`]: "100% Wool, It's",
        [`${BOOKS} Genre__c IN ('essay', 'Novel')`]: '100% Wool, Atlas, Under_score, fables',
        [`${BOOKS} Genre__c IN ('Essay', null)`]: 'Atlas, Dunes, Under_score',
        [`${BOOKS} Genre__c NOT IN ('Essay', 'Novel')`]: "Birds, Cities, Dunes, It's, Élégie",
        [`${BOOKS} Genre__c NOT IN ('Essay', 'Novel', null)`]: "Birds, Cities, It's, Élégie",
        [`${BOOKS} Id IN ('#Atlas', '#Dunes')`]: 'Atlas, Dunes',
        [`${BOOKS} Name IN ('élégie', 'ATLAS')`]: 'Atlas, Élégie',
        [`${BOOKS} Published__c IN (2026-01-01, TODAY)`]: 'Cities, Élégie',
        [`${BOOKS} Available__c IN (true)`]: 'Atlas, Birds, Under_score, Élégie',
        [`${BOOKS} Pages__c IN (${Array.from({ length: 100 }, (_, index) => index).join(', ')})`]:
            "100% Wool, It's, Élégie",
        [`${BOOKS} Pages__c NOT IN (${Array.from({ length: 100 }, (_, index) => index + 50).join(', ')})`]:
            "Atlas, Cities, Dunes, It's, Under_score, fables",
    },
    'Query Multi-Select Picklists': {
        [`${BOOKS} Topics__c INCLUDES ('Art')`]: 'Cities, Under_score, fables, Élégie',
        [`${BOOKS} Topics__c INCLUDES ('Art;History')`]: 'Cities, Under_score',
        [`${BOOKS} Topics__c includes ('Art;History', 'Nature')`]: 'Atlas, Birds, Cities, Under_score, fables',
        [`${BOOKS} Topics__c EXCLUDES ('Art', 'Nature')`]: "100% Wool, Dunes, It's",
        [`${BOOKS} Topics__c EXCLUDES ('Art;Travel')`]:
            "100% Wool, Atlas, Birds, Dunes, It's, Under_score, fables, Élégie",
        [`${BOOKS} Topics__c = 'Nature;Travel'`]: 'Atlas',
        [`${BOOKS} Topics__c != 'Nature' AND Shelf__c = '#S1'`]: 'Atlas',
        [`${BOOKS} Topics__c = null`]: "Dunes, It's",
        [`${BOOKS} Topics__c INCLUDES ('rt')`]: '',
        [`${BOOKS} Topics__c > 'A'`]: '! INVALID_QUERY_FILTER_OPERATOR invalid operator on multipicklist field',
        [`${BOOKS} Topics__c LIKE 'A%'`]: '! INVALID_QUERY_FILTER_OPERATOR invalid operator on multipicklist field',
        [`${BOOKS} Genre__c INCLUDES ('Essay')`]: '! INVALID_QUERY_FILTER_OPERATOR invalid operator on picklist field',
    },
    'Use null in WHERE': {
        [`${BOOKS} Genre__c = null`]: 'Dunes',
        [`${BOOKS} Genre__c = NULL`]: 'Dunes',
        [`${BOOKS} Genre__c != null AND Pages__c < 100`]: "100% Wool, It's, Élégie",
        [`${BOOKS} Isbn__c = ''`]: "100% Wool, Cities, Dunes, It's, Under_score, fables, Élégie",
        [`${BOOKS} Isbn__c != ''`]: 'Atlas, Birds',
        [`${BOOKS} Acquired__c = null`]: "Dunes, It's",
        [`${BOOKS} Available__c = null`]: "100% Wool, Cities, Dunes, It's, fables",
        [`${BOOKS} Available__c != null`]: 'Atlas, Birds, Under_score, Élégie',
        [`${BOOKS} Pages__c > null`]: '',
        [`${BOOKS} Sequel_To__r.Name = null AND Pages__c > 300`]: 'Atlas, Under_score, fables',
        [`${BOOKS} Sequel_To__r.Name != 'Atlas' AND Pages__c < 70`]: "100% Wool, It's",
        [`${BOOKS} Sequel_To__r.Name != null`]: "Cities, It's",
    },
    'Logical Operators': {
        [`${BOOKS} Pages__c = 320 AND Genre__c = 'Novel'`]: 'fables',
        [`${BOOKS} Pages__c = 5 OR Genre__c = 'Novel'`]: "100% Wool, It's, fables",
        [`${BOOKS} NOT Pages__c > 5`]: "Dunes, It's",
        [`${BOOKS} NOT (Pages__c > 5 AND Pages__c < 400)`]: "Dunes, It's, Under_score",
        [`${BOOKS} (Pages__c = 5 OR Pages__c = 64) AND (Genre__c = 'Comic' OR Genre__c = 'Poetry')`]: "It's",
        [`${BOOKS} (Pages__c = 5 AND Genre__c = 'Comic') OR (Pages__c = 64 AND (NOT Genre__c = 'Comic'))`]:
            "100% Wool, It's",
        [`${BOOKS} ((Pages__c = 5))`]: "It's",
        [`${BOOKS} (NOT (NOT Pages__c = 5))`]: "It's",
        [`${BOOKS} Name = 'Dunes' OR Sequel_To__r.Name = 'Atlas'`]: 'Cities, Dunes',
        [`${BOOKS} Pages__c = 5 AND Name = 'x' OR Name = 'y'`]: "! MALFORMED_QUERY unexpected token: 'OR'",
        [`${BOOKS} Pages__c = 5 OR Name = 'x' AND Name = 'y'`]: "! MALFORMED_QUERY unexpected token: 'AND'",
        [`${BOOKS} Pages__c = 5 AND NOT Name = 'x'`]: "! MALFORMED_QUERY unexpected token: 'NOT'",
        [`${BOOKS} NOT Name = 'x' AND Pages__c = 5`]: "! MALFORMED_QUERY unexpected token: 'AND'",
    },
    'Semi-Joins with IN and Anti-Joins with NOT IN': {
        [`${BOOKS} Id IN (SELECT Book__c FROM Loan__c)`]: 'Atlas, Cities',
        [`${BOOKS} Id IN (SELECT l.Book__c FROM Loan__c l WHERE l.Fine__c > 2)`]: 'Atlas',
        [`${BOOKS} Id NOT IN (SELECT Book__c FROM Loan__c) AND Pages__c > 100`]: 'Birds, Under_score, fables',
        [`${BOOKS} Translator__c IN (SELECT Member__c FROM Loan__c WHERE Start__c = 2026-01-05)`]: 'Cities',
        [`${BOOKS} Shelf__c IN (SELECT Id FROM Shelf__c WHERE Branch__r.Name = 'Ghent')`]:
            'Atlas, Birds, Cities, Dunes',
        [`${BOOKS} Translator__c NOT IN (SELECT Id FROM Contact WHERE LastName = 'Bos') AND Pages__c > 200`]:
            'Atlas, Under_score, fables',
        [`${BOOKS} (Id IN (SELECT Book__c FROM Loan__c)) AND Id NOT IN (SELECT Book__c FROM Loan__c WHERE Fine__c = 1)`]:
            'Atlas',
        'SELECT Subject FROM Task WHERE WhatId IN (SELECT Id FROM Account)': 'Call Acme',
        'SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Opportunity) ORDER BY Name':
            'Acme, Zorro & Sons',
        [`${BOOKS} Name = 'x' OR Id IN (SELECT Book__c FROM Loan__c)`]:
            "! MALFORMED_QUERY Semi join sub-selects are not allowed with the 'OR' operator",
        [`${BOOKS} Name = 'x' AND (Pages__c = 5 OR Id IN (SELECT Book__c FROM Loan__c))`]:
            '! MALFORMED_QUERY Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.',
        [`${BOOKS} NOT Id IN (SELECT Book__c FROM Loan__c)`]:
            "! MALFORMED_QUERY Semi join sub-selects are not allowed with the 'NOT' operator",
        [`${BOOKS} Name IN (SELECT Name FROM Loan__c)`]:
            "! MALFORMED_QUERY Semi join sub-selects can only query id fields, cannot use: 'Name'",
        [`${BOOKS} Id IN (SELECT Member__c FROM Loan__c)`]:
            "! MALFORMED_QUERY The selected field 'Member__c' in the subquery and the left operand field in the where expression in the outer query 'Id' should point to the same object type",
        [`${BOOKS} Id IN (SELECT Sequel_To__c FROM Book__c)`]:
            '! MALFORMED_QUERY The inner and outer selects should not be on the same object type',
        [`${BOOKS} Id IN (SELECT Book__c FROM Loan__c WHERE Member__c IN (SELECT Id FROM Contact))`]:
            '! MALFORMED_QUERY Nesting of semi join sub-selects is not supported',
        [`${BOOKS} Id IN (SELECT Book__c FROM Loan__c LIMIT 1)`]:
            '! MALFORMED_QUERY ORDER BY, LIMIT and FOR UPDATE are not supported in semi join sub-selects',
        [`${BOOKS} Id IN (SELECT Book__r.Id FROM Loan__c)`]:
            '! MALFORMED_QUERY Semi join sub-selects cannot select a field of a parent',
        [`${BOOKS} Id IN (SELECT Book__c, Id FROM Loan__c)`]:
            '! MALFORMED_QUERY Semi join sub-selects must select exactly one id or reference field',
        [`${BOOKS} Id = (SELECT Book__c FROM Loan__c)`]:
            '! MALFORMED_QUERY Semi join sub-selects are only supported with the IN and NOT IN operators',
        [`${BOOKS} Id IN (SELECT Book__c FROM Loan__c) AND Id IN (SELECT Book__c FROM Loan__c) AND Id IN (SELECT Book__c FROM Loan__c)`]:
            '! MALFORMED_QUERY Maximum 2 semi join sub-selects are allowed.',
    },
});
