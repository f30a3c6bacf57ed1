/** The objects that the Tooling API has and the data API does not. */
import type { ObjectType } from '../model.ts';
import { TOOLING_METADATA } from './tooling-metadata.ts';
import { TOOLING_RUNTIME } from './tooling-runtime.ts';

export const TOOLING: readonly ObjectType[] = [...TOOLING_METADATA, ...TOOLING_RUNTIME];
