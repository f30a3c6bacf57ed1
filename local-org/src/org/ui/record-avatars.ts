/** Pictures of records: the icon of their object (guide, "Record Avatar"). */
import { eTagOf } from './identity.ts';
import { RecordFields } from './record-fields.ts';
import { RecordReader } from './record-reader.ts';
import { themeOf } from './themes.ts';
import { noResource, type UiContext } from './ui-context.ts';

/** @throws OrgError NOT_FOUND (404) for a record that the user does not see */
export function recordAvatar(ui: UiContext, text: string): object {
    const { id, object } = ui.recordId(text);
    if (!new RecordReader(ui).byIds(new RecordFields(ui, object), [id]).has(id)) throw noResource();
    const { color, iconUrl } = themeOf(ui, object);
    const body = { backgroundColor: color, iconUrl, recordId: id, type: 'Theme' };
    return { ...body, eTag: eTagOf(body) };
}
