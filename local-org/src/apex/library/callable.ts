/** Callable. Source: Apex reference guide, "Callable interface". */
import { define } from './define.ts';

define({ name: 'Callable', kind: 'interface', abstracts: ['Object call(String, Map<String, Object>)'] });
