/** The standard library: each file adds its classes when it is loaded. */
import './members.ts';
import './assert.ts';
import './database.ts';
import './exceptions.ts';
import './iterators.ts';
import './list.ts';
import './map.ts';
import './object.ts';
import './set.ts';
import './sobject.ts';
import './system.ts';
import './test.ts';
import './tokens.ts';
import './trigger.ts';
