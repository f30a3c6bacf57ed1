import { runCases } from './suite/cases.ts';
import { openLibrary } from './suite/library.ts';

const library = openLibrary();

runCases(library, {
    'COUNT() and COUNT(fieldName)': {
        'SELECT COUNT() FROM Book__c': 9,
        'SELECT count() FROM Book__c WHERE Pages__c > 100': 5,
        'SELECT COUNT() FROM Book__c LIMIT 4': 4,
        "SELECT COUNT() FROM Book__c WHERE Shelf__r.Branch__r.Name = 'Ghent'": 4,
        'SELECT COUNT(Id) FROM Book__c': '9',
        'SELECT COUNT(Genre__c) FROM Book__c': '8',
        'SELECT COUNT(Id) total FROM Book__c WHERE Pages__c > 1000': '0',
        'SELECT COUNT(), Name FROM Book__c': '! MALFORMED_QUERY COUNT() must be the only element in the SELECT list',
        'SELECT COUNT() FROM Book__c GROUP BY Genre__c':
            '! MALFORMED_QUERY COUNT() cannot be used with GROUP BY: use COUNT(fieldName)',
        'SELECT COUNT() FROM Book__c ORDER BY Name':
            '! MALFORMED_QUERY Ordered field must be grouped or aggregated: COUNT()',
    },
    'Aggregate Functions': {
        'SELECT COUNT_DISTINCT(Pages__c) FROM Book__c': '7',
        'SELECT COUNT_DISTINCT(Genre__c), COUNT_DISTINCT(Shelf__c) FROM Book__c': '4|4',
        'SELECT SUM(Pages__c) FROM Book__c': '1577',
        'SELECT SUM(Price__c) FROM Book__c': '191.49',
        "SELECT AVG(Pages__c) FROM Book__c WHERE Shelf__r.Name = 'S-001'": '220',
        'SELECT MIN(Pages__c), MAX(Pages__c) FROM Book__c': '5|410',
        'SELECT MIN(Published__c), MAX(Published__c) FROM Book__c': '1999-12-31|2026-04-02',
        'SELECT MAX(Acquired__c) FROM Book__c': '2026-03-29T00:30:00.000+0000',
        'SELECT MIN(Name) FROM Book__c': '100% Wool',
        // picklists compare by the order of their values: Poetry, Novel, Essay, Comic
        'SELECT MIN(Genre__c), MAX(Genre__c) FROM Book__c': 'Poetry|Comic',
        'SELECT SUM(Price__c) FROM Book__c WHERE Pages__c > 1000': '-',
        'SELECT SUM(Amount) FROM Opportunity': '120.3',
        'SELECT AVG(NumberOfEmployees), SUM(NumberOfEmployees) FROM Account': '64|128',
        'SELECT MAX(Sequel_To__r.Pages__c) FROM Book__c': '410',
        'SELECT SUM(Name) FROM Book__c': '! MALFORMED_QUERY field Name does not support aggregate operator SUM',
        'SELECT AVG(Published__c) FROM Book__c':
            '! MALFORMED_QUERY field Published__c does not support aggregate operator AVG',
        'SELECT MAX(Topics__c) FROM Book__c':
            '! MALFORMED_QUERY field Topics__c does not support aggregate operator MAX',
        'SELECT MIN(Available__c) FROM Book__c':
            '! MALFORMED_QUERY field Available__c does not support aggregate operator MIN',
        'SELECT COUNT(Summary__c) FROM Book__c':
            '! MALFORMED_QUERY field Summary__c does not support aggregate operator COUNT',
        'SELECT MAX(Pages__c) FROM Book__c LIMIT 1':
            '! MALFORMED_QUERY Non-grouped query that uses overall aggregate functions cannot also use LIMIT',
        'SELECT Name, MAX(Pages__c) FROM Book__c': '! MALFORMED_QUERY Field must be grouped or aggregated: Name',
    },
    'GROUP BY': {
        'SELECT Genre__c, COUNT(Id) FROM Book__c GROUP BY Genre__c': '-|1, Comic|2, Essay|2, Novel|2, Poetry|2',
        'SELECT Genre__c FROM Book__c GROUP BY Genre__c': '-, Comic, Essay, Novel, Poetry',
        'SELECT Genre__c, COUNT(Id) n, SUM(Pages__c) pages FROM Book__c WHERE Genre__c != null GROUP BY Genre__c ORDER BY SUM(Pages__c) DESC':
            'Essay|2|730, Novel|2|384, Comic|2|255, Poetry|2|208',
        'SELECT Shelf__r.Name, COUNT(Id) FROM Book__c GROUP BY Shelf__r.Name ORDER BY Shelf__r.Name':
            'S-001|2, S-002|2, S-003|3, S-004|2',
        'SELECT Shelf__r.Branch__r.Name place, COUNT(Id) FROM Book__c GROUP BY Shelf__r.Branch__r.Name':
            'Ghent|4, Liège|3, Middelburg|2',
        'SELECT Shelf__r.Branch__r.Region__r.Name, Available__c, COUNT(Id) FROM Book__c GROUP BY Shelf__r.Branch__r.Region__r.Name, Available__c':
            'Flanders|false|2, Flanders|true|2, Wallonia|false|2, Wallonia|true|1, Zeeland|false|1, Zeeland|true|1',
        'SELECT Shelf__c, MAX(Price__c) FROM Book__c GROUP BY Shelf__c ORDER BY MAX(Price__c) LIMIT 2':
            '#S3|18.75, #S2|35.25',
        'SELECT Genre__c FROM Book__c GROUP BY Genre__c ORDER BY Genre__c': '-, Poetry, Novel, Essay, Comic',
        'SELECT Genre__c FROM Book__c GROUP BY Genre__c ORDER BY Genre__c DESC NULLS LAST':
            'Comic, Essay, Novel, Poetry, -',
        'SELECT Genre__c FROM Book__c GROUP BY Genre__c ORDER BY COUNT(Id), Genre__c LIMIT 2 OFFSET 1': 'Poetry, Novel',
        'SELECT Published__c, COUNT(Id) FROM Book__c WHERE Published__c = THIS_WEEK GROUP BY Published__c':
            '2026-03-16|1, 2026-03-18|1',
        'SELECT CALENDAR_YEAR(Published__c), COUNT(Id) FROM Book__c GROUP BY CALENDAR_YEAR(Published__c) ORDER BY CALENDAR_YEAR(Published__c)':
            '-|1, 1999|1, 2020|1, 2025|1, 2026|5',
        'SELECT CALENDAR_MONTH(Published__c) m, COUNT(Id) FROM Book__c WHERE CALENDAR_YEAR(Published__c) = 2026 GROUP BY CALENDAR_MONTH(Published__c)':
            '1|1, 3|3, 4|1',
        'SELECT DAY_ONLY(convertTimezone(Acquired__c)) d, COUNT(Id) n FROM Book__c WHERE Acquired__c = THIS_MONTH GROUP BY DAY_ONLY(convertTimezone(Acquired__c)) ORDER BY DAY_ONLY(convertTimezone(Acquired__c))':
            '2026-03-17|1, 2026-03-18|2, 2026-03-29|1',
        'SELECT HOUR_IN_DAY(convertTimezone(Acquired__c)), COUNT(Id) FROM Book__c WHERE Acquired__c = THIS_YEAR GROUP BY HOUR_IN_DAY(convertTimezone(Acquired__c))':
            '0|1, 13|1, 1|1, 23|1, 9|1',
        'SELECT Genre__c, Name FROM Book__c GROUP BY Genre__c':
            '! MALFORMED_QUERY Field must be grouped or aggregated: Name',
        'SELECT Pages__c, COUNT(Id) FROM Book__c GROUP BY Pages__c':
            "! INVALID_FIELD field 'Pages__c' can not be grouped in a query call",
        'SELECT Acquired__c FROM Book__c GROUP BY Acquired__c':
            "! INVALID_FIELD field 'Acquired__c' can not be grouped in a query call",
        'SELECT Topics__c FROM Book__c GROUP BY Topics__c':
            "! INVALID_FIELD field 'Topics__c' can not be grouped in a query call",
        'SELECT Genre__c FROM Book__c GROUP BY Genre__c ORDER BY Name':
            '! MALFORMED_QUERY Ordered field must be grouped or aggregated: Name',
        'SELECT Genre__c, (SELECT Id FROM Loans__r) FROM Book__c GROUP BY Genre__c':
            '! MALFORMED_QUERY Subqueries and TYPEOF are not supported in queries that use GROUP BY or aggregate functions',
        'SELECT CALENDAR_YEAR(Published__c) FROM Book__c':
            '! MALFORMED_QUERY Field must be grouped or aggregated: CALENDAR_YEAR(Published__c)',
        'SELECT Genre__c x FROM Book__c GROUP BY Genre__c': '-, Comic, Essay, Novel, Poetry',
    },
    'Using Aliases with GROUP BY': {
        'SELECT COUNT(Id) n, n FROM Book__c':
            "! INVALID_FIELD No such column 'n' on entity 'Book__c'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
        'SELECT COUNT(Id) n, MAX(Name) n FROM Book__c': '! MALFORMED_QUERY duplicate alias: n',
        'SELECT Shelf__r.Name, Shelf__r.Branch__r.Name FROM Book__c GROUP BY Shelf__r.Name, Shelf__r.Branch__r.Name':
            '! MALFORMED_QUERY duplicate alias: Name',
        'SELECT Name n FROM Book__c': '! MALFORMED_QUERY only aggregate expressions use field aliasing',
        'SELECT COUNT(Id) select FROM Book__c': "! MALFORMED_QUERY unexpected token: 'select'",
    },
    'GROUP BY ROLLUP': {
        'SELECT Genre__c, COUNT(Id) n FROM Book__c WHERE Pages__c > 5 GROUP BY ROLLUP(Genre__c) ORDER BY GROUPING(Genre__c), Genre__c':
            'Poetry|2, Novel|2, Essay|2, Comic|1, -|7',
        'SELECT Shelf__r.Name, Genre__c, COUNT(Id), GROUPING(Shelf__r.Name) s, GROUPING(Genre__c) g FROM Book__c WHERE Pages__c > 200 GROUP BY ROLLUP(Shelf__r.Name, Genre__c)':
            '-|-|4|1|1, S-001|-|1|0|1, S-001|Essay|1|0|0, S-002|-|1|0|1, S-002|Comic|1|0|0, S-003|-|1|0|1, S-003|Novel|1|0|0, S-004|-|1|0|1, S-004|Essay|1|0|0',
        'SELECT Genre__c, COUNT(Id) FROM Book__c WHERE Pages__c > 1000 GROUP BY ROLLUP(Genre__c)': '',
        'SELECT Genre__c, COUNT(Id) FROM Book__c GROUP BY ROLLUP(Genre__c) HAVING COUNT(Id) > 2': '-|9',
        'SELECT CALENDAR_YEAR(Published__c) y, SUM(Pages__c) FROM Book__c WHERE Published__c >= 2025-01-01 GROUP BY ROLLUP(CALENDAR_YEAR(Published__c))':
            '-|1252, 2025|120, 2026|1132',
        'SELECT COUNT(Id) FROM Book__c GROUP BY ROLLUP(Genre__c, Shelf__c, Available__c, Name)':
            '! MALFORMED_QUERY GROUP BY ROLLUP supports at most 3 fields',
    },
    'GROUP BY CUBE': {
        "SELECT Genre__c, Available__c, COUNT(Id) FROM Book__c WHERE Genre__c IN ('Essay', 'Novel') GROUP BY CUBE(Genre__c, Available__c)":
            '-|false|2, -|false|4, -|true|2, Essay|false|2, Essay|true|2, Novel|false|2, Novel|false|2',
        "SELECT Genre__c, COUNT(Id) FROM Book__c WHERE Genre__c = 'Essay' GROUP BY CUBE(Genre__c)": '-|2, Essay|2',
        'SELECT GROUPING(Name), Genre__c FROM Book__c GROUP BY CUBE(Genre__c)':
            '! MALFORMED_QUERY Grouping function must be applied to a grouped field: GROUPING(Name)',
    },
    HAVING: {
        'SELECT Genre__c, COUNT(Id) FROM Book__c GROUP BY Genre__c HAVING COUNT(Id) < 2': '-|1',
        "SELECT Genre__c, SUM(Pages__c) FROM Book__c GROUP BY Genre__c HAVING SUM(Pages__c) > 300 AND Genre__c LIKE 'E%'":
            'Essay|730',
        'SELECT Shelf__r.Name FROM Book__c GROUP BY Shelf__r.Name HAVING COUNT(Id) > 2 OR MAX(Price__c) >= 50':
            'S-003, S-004',
        'SELECT Genre__c FROM Book__c GROUP BY Genre__c HAVING (NOT COUNT(Id) = 2)': '-',
        'SELECT Genre__c FROM Book__c GROUP BY Genre__c HAVING MAX(Published__c) = THIS_WEEK': 'Novel, Poetry',
        "SELECT Genre__c FROM Book__c GROUP BY Genre__c HAVING Genre__c IN ('Essay', null)": '-, Essay',
        'SELECT CALENDAR_YEAR(Published__c) FROM Book__c GROUP BY CALENDAR_YEAR(Published__c) HAVING CALENDAR_YEAR(Published__c) > 2020 AND COUNT(Id) > 1':
            '2026',
        'SELECT Genre__c FROM Book__c GROUP BY Genre__c HAVING Pages__c > 5':
            '! MALFORMED_QUERY Having clause field must be grouped or aggregated: Pages__c',
        'SELECT Genre__c FROM Book__c GROUP BY Genre__c HAVING Genre__c IN (SELECT Id FROM Loan__c)':
            '! MALFORMED_QUERY Semi join sub-selects are not allowed in the HAVING clause',
    },
});
