/** Apex reference guide, "List class", "Set class", "Map class", "Comparable interface", "Iterator interface"; Apex developer guide, "Collections". */
import { expressions, programs } from '../suite/run.ts';

const LIST = 'new List<Integer>{3, 1, 2}';
const SET = "new Set<String>{'b', 'a'}";
const MAP = "new Map<String, Integer>{'a' => 1, 'b' => 2}";

expressions('List class', [
    [`${LIST}.size()`, '3'],
    [`${LIST}.get(1)`, '1'],
    [`${LIST}[2]`, '2'],
    [`${LIST}.get(3)`, 'System.ListException: List index out of bounds: 3'],
    [`${LIST}[-1]`, 'System.ListException: List index out of bounds: -1'],
    [`${LIST}.contains(1)`, 'true'],
    [`${LIST}.contains(9)`, 'false'],
    [`${LIST}.indexOf(2)`, '2'],
    [`${LIST}.indexOf(9)`, '-1'],
    [`${LIST}.isEmpty()`, 'false'],
    [`${LIST}.remove(0)`, '3'],
    [`${LIST}.remove(5)`, 'System.ListException: List index out of bounds: 5'],
    [`${LIST}.clone()`, '(3, 1, 2)'],
    [`${LIST}.equals(${LIST})`, 'true'],
    [`${LIST}.hashCode() == ${LIST}.hashCode()`, 'true'],
    ["new List<String>{'a'}.contains('A')", 'false'],
    ["new List<String>{'a', null}.indexOf(null)", '1'],
    ['new Integer[2].size()', '2'],
    ['new Integer[]{1, 2}', '(1, 2)'],
    ['new List<Integer>(new Set<Integer>{1})', '(1)'],
    [`new List<List<Integer>>{${LIST}}[0][1]`, '1'],
    ["new List<Integer>{'a'}", 'Illegal assignment from String to Integer'],
]);

programs('List class: changes', [
    {
        rule: 'add at a place',
        source: `List<Integer> l = ${LIST}; l.add(1, 9); System.debug(l);`,
        expected: '(3, 9, 1, 2)',
    },
    {
        rule: 'add beyond the end',
        source: `List<Integer> l = ${LIST}; l.add(4, 9);`,
        expected: 'System.ListException: List index out of bounds: 4',
    },
    {
        rule: 'set',
        source: `List<Integer> l = ${LIST}; l.set(0, 9); l[1] = 8; System.debug(l);`,
        expected: '(9, 8, 2)',
    },
    {
        rule: 'set beyond the end',
        source: `List<Integer> l = ${LIST}; l.set(3, 9);`,
        expected: 'System.ListException: List index out of bounds: 3',
    },
    {
        rule: 'addAll of lists and sets',
        source: 'List<Integer> l = new List<Integer>(); l.addAll(new List<Integer>{1}); l.addAll(new Set<Integer>{2}); System.debug(l);',
        expected: '(1, 2)',
    },
    {
        rule: 'a list added to itself',
        source: `List<Integer> l = ${LIST}; l.addAll(l); System.debug(l.size());`,
        expected: '6',
    },
    { rule: 'clear', source: `List<Integer> l = ${LIST}; l.clear(); System.debug(l.isEmpty());`, expected: 'true' },
    {
        rule: 'a clone is another list',
        source: `List<Integer> l = ${LIST}; l.clone().clear(); System.debug(l.size());`,
        expected: '3',
    },
    {
        rule: 'lists are references',
        source: `List<Integer> l = ${LIST}; List<Integer> m = l; m.clear(); System.debug(l.size());`,
        expected: '0',
    },
    {
        rule: 'a list cannot change while it is gone through',
        source: `List<Integer> l = ${LIST}; for (Integer i : l) l.add(1);`,
        expected: 'System.FinalException: Cannot modify a collection while it is being iterated.',
    },
    {
        rule: 'null is no list',
        source: 'List<Integer> l; l.add(1);',
        expected: 'System.NullPointerException: Attempt to de-reference a null object',
    },
]);

programs('List class: sort', [
    { rule: 'numbers', source: `List<Integer> l = ${LIST}; l.sort(); System.debug(l);`, expected: '(1, 2, 3)' },
    {
        rule: 'texts by their characters',
        source: "List<String> l = new List<String>{'b', 'a', 'B', null}; l.sort(); System.debug(l);",
        expected: '(null, B, a, b)',
    },
    {
        rule: 'values of many kinds',
        source: "List<Object> l = new List<Object>{4, true, 'World', 'Hello', 1, false}; l.sort(); System.debug(l);",
        expected: '(false, true, 1, 4, Hello, World)',
    },
    {
        rule: 'dates and times',
        source: 'List<Date> l = new List<Date>{Date.newInstance(2026, 2, 1), Date.newInstance(2026, 1, 1)}; l.sort(); System.debug(l[0].month());',
        expected: '1',
    },
    {
        rule: 'enums by their order',
        classes: ['public enum Season { WINTER, SPRING, AUTUMN }'],
        source: 'List<Season> l = new List<Season>{Season.AUTUMN, Season.WINTER}; l.sort(); System.debug(l);',
        expected: '(WINTER, AUTUMN)',
    },
    {
        rule: 'objects that are Comparable',
        classes: [
            'public class A implements Comparable { public Integer n; public A(Integer n) { this.n = n; } public Integer compareTo(Object o) { return ((A) o).n - n; } }',
        ],
        source: "List<A> l = new List<A>{new A(1), new A(3), new A(2)}; l.sort(); System.debug(l[0].n + ' ' + l[2].n);",
        expected: '3 1',
    },
    {
        rule: 'objects that are not',
        classes: ['public class A { }'],
        source: 'List<A> l = new List<A>{new A(), new A()}; l.sort();',
        expected: 'System.ListException: One or more of the items in this list is not Comparable.',
    },
    {
        rule: 'by a Comparator',
        classes: [
            'public class ByLength implements Comparator<String> { public Integer compare(String a, String b) { return a.length() - b.length(); } }',
        ],
        source: "List<String> l = new List<String>{'ccc', 'a', 'bb'}; l.sort(new ByLength()); System.debug(l);",
        expected: '(a, bb, ccc)',
    },
    {
        rule: 'equal values keep their order',
        classes: [
            'public class ByLength implements Comparator<String> { public Integer compare(String a, String b) { return a.length() - b.length(); } }',
        ],
        source: "List<String> l = new List<String>{'y', 'x', 'zz', 'a'}; l.sort(new ByLength()); System.debug(l);",
        expected: '(y, x, a, zz)',
    },
    {
        rule: "by the user's locale",
        source: "List<String> l = new List<String>{'Zoë', 'anna', 'Émile', null}; l.sort(Collator.getInstance()); System.debug(l);",
        expected: '(null, anna, Émile, Zoë)',
    },
]);

expressions('Set class', [
    [SET, '{b, a}'],
    [`${SET}.size()`, '2'],
    [`${SET}.contains('a')`, 'true'],
    [`${SET}.contains('A')`, 'false'],
    [`${SET}.add('c')`, 'true'],
    [`${SET}.add('a')`, 'false'],
    [`${SET}.addAll(new List<String>{'a', 'c'})`, 'true'],
    [`${SET}.addAll(new Set<String>{'a'})`, 'false'],
    [`${SET}.containsAll(new List<String>{'a', 'b'})`, 'true'],
    [`${SET}.containsAll(new Set<String>{'a', 'x'})`, 'false'],
    [`${SET}.remove('a')`, 'true'],
    [`${SET}.remove('x')`, 'false'],
    [`${SET}.removeAll(new List<String>{'a', 'x'})`, 'true'],
    [`${SET}.retainAll(new Set<String>{'a'})`, 'true'],
    [`${SET}.retainAll(new List<String>{'a', 'b'})`, 'false'],
    [`${SET}.isEmpty()`, 'false'],
    [`${SET}.equals(new Set<String>{'a', 'b'})`, 'true'],
    [`${SET}.clone()`, '{b, a}'],
    ['new Set<Integer>(new List<Integer>{1, 1, 2})', '{1, 2}'],
    ['new Set<Decimal>{1.0, 1.00}.size()', '1'],
    ['new Set<Date>{Date.newInstance(2026, 1, 1), Date.newInstance(2026, 1, 1)}.size()', '1'],
    ['new Set<String>{null, null}.size()', '1'],
    ['new Set<List<Integer>>{new List<Integer>{1}, new List<Integer>{1}}.size()', '1'],
    [`${SET}.get(0)`, 'Method does not exist or incorrect signature: void get(Integer) from the type Set<String>'],
]);

expressions('Map class', [
    [MAP, '{a=1, b=2}'],
    [`${MAP}.get('a')`, '1'],
    [`${MAP}.get('A')`, 'null'],
    [`${MAP}.containsKey('b')`, 'true'],
    [`${MAP}.put('a', 9)`, '1'],
    [`${MAP}.put('c', 9)`, 'null'],
    [`${MAP}.remove('a')`, '1'],
    [`${MAP}.remove('x')`, 'null'],
    [`${MAP}.keySet()`, '{a, b}'],
    [`${MAP}.values()`, '(1, 2)'],
    [`${MAP}.size()`, '2'],
    [`${MAP}.isEmpty()`, 'false'],
    [`${MAP}.clone()`, '{a=1, b=2}'],
    [`${MAP}.equals(${MAP})`, 'true'],
    [`${MAP}.hashCode() == ${MAP}.hashCode()`, 'true'],
    ['new Map<String, Integer>().get(null)', 'null'],
    ["new Map<Object, String>{1 => 'i', 'x' => 's'}.get('x')", 's'],
    ['new Map<String, Integer>{1 => 1}', 'Illegal assignment from Integer to String'],
]);

programs('Map class: changes', [
    {
        rule: 'putAll',
        source: `Map<String, Integer> m = ${MAP}; m.putAll(new Map<String, Integer>{'b' => 7, 'c' => 3}); System.debug(m);`,
        expected: '{a=1, b=7, c=3}',
    },
    {
        rule: 'a null key',
        source: 'Map<String, Integer> m = new Map<String, Integer>(); m.put(null, 1); System.debug(m.get(null));',
        expected: '1',
    },
    { rule: 'clear', source: `Map<String, Integer> m = ${MAP}; m.clear(); System.debug(m.size());`, expected: '0' },
    {
        rule: 'maps are gone through by their keys',
        source: `Map<String, Integer> m = ${MAP}; String s = ''; for (String k : m.keySet()) s += k + m.get(k); System.debug(s);`,
        expected: 'a1b2',
    },
    {
        rule: 'keys of an own type',
        classes: [
            'public class P { public Integer n; public P(Integer n) { this.n = n; } public Boolean equals(Object o) { return o instanceof P && ((P) o).n == n; } public Integer hashCode() { return n; } }',
        ],
        source: "Map<P, String> m = new Map<P, String>{new P(1) => 'x'}; System.debug(m.get(new P(1)) + m.get(new P(2)));",
        expected: 'xnull',
    },
    {
        rule: 'keys without equals are themselves only',
        classes: ['public class P { }'],
        source: "Map<P, String> m = new Map<P, String>{new P() => 'x'}; System.debug(m.get(new P()));",
        expected: 'null',
    },
]);

programs('Iterator interface', [
    {
        rule: 'of a list',
        source: `Iterator<Integer> i = ${LIST}.iterator(); Integer sum = 0; while (i.hasNext()) sum += i.next(); System.debug(sum);`,
        expected: '6',
    },
    {
        rule: 'beyond the end',
        source: 'Iterator<Integer> i = new List<Integer>().iterator(); i.next();',
        expected: 'System.NoSuchElementException: Iterator is exhausted',
    },
    {
        rule: 'an own Iterable in a loop',
        classes: [
            'public class Down implements Iterable<Integer>, Iterator<Integer> { Integer n = 3; public Iterator<Integer> iterator() { return this; } public Boolean hasNext() { return n > 0; } public Integer next() { return n--; } }',
        ],
        source: "String s = ''; for (Integer i : new Down()) s += i; System.debug(s);",
        expected: '321',
    },
]);

programs('Exception class: messages', [
    {
        rule: 'an AuraHandledException tells its message to the client alone',
        source: "try { throw new AuraHandledException('secret'); } catch (AuraHandledException e) { System.debug(e.getMessage()); e.setMessage('now'); System.debug(e.getMessage()); }",
        expected: 'Script-thrown exception\nnow',
    },
    {
        rule: 'getTypeName, getCause, getLineNumber',
        classes: ['public class MyException extends Exception { }'],
        source: "try { throw new MyException('outer', new MathException()); } catch (Exception e) { System.debug(e.getTypeName() + ' ' + e.getCause().getTypeName() + ' ' + e.getLineNumber()); }",
        expected: 'MyException System.MathException 1',
    },
    {
        rule: 'initCause',
        classes: ['public class MyException extends Exception { }'],
        source: "Exception e = new MyException('a'); e.initCause(new MyException('b')); System.debug(e.getCause().getMessage());",
        expected: 'b',
    },
]);
