import type { PlugAndPlayClient } from '../../api/types.ts';

/** As the server takes them; a type that it does not know does not compile. */
export const HARDWARE_TYPES = [
  'CP710',
  'CP700',
  'CP700X',
  'CP600',
  'CP600E',
  'CP410',
  'CP400',
  'CP210',
  'CP205',
  'CP200',
  'CP110',
  'CP100',
  'IP 55G',
  'IP 35G',
  'IP 35G Eco',
  'OpenStage 80',
  'OpenStage 60',
  'OpenStage 40',
  'OpenStage 20E',
  'OpenStage 20',
  'OpenStage 15',
] as const satisfies readonly PlugAndPlayClient['hardwareType'][];

export const SECURE_MODES = [
  'disabled',
  'no-pin',
  'default-pin',
  'individual-pin',
] as const satisfies readonly PlugAndPlayClient['secureMode'][];
