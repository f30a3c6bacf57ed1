/** Custom links, buttons and pages that layouts hold, as the User Interface API tells of them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestServer, type Client } from '../suite/client.ts';
import { definition, MetadataClient } from '../suite/metadata-client.ts';
import { got } from '../suite/ui-api.ts';

const DESK = `
    <deploymentStatus>Deployed</deploymentStatus><label>Desk</label>
    <nameField><label>Name</label><type>Text</type></nameField>
    <pluralLabel>Desks</pluralLabel><sharingModel>ReadWrite</sharingModel>
    <webLinks><fullName>Map</fullName><availability>online</availability><displayType>link</displayType>
      <encodingKey>UTF-8</encodingKey><hasMenubar>false</hasMenubar><hasScrollbars>true</hasScrollbars>
      <hasToolbar>false</hasToolbar><height>600</height><isResizable>true</isResizable><linkType>url</linkType>
      <masterLabel>On the map</masterLabel><openType>newWindow</openType><position>none</position>
      <protected>false</protected><showsLocation>false</showsLocation><showsStatus>false</showsStatus>
      <url>https://maps.invalid/{!Desk__c.Name}</url></webLinks>
    <webLinks><fullName>Print</fullName><availability>online</availability><displayType>button</displayType>
      <encodingKey>UTF-8</encodingKey><linkType>url</linkType><masterLabel>Print</masterLabel>
      <openType>replace</openType><protected>false</protected><url>/print</url></webLinks>`;

const item = (content: string): string => `<layoutItems>${content}</layoutItems>`;
const section = (content: string, style = 'OneColumn'): string =>
    `<layoutSections><customLabel>true</customLabel><detailHeading>true</detailHeading><editHeading>true</editHeading><label>${style}</label><layoutColumns>${content}</layoutColumns><style>${style}</style></layoutSections>`;

/** A layout with a name, a page, and a link. @param actions what lists its buttons */
function layout(actions: string): string {
    const page =
        '<height>200</height><page>Plan</page><showLabel>false</showLabel><showScrollbars>true</showScrollbars>';
    const name = '<behavior>Required</behavior><field>Name</field>';
    const sections = [section(item(name) + item(page)), section(item('<customLink>Map</customLink>'), 'CustomLinks')];
    return definition('Layout', `<customButtons>Print</customButtons>${sections.join('')}${actions}`);
}

interface Component {
    apiName: string;
    componentType: string;
    [property: string]: unknown;
}
interface Layout {
    sections: { heading: string; layoutRows: { layoutItems: { layoutComponents: Component[] }[] }[] }[];
}
interface Actions {
    actions: Record<string, { actions: { apiName: string; type: string; actionTarget: string | null }[] }>;
}

let server: TestServer;
let admin: Client;
let desk: string;
before(async () => {
    server = new TestServer();
    admin = server.admin;
    const members = { CustomObject: ['Desk__c'], Layout: ['Desk__c-Desk Layout'] };
    const { failures } = await new MetadataClient(admin).deploy(members, {
        'objects/Desk__c.object': definition('CustomObject', DESK),
        'layouts/Desk__c-Desk Layout.layout': layout(''),
    });
    assert.deepEqual(failures, []);
    desk = await admin.make('Desk__c', { Name: 'First' });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const componentsOf = ({ sections }: Layout): Component[] =>
    sections.flatMap(({ layoutRows }) =>
        layoutRows.flatMap(({ layoutItems }) => layoutItems.flatMap(({ layoutComponents }) => layoutComponents)),
    );

describe('a layout', () => {
    test('has its links and pages, with where they lead', async () => {
        const [name, page, link] = componentsOf(await got<Layout>(admin, 'layout/Desk__c'));
        assert.equal(name?.apiName, 'Name');
        assert.deepEqual(page, {
            apiName: 'Plan',
            componentType: 'VisualforcePage',
            height: '200',
            showLabel: false,
            showScroll: true,
            visualforceUrl: '/apex/Plan',
            width: null,
        });
        const { customLinkUrl, ...others } = link ?? { customLinkUrl: '' };
        assert.deepEqual(others, {
            apiName: 'Map',
            behavior: 'NewWindow',
            componentType: 'CustomLink',
            label: 'On the map',
        });
        assert.match(String(customLinkUrl), /^\/servlet\/servlet\.Integration\?lid=00b\w{12}&eid=ENTITY_ID&ic=1$/);
    });

    test('has neither in its forms', async () => {
        for (const mode of ['Edit', 'Create']) {
            const shown = componentsOf(await got<Layout>(admin, `layout/Desk__c?mode=${mode}`));
            assert.deepEqual(
                shown.map(({ apiName }) => apiName),
                ['Name'],
            );
        }
    });

    test('is described with them, and asks for no field of their names', async () => {
        const { body } = await admin.get('/sobjects/Desk__c/describe/layouts/012000000000000AAA');
        const { detailLayoutSections } = body as {
            detailLayoutSections: { layoutRows: { layoutItems: { layoutComponents: { type: string }[] }[] }[] }[];
        };
        const types = detailLayoutSections.flatMap(({ layoutRows }) =>
            layoutRows.flatMap(({ layoutItems }) => layoutItems.map(({ layoutComponents: [one] }) => one?.type)),
        );
        assert.deepEqual(types, ['Field', 'VisualforcePage', 'CustomLink']);
        const { records } = await got<{ records: Record<string, { fields: object }> }>(
            admin,
            `record-ui/${desk}?layoutTypes=Full&modes=View`,
        );
        assert.deepEqual(Object.keys(records[desk]?.fields ?? {}), ['Name']);
    });
});

test('the buttons of a layout are actions of its records, behind the standard ones', async () => {
    const { actions } = await got<Actions>(admin, `actions/record/${desk}?actionTypes=CustomButton`);
    const [print] = actions[desk]?.actions ?? [];
    assert.deepEqual([print?.apiName, print?.type], ['Print', 'CustomButton']);
    assert.match(String(print?.actionTarget), new RegExp(`lid=00b\\w{12}&eid=${desk}&`));
    const all = (await got<Actions>(admin, `actions/record/${desk}`)).actions[desk]?.actions ?? [];
    assert.equal(all.at(-1)?.apiName, 'Print');
});
