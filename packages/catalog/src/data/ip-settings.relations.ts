import type { Relation } from '../relations.ts';

export const ipSettingsRelations: readonly Relation[] = [
  {
    kind: 'editable-while',
    condition: { parameter: '7.6.1/dhcpv4-enabled', in: [false] },
    parameters: ['7.6.1/ipv4-address', '7.6.1/ipv4-subnet-mask', '7.6.1/ipv4-default-gateway'],
    source: 'OSEM 7.6.1',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.6.1/dhcpv4-enabled', in: [true] },
    parameters: ['7.6.1/dhcp-reuse-enabled', '7.6.1/parse-dhcp-option-43', '7.6.1/parse-dhcp-option-66'],
    source: 'OSEM 7.6.1',
  },
  {
    // The guide says nothing about IPv6; a DHCPv6 server hands out addresses, routers announce the rest.
    kind: 'used-while',
    condition: { parameter: '7.6.1/dhcpv6-enabled', in: [false] },
    parameters: [
      '7.6.1/ipv6-address-global',
      '7.6.1/ipv6-address-prefix-length',
      '7.6.1/ipv6-address-global-gateway',
    ],
    source: 'OSEM 7.6.1',
  },
  {
    kind: 'editable-while',
    condition: { parameter: '7.6.7/layer-2-enabled', in: [true] },
    parameters: ['7.6.1/vlan-discovery-method', '7.6.1/vlan-id'],
    source: 'OSEM 7.6.1',
  },
  {
    kind: 'editable-while',
    condition: { parameter: '7.6.1/vlan-discovery-method', in: ['manual', 'lldp-med'] },
    parameters: ['7.6.1/vlan-id'],
    source: 'OSEM 7.6.1',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.6.1/vlan-discovery-method', in: ['manual'] },
    parameters: ['7.6.1/vlan-id'],
    source: 'OSEM 7.6.1',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.6.1/lldp-med-enabled', in: [true] },
    parameters: ['7.6.1/lldp-med-time-to-live'],
    source: 'OSEM 7.6.1',
  },
];
