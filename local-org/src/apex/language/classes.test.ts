/** Apex developer guide, "Classes, objects, and interfaces", "Enums", "Exceptions in Apex". */
import { programs } from '../suite/run.ts';

programs('Apex class definition', [
    {
        rule: 'fields and methods',
        classes: ['public class A { public Integer n = 1; public Integer twice() { return n * 2; } }'],
        source: 'A a = new A(); a.n = 4; System.debug(a.twice());',
        expected: '8',
    },
    {
        rule: 'static fields are one for the transaction',
        classes: ['public class A { public static Integer n = 1; public static void up() { n++; } }'],
        source: 'A.up(); A.up(); System.debug(A.n);',
        expected: '3',
    },
    {
        rule: 'static initialisers run in their order',
        classes: [
            'public class A { public static Integer n = 1; static { n = n * 10; } public static Integer m = n + 1; }',
        ],
        source: 'System.debug(A.m);',
        expected: '11',
    },
    {
        rule: 'instance initialisers run before the constructor',
        classes: ["public class A { public String s = 'f'; { s += 'i'; } public A() { s += 'c'; } }"],
        source: 'System.debug(new A().s);',
        expected: 'fic',
    },
    {
        rule: 'constructors are overloaded',
        classes: ['public class A { public Integer n; public A() { this(7); } public A(Integer n) { this.n = n; } }'],
        source: "System.debug(new A().n + ' ' + new A(3).n);",
        expected: '7 3',
    },
    {
        rule: 'no constructor without arguments when there is another',
        classes: ['public class A { public A(Integer n) { } }'],
        source: 'new A();',
        expected: 'Constructor not defined: [A].<Constructor>()',
    },
    {
        rule: 'methods are overloaded by type',
        classes: [
            "public class A { public static String f(Integer i) { return 'I'; } public static String f(String s) { return 'S'; } public static String f(Object o) { return 'O'; } }",
        ],
        source: "System.debug(A.f(1) + A.f('a') + A.f(true));",
        expected: 'ISO',
    },
    {
        rule: 'the nearest number type is taken',
        classes: [
            "public class A { public static String f(Long i) { return 'L'; } public static String f(Decimal s) { return 'D'; } }",
        ],
        source: 'System.debug(A.f(1) + A.f(1.5));',
        expected: 'LD',
    },
    {
        rule: 'names of methods have no case',
        classes: ['public class A { public static Integer Foo() { return 1; } }'],
        source: 'System.debug(a.fOO());',
        expected: '1',
    },
    {
        rule: 'no such method',
        classes: ['public class A { }'],
        source: 'new A().foo(1);',
        expected: 'Method does not exist or incorrect signature: void foo(Integer) from the type A',
    },
    {
        rule: 'no such field',
        classes: ['public class A { }'],
        source: 'System.debug(new A().foo);',
        expected: 'Variable does not exist: foo',
    },
    {
        rule: 'private fields are not seen outside',
        classes: ['public class A { private Integer n = 1; }'],
        source: 'System.debug(new A().n);',
        expected: 'Variable is not visible: A.n',
    },
    {
        rule: 'private methods are not seen outside',
        classes: ['public class A { private void f() { } }'],
        source: 'new A().f();',
        expected: 'Method is not visible: void A.f()',
    },
    {
        rule: 'no modifier means private',
        classes: ['public class A { void f() { } }'],
        source: 'new A().f();',
        expected: 'Method is not visible: void A.f()',
    },
    {
        rule: 'an instance method needs an instance',
        classes: ['public class A { public void f() { } }'],
        source: 'A.f();',
        expected: 'Non static method cannot be referenced from a static context: void A.f()',
    },
    {
        rule: 'parameters are given by value',
        classes: ['public class A { public static void f(Integer n, List<Integer> l) { n = 9; l.add(1); l = null; } }'],
        source: "Integer n = 1; List<Integer> l = new List<Integer>(); A.f(n, l); System.debug(n + ' ' + l);",
        expected: '1 (1)',
    },
    {
        rule: 'recursion',
        classes: ['public class A { public static Integer fac(Integer n) { return n <= 1 ? 1 : n * fac(n - 1); } }'],
        source: 'System.debug(A.fac(5));',
        expected: '120',
    },
    {
        rule: 'a method that returns must return',
        classes: ['public class A { public Integer f() { } }'],
        source: '',
        expected: 'Missing return statement required return type: Integer',
    },
    {
        rule: 'on every way',
        classes: ['public class A { public Integer f(Boolean b) { if (b) return 1; } }'],
        source: '',
        expected: 'Missing return statement required return type: Integer',
    },
    {
        rule: 'or throw',
        classes: [
            "public class A { public Integer f(Boolean b) { if (b) { return 1; } else { throw new MathException('x'); } } }",
        ],
        source: "System.debug('ok');",
        expected: 'ok',
    },
    {
        rule: 'what is returned has the type',
        classes: ["public class A { public Integer f() { return 'a'; } }"],
        source: '',
        expected: 'Illegal assignment from String to Integer',
    },
    {
        rule: 'a void method returns nothing',
        classes: ['public class A { public void f() { return 1; } }'],
        source: '',
        expected: 'Return statement not expected: method returns void',
    },
    {
        rule: 'a method once',
        classes: ['public class A { public void f() { } public void F() { } }'],
        source: '',
        expected: 'Method already defined: void F()',
    },
    {
        rule: 'a field once',
        classes: ['public class A { Integer n; String N; }'],
        source: '',
        expected: 'Duplicate field: N',
    },
    {
        rule: 'final fields get their value in the constructor',
        classes: ['public class A { public final Integer n; public A() { n = 3; } }'],
        source: 'System.debug(new A().n);',
        expected: '3',
    },
    {
        rule: 'and nowhere else',
        classes: ['public class A { public final Integer n = 1; public void f() { n = 2; } }'],
        source: '',
        expected: 'Field is not writeable: A.n',
    },
    {
        rule: 'this',
        classes: [
            'public class A { Integer n; public A set(Integer n) { this.n = n; return this; } public Integer get() { return n; } }',
        ],
        source: 'System.debug(new A().set(5).get());',
        expected: '5',
    },
    {
        rule: 'not in static methods',
        classes: ['public class A { static void f() { Object o = this; } }'],
        source: '',
        expected: 'Illegal static reference: this cannot be used in a static context',
    },
    {
        rule: 'text of an object',
        classes: ["public class A { Integer n = 1; String s = 'x'; }"],
        source: 'System.debug(new A());',
        expected: 'A:[n=1, s=x]',
    },
]);

programs('Execution governors and limits', [
    {
        rule: 'calls without end',
        classes: ['public class A { public static Integer f(Integer n) { return 1 + f(n + 1); } }'],
        source: 'A.f(1);',
        expected: 'System.LimitException: Maximum stack depth reached: 1001',
    },
    {
        rule: 'nobody catches it',
        classes: [
            'public class A { public static Integer f(List<Integer> l) { try { return 1 + (l == null ? 2 : f(new List<Integer>{f(l)})); } catch (Exception e) { return 0; } } }',
        ],
        source: 'A.f(new List<Integer>());',
        expected: 'System.LimitException: Maximum stack depth reached: 1001',
    },
]);

programs('Extending a class', [
    {
        rule: 'inherits',
        classes: [
            'public virtual class A { public Integer n = 1; public Integer f() { return n; } }',
            'public class B extends A { public B() { n = 2; } }',
        ],
        source: 'System.debug(new B().f());',
        expected: '2',
    },
    {
        rule: 'the instance decides',
        classes: [
            "public virtual class A { public virtual String f() { return 'A'; } public String g() { return f(); } }",
            "public class B extends A { public override String f() { return 'B'; } }",
        ],
        source: 'A a = new B(); System.debug(a.f() + a.g());',
        expected: 'BB',
    },
    {
        rule: 'super',
        classes: [
            "public virtual class A { public virtual String f() { return 'A'; } }",
            "public class B extends A { public override String f() { return super.f() + 'B'; } }",
        ],
        source: 'System.debug(new B().f());',
        expected: 'AB',
    },
    {
        rule: 'constructors of the superclass run first',
        classes: [
            "public virtual class A { public String s = ''; public A() { s += 'a'; } public A(String x) { s += x; } }",
            "public class B extends A { public B() { s += 'b'; } public B(Integer i) { super('x'); s += i; } }",
        ],
        source: "System.debug(new B().s + ' ' + new B(1).s);",
        expected: 'ab x1',
    },
    {
        rule: 'super() stands first',
        classes: ['public virtual class A { }', 'public class B extends A { public B() { Integer i; super(); } }'],
        source: '',
        expected: "Call to 'super()' must be the first statement in a constructor",
    },
    {
        rule: 'only what is virtual',
        classes: ['public class A { }', 'public class B extends A { }'],
        source: '',
        expected: 'Non-virtual and non-abstract type cannot be extended: A',
    },
    {
        rule: 'only virtual methods',
        classes: [
            'public virtual class A { public void f() { } }',
            'public class B extends A { public override void f() { } }',
        ],
        source: '',
        expected: 'Non-virtual, non-abstract methods cannot be overridden: void f()',
    },
    {
        rule: 'with the word override',
        classes: [
            'public virtual class A { public virtual void f() { } }',
            'public class B extends A { public void f() { } }',
        ],
        source: '',
        expected: 'Method must use the override keyword: void f()',
    },
    {
        rule: 'which overrides something',
        classes: ['public class A { public override void f() { } }'],
        source: '',
        expected: '@Override specified for non-overriding method: void f()',
    },
    {
        rule: 'abstract classes are not made',
        classes: ['public abstract class A { }'],
        source: 'new A();',
        expected: 'Abstract classes cannot be constructed: A',
    },
    {
        rule: 'abstract methods',
        classes: [
            "public abstract class A { public abstract String f(); public String g() { return f() + '!'; } }",
            "public class B extends A { public override String f() { return 'b'; } }",
        ],
        source: 'System.debug(new B().g());',
        expected: 'b!',
    },
    {
        rule: 'must be there',
        classes: ['public abstract class A { public abstract String f(); }', 'public class B extends A { }'],
        source: '',
        expected: 'Class B must implement the abstract method: String A.f()',
    },
    {
        rule: 'protected members are seen by heirs',
        classes: [
            'public virtual class A { protected Integer n = 3; }',
            'public class B extends A { public Integer f() { return n; } }',
        ],
        source: 'System.debug(new B().f());',
        expected: '3',
    },
    {
        rule: 'and by nobody else',
        classes: ['public virtual class A { protected Integer n = 3; }'],
        source: 'System.debug(new A().n);',
        expected: 'Variable is not visible: A.n',
    },
    {
        rule: 'no circles',
        classes: ['public virtual class A extends B { }', 'public virtual class B extends A { }'],
        source: '',
        expected: 'Circular definition: A',
    },
]);

programs('Interfaces', [
    {
        rule: 'a class implements them',
        classes: [
            'public interface I { String f(Integer n); }',
            "public class A implements I { public String f(Integer n) { return 'n' + n; } }",
        ],
        source: 'I i = new A(); System.debug(i.f(2));',
        expected: 'n2',
    },
    {
        rule: 'all methods',
        classes: ['public interface I { void f(); }', 'public class A implements I { }'],
        source: '',
        expected: 'Class A must implement the method: void I.f()',
    },
    {
        rule: 'they extend each other',
        classes: [
            'public interface I { String f(); }',
            'public interface J extends I { }',
            "public class A implements J { public String f() { return 'x'; } }",
        ],
        source: 'I i = new A(); System.debug(i.f());',
        expected: 'x',
    },
    {
        rule: 'no classes',
        classes: ['public class I { }', 'public class A implements I { }'],
        source: '',
        expected: 'Type must be an interface: I',
    },
    {
        rule: 'an abstract class may leave it to others',
        classes: [
            'public interface I { String f(); }',
            'public abstract class A implements I { public abstract String f(); }',
            "public class B extends A { public override String f() { return 'b'; } }",
        ],
        source: 'I i = new B(); System.debug(i.f());',
        expected: 'b',
    },
]);

programs('Inner classes', [
    {
        rule: 'of a class',
        classes: ['public class A { public class B { public Integer n = 2; } }'],
        source: 'A.B b = new A.B(); System.debug(b.n);',
        expected: '2',
    },
    {
        rule: 'see private statics of the outer',
        classes: [
            'public class A { private static Integer n = 5; public class B { public Integer f() { return n; } } }',
        ],
        source: 'System.debug(new A.B().f());',
        expected: '5',
    },
    {
        rule: 'by their short name within',
        classes: ['public class A { class B { Integer n = 3; } public static Integer f() { return new B().n; } }'],
        source: 'System.debug(A.f());',
        expected: '3',
    },
    {
        rule: 'interfaces and enums too',
        classes: [
            'public class A { public interface I { Integer f(); } public enum E { X, Y } public class B implements I { public Integer f() { return E.Y.ordinal(); } } }',
        ],
        source: 'A.I i = new A.B(); System.debug(i.f());',
        expected: '1',
    },
    {
        rule: 'the name of the type',
        classes: ['public class A { public class MyException extends Exception { } }'],
        source: "try { throw new A.MyException('m'); } catch (Exception e) { System.debug(e.getTypeName()); }",
        expected: 'A.MyException',
    },
]);

programs('Apex properties', [
    {
        rule: 'automatic',
        classes: ['public class A { public Integer n { get; set; } }'],
        source: 'A a = new A(); a.n = 3; a.n += 1; System.debug(a.n);',
        expected: '4',
    },
    {
        rule: 'with code',
        classes: ['public class A { public Integer n { get { return n == null ? -1 : n; } set { n = value * 2; } } }'],
        source: 'A a = new A(); System.debug(a.n); a.n = 3; System.debug(a.n);',
        expected: '-1\n6',
    },
    {
        rule: 'computed',
        classes: ["public class A { public String s { get { return 'c'; } } }"],
        source: 'System.debug(new A().s);',
        expected: 'c',
    },
    {
        rule: 'read-only',
        classes: ['public class A { public Integer n { get; } }'],
        source: 'new A().n = 1;',
        expected: 'Field is not writeable: A.n',
    },
    {
        rule: 'written by the class alone',
        classes: ['public class A { public Integer n { get; private set; } public A() { n = 2; } }'],
        source: 'A a = new A(); System.debug(a.n); a.n = 1;',
        expected: 'Variable is not visible: A.n',
    },
    {
        rule: 'static',
        classes: [
            'public class A { public static Integer n { get { if (n == null) { n = 7; } return n; } private set; } }',
        ],
        source: 'System.debug(A.n);',
        expected: '7',
    },
]);

programs('Enums', [
    {
        rule: 'values, name, ordinal',
        classes: ['public enum E { A, B }'],
        source: "System.debug(E.values() + ' ' + E.B.name() + ' ' + E.B.ordinal());",
        expected: '(A, B) B 1',
    },
    {
        rule: 'valueOf',
        classes: ['public enum E { A, B }'],
        source: "System.debug(E.valueOf('b') == E.B);",
        expected: 'true',
    },
    {
        rule: 'valueOf of nothing',
        classes: ['public enum E { A, B }'],
        source: "E.valueOf('c');",
        expected: 'System.NoSuchElementException: No enum constant E.c',
    },
    {
        rule: 'are keys',
        classes: ['public enum E { A, B }'],
        source: 'Map<E, Integer> m = new Map<E, Integer>{E.A => 1}; System.debug(m.get(E.A));',
        expected: '1',
    },
    {
        rule: 'no such value',
        classes: ['public enum E { A, B }'],
        source: 'System.debug(E.C);',
        expected: 'Variable does not exist: C',
    },
    {
        rule: 'may be null',
        classes: ['public enum E { A, B }'],
        source: 'E e; System.debug(e == null);',
        expected: 'true',
    },
]);

programs('Exceptions', [
    {
        rule: 'are caught by type',
        source: 'try { Integer i = 1 / 0; } catch (MathException e) { System.debug(e.getMessage()); }',
        expected: 'Divide by 0',
    },
    {
        rule: 'or by what they extend',
        source: 'try { Integer i = 1 / 0; } catch (Exception e) { System.debug(e.getTypeName()); }',
        expected: 'System.MathException',
    },
    {
        rule: 'the first catch that fits',
        source: "try { Integer i = 1 / 0; } catch (ListException e) { System.debug('l'); } catch (MathException e) { System.debug('m'); } catch (Exception e) { System.debug('e'); }",
        expected: 'm',
    },
    {
        rule: 'a type once',
        source: 'try { } catch (Exception e) { } catch (MathException e) { }',
        expected: 'Exception System.MathException already caught',
    },
    {
        rule: 'finally runs at the end',
        source: "try { System.debug('t'); } finally { System.debug('f'); }",
        expected: 't\nf',
    },
    {
        rule: 'also when it fails',
        source: "try { Integer i = 1 / 0; } finally { System.debug('f'); }",
        expected: 'f\nSystem.MathException: Divide by 0',
    },
    {
        rule: 'also on return',
        classes: ["public class A { public static Integer f() { try { return 1; } finally { System.debug('f'); } } }"],
        source: 'System.debug(A.f());',
        expected: 'f\n1',
    },
    {
        rule: 'of the program',
        classes: ['public class MyException extends Exception { }'],
        source: "try { throw new MyException('hello'); } catch (MyException e) { System.debug(e.getMessage()); }",
        expected: 'hello',
    },
    {
        rule: 'have names that tell it',
        classes: ['public class My extends Exception { }'],
        source: '',
        expected: "Classes extending Exception must have a name ending in 'Exception': My",
    },
    {
        rule: 'are not only called so',
        classes: ['public class MyException { }'],
        source: '',
        expected: 'Exception class must extend another Exception class: MyException',
    },
    {
        rule: 'are not only called so, as inner classes neither',
        classes: ['public class A { public class Failed_exception { } }'],
        source: '',
        expected: 'Exception class must extend another Exception class: A.Failed_exception',
    },
    {
        rule: 'with a cause',
        classes: ['public class MyException extends Exception { }'],
        source: "try { try { Integer i = 1 / 0; } catch (MathException e) { throw new MyException('outer', e); } } catch (MyException e) { System.debug(e.getCause().getMessage()); }",
        expected: 'Divide by 0',
    },
    {
        rule: 'with a message that is set',
        classes: ['public class MyException extends Exception { }'],
        source: "MyException e = new MyException(); e.setMessage('m'); System.debug(e.getMessage());",
        expected: 'm',
    },
    {
        rule: 'with fields of their own',
        classes: [
            'public class MyException extends Exception { public Integer n = 3; public MyException(Integer n) { this.n = n; } }',
        ],
        source: "try { throw new MyException(5); } catch (MyException e) { System.debug(e.n); } System.debug(new MyException('x').n);",
        expected: '5\n3',
    },
    {
        rule: 'that call super',
        classes: ["public class MyException extends Exception { public MyException(Integer n) { super('n' + n); } }"],
        source: 'throw new MyException(5);',
        expected: 'MyException: n5',
    },
    {
        rule: 'tell the line',
        source: 'Integer a = 1;\ntry {\n  a = a / 0;\n} catch (Exception e) { System.debug(e.getLineNumber()); }',
        expected: '3',
    },
    {
        rule: 'tell the stack',
        classes: ['public class A {\n  public static void f() {\n    Integer i = 1 / 0;\n  }\n}'],
        source: 'try {\n  A.f();\n} catch (Exception e) { System.debug(e.getStackTraceString()); }',
        expected: 'Class.A.f: line 3, column 1\nAnonymousBlock: line 2, column 1',
    },
    {
        rule: 'only exceptions are thrown',
        source: "throw 'x';",
        expected: 'Throw expression must be of type exception: String',
    },
    {
        rule: 'assertions cannot be caught',
        source: "try { System.assert(false, 'no'); } catch (Exception e) { System.debug('caught'); }",
        expected: 'System.AssertException: Assertion Failed: no',
    },
    {
        rule: 'nothing is reached behind throw',
        source: "throw new MathException('x'); System.debug(1);",
        expected: 'Unreachable statement',
    },
]);

programs('Classes and casting', [
    {
        rule: 'up needs no cast',
        classes: ['public virtual class A { }', 'public class B extends A { }'],
        source: 'A a = new B(); System.debug(a instanceof B);',
        expected: 'true',
    },
    {
        rule: 'down needs one',
        classes: ['public virtual class A { }', 'public class B extends A { }'],
        source: 'A a = new B(); B b = a;',
        expected: 'Illegal assignment from A to B',
    },
    {
        rule: 'and may fail',
        classes: ['public virtual class A { }', 'public class B extends A { }', 'public class C extends A { }'],
        source: 'A a = new B(); C c = (C) a;',
        expected: 'System.TypeException: Invalid conversion from runtime type B to C',
    },
    {
        rule: 'never to a stranger',
        classes: ['public class A { }', 'public class B { }'],
        source: 'A a = new A(); B b = (B) a;',
        expected: 'Incompatible types since an instance of A is never an instance of B',
    },
    {
        rule: 'from Object',
        source: "Object o = 'x'; String s = (String) o; Integer i = (Integer) o;",
        expected: 'System.TypeException: Invalid conversion from runtime type String to Integer',
    },
    {
        rule: 'Object is no String',
        source: "Object o = 'x'; String s = o;",
        expected: 'Illegal assignment from Object to String',
    },
    {
        rule: 'numbers',
        source: 'Decimal d = 3.9; Integer i = (Integer) d; Long l = 5L; Integer j = (Integer) l; System.debug(i + j);',
        expected: '8',
    },
    {
        rule: 'null is an instance of nothing',
        source: 'Object o; System.debug(o instanceof String);',
        expected: 'false',
    },
    {
        rule: 'instanceof',
        source: "Object o = 1; System.debug((o instanceof Integer) + ' ' + (o instanceof String));",
        expected: 'true false',
    },
    {
        rule: 'lists upwards',
        classes: ['public virtual class A { }', 'public class B extends A { }'],
        source: 'List<A> l = new List<B>{new B()}; System.debug(l.size());',
        expected: '1',
    },
    {
        rule: 'lists of others not',
        source: 'List<String> l = new List<Integer>();',
        expected: 'Illegal assignment from List<Integer> to List<String>',
    },
    {
        rule: 'lists hold their type',
        source: "Object o = new List<Integer>(); System.debug((o instanceof List<Integer>) + ' ' + (o instanceof List<String>));",
        expected: 'true false',
    },
]);
