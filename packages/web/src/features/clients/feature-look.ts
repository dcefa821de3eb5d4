import type { Client } from '../../api/types.ts';

export const FEATURES = ['secureMode', 'mobility', 'access', 'groups', 'information'] as const;
export type FeatureKind = (typeof FEATURES)[number];

/** State of a feature for its icon: there, in use, or not there. */
export type FeatureState = 'on' | 'active' | 'off' | 'plain';

interface FeatureLook {
  state: FeatureState;
  /** Which icon and which words: a key below `clients.feature.<kind>`. */
  words: string;
}

/** How a feature of a client shows itself (guide chapter 4, Features). */
export function featureLook(client: Client, kind: FeatureKind): FeatureLook {
  switch (kind) {
    case 'secureMode':
      return client.secureMode.enabled ? { state: 'on', words: 'on' } : { state: 'off', words: 'off' };
    case 'mobility':
      if (client.mobility.loggedOn) return { state: 'active', words: 'active' };
      return client.mobility.enabled ? { state: 'on', words: 'on' } : { state: 'off', words: 'off' };
    case 'access':
      return { state: client.access.mode === 'none' ? 'off' : 'on', words: client.access.mode };
    case 'groups':
      return client.groups.length > 0 ? { state: 'on', words: 'on' } : { state: 'off', words: 'off' };
    case 'information':
      return { state: 'plain', words: 'plain' };
  }
}

/** Key of the short words for a feature's state. */
export function featureKey(client: Client, kind: FeatureKind) {
  const { words } = featureLook(client, kind);
  return `clients.feature.${kind}.${words}` as 'clients.feature.secureMode.on';
}
