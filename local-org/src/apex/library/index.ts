/** The standard library: each file adds its classes when it is loaded. */
import './members.ts';
import './object.ts';
import './system.ts';
import './tokens.ts';
