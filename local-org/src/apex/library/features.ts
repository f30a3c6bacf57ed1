/** Custom permissions and custom labels. Source: Apex reference guide, "FeatureManagement class"; Apex developer guide, "Custom labels". */
import { transaction } from '../run/vm.ts';
import { define } from './define.ts';

define(
    {
        name: 'FeatureManagement',
        statics: {
            'Boolean checkPermission(String)': (name: string) =>
                transaction().host.hasCustomPermission?.(name) ?? false,
        },
        unsupported: [
            'static Boolean checkPackageBooleanValue(String)',
            'static Date checkPackageDateValue(String)',
            'static Integer checkPackageIntegerValue(String)',
        ],
    },
    {
        name: 'Label',
        statics: {
            'String get(String, String)': (_: string, name: string) => transaction().host.label?.(name) ?? null,
        },
        unsupported: ['static Boolean translationExists(String, String, String)'],
    },
);
