/** The objects that make channels of events (Object Reference, "PushTopic", "StreamingChannel"). */
import { standardObject as object } from './notation.ts';

export const STREAMING = [
    object('PushTopic', {
        keyPrefix: '0IF',
        label: 'Push Topic',
        fields: `
            Name string(25) required unique name
            Query textarea(1300) required
            ApiVersion double(3,1) required
            IsActive boolean default=true
            NotifyForFields picklist(All,Referenced,Select,Where) required default=Referenced
            NotifyForOperationCreate boolean default=true
            NotifyForOperationUpdate boolean default=true
            NotifyForOperationDelete boolean default=true
            NotifyForOperationUndelete boolean default=true
            Description textarea(400)`,
    }),
    object('StreamingChannel', {
        keyPrefix: '0M6',
        label: 'Streaming Channel',
        owned: true,
        fields: `
            Name string(80) required unique name
            Description textarea(255)`,
    }),
];
