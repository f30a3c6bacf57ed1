import { BROKEN, blank, fails, help, section } from './table.ts';

section('ABS', help('abs'), [
    ['ABS(-5)', 5],
    ['ABS(5)', 5],
    ['ABS(0)', 0],
    ['ABS(-0.5)', 0.5],
    ['ABS(Count__c - Number__c)', 9.5],
    ['ABS(NULL)', blank('Number')],
]);

section('CEILING and FLOOR', `${help('ceiling')}, ${help('floor')}`, [
    ['CEILING(2.5)', 3],
    ['CEILING(2.1)', 3],
    ['CEILING(2)', 2],
    ['CEILING(-2.5)', -3],
    ['CEILING(-2.1)', -3],
    ['CEILING(0)', 0],
    ['CEILING(1/3*3)', 1],
    ['FLOOR(2.5)', 2],
    ['FLOOR(2.9)', 2],
    ['FLOOR(2)', 2],
    ['FLOOR(-2.5)', -2],
    ['FLOOR(-2.9)', -2],
    ['FLOOR(0.9)', 0],
    ['FLOOR(1/3*3)', 1],
    ['FLOOR(Blank__c)', blank('Number'), { blanksAs: 'BlankAsBlank' }],
    ['CEILING(Blank__c)', 0, { blanksAs: 'BlankAsZero' }],
]);

section('MCEILING and MFLOOR', `${help('mceiling')}, ${help('mfloor')}`, [
    ['MCEILING(2.1)', 3],
    ['MCEILING(-2.5)', -2],
    ['MCEILING(-2.9)', -2],
    ['MCEILING(3)', 3],
    ['MFLOOR(2.9)', 2],
    ['MFLOOR(-2.5)', -3],
    ['MFLOOR(-2.1)', -3],
    ['MFLOOR(-3)', -3],
]);

section('ROUND and TRUNC', `${help('round')}, ${help('trunc')}`, [
    ['ROUND(1.5, 0)', 2],
    ['ROUND(1.2345, 0)', 1],
    ['ROUND(-1.5, 0)', -2],
    ['ROUND(225.49823, 2)', 225.5],
    ['ROUND(1.005, 2)', 1.01],
    ['ROUND(2.5, 0)', 3],
    ['ROUND(3.5, 0)', 4],
    ['ROUND(0.5, 0)', 1],
    ['ROUND(0.003, 2)', 0],
    ['ROUND(1234, -2)', 1200],
    ['ROUND(1250, -2)', 1300],
    ['ROUND(-1250, -2)', -1300],
    ['ROUND(9.99, 1)', 10],
    ['ROUND(NULL, 1)', blank('Number')],
    ['TRUNC(8.9, 0)', 8],
    ['TRUNC(-8.9, 0)', -8],
    ['TRUNC(8.987, 2)', 8.98],
    ['TRUNC(0.987, 1)', 0.9],
    ['TRUNC(1289, -2)', 1200],
    ['TRUNC(1)', fails("Incorrect number of parameters for function 'TRUNC()'. Expected 2, received 1")],
]);

section('MOD', help('mod'), [
    ['MOD(3, 3)', 0],
    ['MOD(4, 3)', 1],
    ['MOD(123, 100)', 23],
    ['MOD(10, 4)', 2],
    ['MOD(-7, 3)', -1],
    ['MOD(7, -3)', 1],
    ['MOD(5.5, 2)', 1.5],
    ['MOD(Day__c - DATE(1900, 1, 7), 7)', 4],
    ['MOD(1, 0)', BROKEN, { returns: 'Number' }],
    ['MOD(NULL, 2)', blank('Number')],
]);

section('MAX and MIN', `${help('max')}, ${help('min')}`, [
    ['MAX(1, 2)', 2],
    ['MAX(-1, -2, -3)', -1],
    ['MAX(7)', 7],
    ['MIN(1, 2)', 1],
    ['MIN(3, 2, 1, 4)', 1],
    ['MIN(Number__c, Count__c)', 3],
    ['MAX(0, Day__c - DATE(2024, 3, 10))', 0],
    ['MAX(1, Blank__c)', blank('Number'), { blanksAs: 'BlankAsBlank' }],
    ['MIN(1, Blank__c)', 0, { blanksAs: 'BlankAsZero' }],
    ['MAX(1, "a")', fails("Incorrect parameter type for function 'MAX()'. Expected Number, received Text")],
    ['MIN(TODAY(), TODAY())', fails("Incorrect parameter type for function 'MIN()'. Expected Number, received Date")],
]);

section('SQRT, EXP, LN, LOG', `${help('sqrt')}, ${help('exp')}, ${help('ln')}, ${help('log')}`, [
    ['SQRT(16)', 4],
    ['SQRT(25)', 5],
    ['SQRT(0)', 0],
    ['SQRT(2.25)', 1.5],
    ['SQRT(-1)', BROKEN, { returns: 'Number' }],
    ['ROUND(SQRT(2), 10)', 1.4142135624],
    ['EXP(0)', 1],
    ['EXP(3)', 20.0855369231877],
    ['ROUND(EXP(1), 10)', 2.7182818285],
    ['LN(1)', 0],
    ['ROUND(LN(10), 4)', 2.3026],
    ['ROUND(LN(EXP(2)), 10)', 2],
    ['LN(0)', BROKEN, { returns: 'Number' }],
    ['LN(-1)', BROKEN, { returns: 'Number' }],
    ['LOG(100)', 2],
    ['LOG(1000)', 3],
    ['LOG(1)', 0],
    ['LOG(0)', BROKEN, { returns: 'Number' }],
    ['EXP(1000)', BROKEN, { returns: 'Number' }],
    ['LOG(NULL)', blank('Number')],
]);

section('trigonometry', 'Formula Operators and Functions by Context: Math Functions, help.salesforce.com', [
    ['ROUND(PI(), 10)', 3.1415926536],
    ['SIN(0)', 0],
    ['COS(0)', 1],
    ['TAN(0)', 0],
    ['ROUND(SIN(PI() / 2), 10)', 1],
    ['ROUND(COS(PI()), 10)', -1],
    ['ROUND(TAN(PI() / 4), 10)', 1],
    ['ROUND(ASIN(1), 10)', 1.5707963268],
    ['ACOS(1)', 0],
    ['ROUND(ATAN(1) * 4, 10)', 3.1415926536],
    ['ROUND(ATAN2(1, 1) * 4, 10)', 3.1415926536],
    ['ROUND(ATAN2(1, -1) * 4, 10)', 9.4247779608],
    ['ASIN(2)', BROKEN, { returns: 'Number' }],
    ['ACOS(-2)', BROKEN, { returns: 'Number' }],
    ['SIN(NULL)', blank('Number')],
]);

section('DISTANCE and GEOLOCATION', `${help('distance')}, ${help('geolocation')}`, [
    ['DISTANCE(GEOLOCATION(0, 0), GEOLOCATION(0, 0), "km")', 0],
    // a quarter of the circumference: pi / 2 times the mean radius of 6371.009 km or 3958.761 miles
    ['ROUND(DISTANCE(GEOLOCATION(0, 0), GEOLOCATION(0, 90), "km"), 3)', 10007.558],
    ['ROUND(DISTANCE(GEOLOCATION(0, 0), GEOLOCATION(90, 0), "mi"), 3)', 6218.407],
    ['ROUND(DISTANCE(GEOLOCATION(0, 0), GEOLOCATION(0, -180), "km"), 3)', 20015.115],
    ['DISTANCE(Place__c, GEOLOCATION(51.05, 3.72), "km") < 0.001', true],
    ['DISTANCE(Place__c, GEOLOCATION(50.85, 4.35), "km") > 40', true],
    ['DISTANCE(Place__c, GEOLOCATION(50.85, 4.35), "mi") < 40', true],
    ['DISTANCE(No_Place__c, Place__c, "mi")', blank('Number')],
    ['DISTANCE(Place__c, Place__c, Text__c)', BROKEN, { returns: 'Number' }],
    ['DISTANCE(Place__c, GEOLOCATION(Number__c * 10, 0), "km")', BROKEN, { returns: 'Number' }],
    [
        'DISTANCE(Place__c, Place__c, "meter")',
        fails("Incorrect parameter value for function 'DISTANCE()'. Expected 'mi'/'km', received 'meter'"),
    ],
    [
        'DISTANCE(1, Place__c, "km")',
        fails("Incorrect parameter type for function 'DISTANCE()'. Expected Geolocation, received Number"),
    ],
    [
        'DISTANCE(Place__c, Place__c)',
        fails("Incorrect number of parameters for function 'DISTANCE()'. Expected 3, received 2"),
    ],
    ['DISTANCE(Place__c, GEOLOCATION(91, 0), "km")', fails("Incorrect parameter for function 'GEOLOCATION()'.")],
    ['DISTANCE(Place__c, GEOLOCATION(0, 181), "km")', fails("Incorrect parameter for function 'GEOLOCATION()'.")],
    [
        'GEOLOCATION("a", 0)',
        fails("Incorrect parameter type for function 'GEOLOCATION()'. Expected Number, received Text"),
    ],
]);
