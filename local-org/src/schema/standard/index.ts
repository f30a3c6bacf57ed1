/** The standard objects that an org has before anything is deployed to it. */
import type { ObjectType } from '../model.ts';
import { APPROVALS } from './approvals.ts';
import { BUSINESS } from './business.ts';
import { PEOPLE } from './people.ts';
import { SETUP } from './setup.ts';
import { STREAMING } from './streaming.ts';

export const STANDARD_OBJECTS: readonly ObjectType[] = [...BUSINESS, ...PEOPLE, ...SETUP, ...STREAMING, ...APPROVALS];
