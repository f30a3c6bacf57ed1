/** Apex developer guide, "Execution governors and limits": total heap size. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { run } from '../suite/run.ts';

const TOO_LARGE = /^System.LimitException: Apex heap size too large: \d+$/;
const KEEPER = 'public class Keeper { public static List<String> kept = new List<String>(); }';

describe('Execution governors and limits: heap', () => {
    it('what variables hold is too much at some time', () => {
        assert.match(
            run(`List<String> all = new List<String>(); while (true) all.add('x'.repeat(500) + all.size());`),
            TOO_LARGE,
        );
    });
    it('what statics hold too', () => {
        assert.match(run(`while (true) Keeper.kept.add('x'.repeat(500) + Keeper.kept.size());`, [KEEPER]), TOO_LARGE);
    });
    it('one text alone', () => {
        assert.match(run(`String text = 'x'; while (true) text += text;`), TOO_LARGE);
    });
    it('it cannot be caught', () => {
        assert.match(
            run(`try { String text = 'x'; while (true) text = text + text; } catch (Exception e) {}`),
            TOO_LARGE,
        );
    });
    it('what nobody holds any more does not count', () => {
        assert.equal(
            run(
                `String text; for (Integer i = 0; i < 60000; i++) text = 'x'.repeat(500) + i; System.debug(text.length());`,
            ),
            '505',
        );
    });
    it('is told', () => {
        const source = `Integer before = Limits.getHeapSize(); String text = 'x'.repeat(1000); Integer more = Limits.getHeapSize() - before; System.debug((more >= 1000) + ' ' + (more < 1100) + ' ' + Limits.getLimitHeapSize());`;
        assert.equal(run(source), 'true true 6000000');
    });
    it('what holds itself counts once', () => {
        const source = `Map<String, Object> m = new Map<String, Object>(); m.put('m', m); m.put('l', new List<Object>{ m, m }); System.debug(Limits.getHeapSize() < 300);`;
        assert.equal(run(source), 'true');
    });
});
