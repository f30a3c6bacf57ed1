/** Apex developer guide, "Control flow statements", "Variables", "Collections" and their loops. */
import { programs } from '../suite/run.ts';

programs('Variables', [
    { rule: 'names have no case', source: 'Integer Abc = 1; System.debug(aBC);', expected: '1' },
    { rule: 'null until they get a value', source: 'Integer a; System.debug(a);', expected: 'null' },
    { rule: 'several in one statement', source: 'Integer a = 1, b = a + 1; System.debug(b);', expected: '2' },
    { rule: 'must be declared', source: 'System.debug(x);', expected: 'Variable does not exist: x' },
    { rule: 'once only', source: 'Integer a; String A;', expected: 'Duplicate variable: A' },
    { rule: 'not twice in blocks within', source: 'Integer a; { Integer a; }', expected: 'Duplicate variable: a' },
    { rule: 'again in blocks beside', source: '{ Integer a = 1; } { Integer a = 2; System.debug(a); }', expected: '2' },
    {
        rule: 'out of sight behind their block',
        source: '{ Integer a = 1; } System.debug(a);',
        expected: 'Variable does not exist: a',
    },
    { rule: 'of a type that there is', source: 'Foo a;', expected: 'Invalid type: Foo' },
    {
        rule: 'a final one keeps its value',
        source: 'final Integer a = 1; a = 2;',
        expected: 'Final members can only be assigned in their declaration, init blocks, or constructors: a',
    },
]);

programs('Conditional (If-Else) statements', [
    { rule: 'then', source: "if (1 < 2) System.debug('y'); else System.debug('n');", expected: 'y' },
    { rule: 'else', source: "if (1 > 2) System.debug('y'); else System.debug('n');", expected: 'n' },
    {
        rule: 'else if',
        source: "Integer a = 2; if (a == 1) { System.debug('1'); } else if (a == 2) { System.debug('2'); } else { System.debug('x'); }",
        expected: '2',
    },
    {
        rule: 'the condition is a Boolean',
        source: 'if (1) System.debug(1);',
        expected: 'Condition expression must be of type Boolean: Integer',
    },
    {
        rule: 'the condition is not null',
        source: 'Boolean b; if (b) System.debug(1);',
        expected: 'System.NullPointerException: Attempt to de-reference a null object',
    },
]);

programs('Loops', [
    { rule: 'while', source: 'Integer a = 0; while (a < 3) { a++; } System.debug(a);', expected: '3' },
    { rule: 'do', source: 'Integer a = 5; do { a++; } while (a < 3); System.debug(a);', expected: '6' },
    {
        rule: 'for',
        source: 'Integer s = 0; for (Integer i = 0, j = 10; i < j; i++, j--) { s += j - i; } System.debug(s);',
        expected: '30',
    },
    {
        rule: 'for without parts',
        source: 'Integer a = 0; for (;;) { if (a++ > 3) break; } System.debug(a);',
        expected: '5',
    },
    {
        rule: 'break leaves the innermost',
        source: 'Integer n = 0; for (Integer i = 0; i < 3; i++) { for (Integer j = 0; j < 3; j++) { if (j == 1) break; n++; } } System.debug(n);',
        expected: '3',
    },
    {
        rule: 'continue',
        source: 'Integer n = 0; for (Integer i = 0; i < 5; i++) { if (Math.mod(i, 2) == 0) continue; n += i; } System.debug(n);',
        expected: '4',
    },
    {
        rule: 'over a list',
        source: "String s = ''; for (String x : new List<String>{'a', 'b'}) s += x; System.debug(s);",
        expected: 'ab',
    },
    {
        rule: 'over an array',
        source: 'Integer s = 0; for (Integer x : new Integer[]{1, 2}) s += x; System.debug(s);',
        expected: '3',
    },
    {
        rule: 'over a set',
        source: 'Integer s = 0; for (Integer x : new Set<Integer>{1, 2, 2}) s += x; System.debug(s);',
        expected: '3',
    },
    {
        rule: 'over keys and values of a map',
        source: "Map<String, Integer> m = new Map<String, Integer>{'a' => 1, 'b' => 2}; String s = ''; for (String k : m.keySet()) s += k + m.get(k); for (Integer v : m.values()) s += v; System.debug(s);",
        expected: 'a1b212',
    },
    {
        rule: 'the variable converts',
        source: 'Decimal s = 0; for (Decimal x : new List<Integer>{1, 2}) s += x; System.debug(s);',
        expected: '3',
    },
    {
        rule: 'not over null',
        source: 'List<Integer> l; for (Integer x : l) System.debug(x);',
        expected: 'System.NullPointerException: Attempt to de-reference a null object',
    },
    {
        rule: 'not over a number',
        source: 'for (Integer x : 3) System.debug(x);',
        expected: 'For loop collection type is invalid: Integer',
    },
    {
        rule: 'a list does not change while it is gone through',
        source: 'List<Integer> l = new List<Integer>{1}; for (Integer x : l) l.add(x);',
        expected: 'System.FinalException: Cannot modify a collection while it is being iterated.',
    },
    { rule: 'break stands in a loop', source: 'break;', expected: 'Break statement must be in loop' },
    { rule: 'continue stands in a loop', source: 'continue;', expected: 'Continue statement must be in loop' },
    {
        rule: 'over an Iterable',
        classes: [
            'public class Count implements Iterable<Integer>, Iterator<Integer> { Integer n = 0; public Iterator<Integer> iterator() { return this; } public Boolean hasNext() { return n < 3; } public Integer next() { return ++n; } }',
        ],
        source: 'Integer s = 0; for (Integer x : new Count()) s += x; System.debug(s);',
        expected: '6',
    },
    {
        rule: 'nothing is reached behind break',
        source: 'while (true) { break; System.debug(1); }',
        expected: 'Unreachable statement',
    },
]);

programs('Switch statements', [
    {
        rule: 'on Integer',
        source: "Integer i = 2; switch on i { when 1 { System.debug('one'); } when 2, 3 { System.debug('few'); } when else { System.debug('many'); } }",
        expected: 'few',
    },
    {
        rule: 'else',
        source: "switch on 9 { when 1 { System.debug('one'); } when else { System.debug('many'); } }",
        expected: 'many',
    },
    {
        rule: 'none',
        source: "switch on 9 { when 1 { System.debug('one'); } } System.debug('after');",
        expected: 'after',
    },
    { rule: 'negative', source: "switch on -1 { when -1 { System.debug('minus'); } }", expected: 'minus' },
    { rule: 'on Long', source: "switch on 5L { when 5L { System.debug('five'); } }", expected: 'five' },
    {
        rule: 'on String',
        source: "switch on 'b' { when 'a' { System.debug(1); } when 'b' { System.debug(2); } }",
        expected: '2',
    },
    {
        rule: 'null',
        source: "String s; switch on s { when 'a' { System.debug(1); } when null { System.debug('none'); } }",
        expected: 'none',
    },
    {
        rule: 'on an enum',
        classes: ['public enum Season { WINTER, SPRING }'],
        source: 'Season s = Season.SPRING; switch on s { when WINTER { System.debug(1); } when SPRING { System.debug(2); } }',
        expected: '2',
    },
    {
        rule: 'on a type',
        classes: ['public virtual class A {}', 'public class B extends A { public Integer n = 4; }'],
        source: "A a = new B(); switch on a { when B b { System.debug(b.n); } when else { System.debug('else'); } }",
        expected: '4',
    },
    { rule: 'a value once', source: 'switch on 1 { when 1 { } when 1 { } }', expected: 'Duplicate when value: 1' },
    {
        rule: 'not on Decimal',
        source: 'switch on 1.5 { when 1 { } }',
        expected: 'Illegal switch expression type: Decimal',
    },
    {
        rule: 'else is the last',
        source: 'switch on 1 { when else { } when 1 { } }',
        expected: 'When else block should be the last block in the switch statement',
    },
    {
        rule: 'no enum value of the name',
        classes: ['public enum Season { WINTER }'],
        source: 'switch on Season.WINTER { when FALL { } }',
        expected: 'Invalid enum value: FALL',
    },
]);

programs('Switch statements: case, and assertions', [
    {
        rule: 'strings regard case, as they do not with ==',
        source: "switch on 'A' { when 'a' { System.debug(1); } when else { System.debug('else'); } }",
        expected: 'else',
    },
    {
        rule: 'assertions regard case too',
        source: "System.assertEquals('a', 'A');",
        expected: 'System.AssertException: Assertion Failed: Expected: a, Actual: A',
    },
]);

programs('Lists', [
    {
        rule: 'add, get, size',
        source: "List<String> l = new List<String>(); l.add('a'); l.add(0, 'b'); System.debug(l.get(0) + l[1] + l.size());",
        expected: 'ba2',
    },
    {
        rule: 'of lists',
        source: 'List<List<Integer>> l = new List<List<Integer>>{new List<Integer>{1}}; System.debug(l[0][0]);',
        expected: '1',
    },
    {
        rule: 'array notation',
        source: 'Integer[] l = new Integer[2]; l[1] = 3; System.debug(l);',
        expected: '(null, 3)',
    },
    {
        rule: 'bounds',
        source: 'List<Integer> l = new List<Integer>(); System.debug(l[0]);',
        expected: 'System.ListException: List index out of bounds: 0',
    },
    {
        rule: 'remove',
        source: 'List<Integer> l = new List<Integer>{1, 2, 3}; System.debug(l.remove(1)); System.debug(l);',
        expected: '2\n(1, 3)',
    },
    {
        rule: 'sort puts null first',
        source: 'List<Integer> l = new List<Integer>{3, null, 1}; l.sort(); System.debug(l);',
        expected: '(null, 1, 3)',
    },
    {
        rule: 'sort of strings',
        source: "List<String> l = new List<String>{'b', 'B', 'a'}; l.sort(); System.debug(l);",
        expected: '(B, a, b)',
    },
    {
        rule: 'contains and indexOf regard case',
        source: "List<String> l = new List<String>{'A'}; System.debug(l.contains('a') + ' ' + l.indexOf('A'));",
        expected: 'false 0',
    },
    {
        rule: 'of one type',
        source: "List<Integer> l = new List<Integer>(); l.add('a');",
        expected: 'Method does not exist or incorrect signature: void add(String) from the type List<Integer>',
    },
    {
        rule: 'sort with a comparator',
        classes: [
            'public class Down implements Comparator<Integer> { public Integer compare(Integer a, Integer b) { return b - a; } }',
        ],
        source: 'List<Integer> l = new List<Integer>{1, 3, 2}; l.sort(new Down()); System.debug(l);',
        expected: '(3, 2, 1)',
    },
    {
        rule: 'sort of Comparable',
        classes: [
            'public class P implements Comparable { Integer n; public P(Integer n) { this.n = n; } public Integer compareTo(Object o) { return n - ((P) o).n; } public override String toString() { return String.valueOf(n); } }',
        ],
        source: 'List<P> l = new List<P>{new P(2), new P(1)}; l.sort(); System.debug(l);',
        expected: '(1, 2)',
    },
    {
        rule: 'iterator',
        source: 'Iterator<Integer> i = new List<Integer>{1, 2}.iterator(); Integer s = 0; while (i.hasNext()) s += i.next(); System.debug(s);',
        expected: '3',
    },
    {
        rule: 'addAll of a set',
        source: 'List<Integer> l = new List<Integer>{1}; l.addAll(new Set<Integer>{2, 3}); System.debug(l);',
        expected: '(1, 2, 3)',
    },
    {
        rule: 'a copy is another list',
        source: "List<Integer> a = new List<Integer>{1}; List<Integer> b = new List<Integer>(a); b.add(2); System.debug(a + '' + b);",
        expected: '(1)(1, 2)',
    },
]);

programs('Sets and maps', [
    {
        rule: 'a value once',
        source: "Set<Integer> s = new Set<Integer>{1}; System.debug(s.add(1) + ' ' + s.add(2) + ' ' + s);",
        expected: 'false true {1, 2}',
    },
    {
        rule: 'strings with their case',
        source: "Set<String> s = new Set<String>{'a', 'A'}; System.debug(s.size());",
        expected: '2',
    },
    {
        rule: 'containsAll, removeAll, retainAll',
        source: 'Set<Integer> s = new Set<Integer>{1, 2, 3}; System.debug(s.containsAll(new List<Integer>{1, 2})); s.removeAll(new List<Integer>{1}); s.retainAll(new Set<Integer>{3}); System.debug(s);',
        expected: 'true\n{3}',
    },
    {
        rule: 'put gives what was there',
        source: "Map<String, Integer> m = new Map<String, Integer>(); System.debug(m.put('a', 1)); System.debug(m.put('a', 2));",
        expected: 'null\n1',
    },
    { rule: 'get of an unknown key', source: "System.debug(new Map<String, Integer>().get('a'));", expected: 'null' },
    {
        rule: 'null may be a key',
        source: 'Map<String, Integer> m = new Map<String, Integer>{null => 1}; System.debug(m.get(null));',
        expected: '1',
    },
    {
        rule: 'decimals of one value are one key',
        source: 'System.debug(new Set<Decimal>{1.0, 1.00}.size());',
        expected: '1',
    },
    {
        rule: 'lists are keys by what they hold',
        source: "Map<List<Integer>, String> m = new Map<List<Integer>, String>{new List<Integer>{1} => 'x'}; System.debug(m.get(new List<Integer>{1}));",
        expected: 'x',
    },
    {
        rule: 'objects by equals and hashCode',
        classes: [
            'public class K { Integer n; public K(Integer n) { this.n = n; } public Boolean equals(Object o) { return o instanceof K && ((K) o).n == n; } public Integer hashCode() { return n; } }',
            'public class L { }',
        ],
        source: "Set<K> s = new Set<K>{new K(1), new K(1), new K(2)}; Set<L> t = new Set<L>{new L(), new L()}; System.debug(s.size() + ' ' + t.size());",
        expected: '2 2',
    },
    {
        rule: 'text of a map',
        source: "System.debug(new Map<String, List<Integer>>{'a' => new List<Integer>{1, 2}});",
        expected: '{a=(1, 2)}',
    },
    {
        rule: 'remove',
        source: "Map<String, Integer> m = new Map<String, Integer>{'a' => 1}; System.debug(m.remove('a') + ' ' + m.isEmpty());",
        expected: '1 true',
    },
]);
