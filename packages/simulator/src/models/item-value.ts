import { X509Certificate } from 'node:crypto';
import { fitsIndex, parseWire, validateWire } from '@deskfleet/catalog';
import type { ItemDefinition } from './item-table.ts';

/** Text that clears an address or a number (phones reference, section 0). */
const CLEARS = 'NULL';

const BASE64 = /^[A-Za-z0-9+/=\s]*$/;
const MAX_HOST_LENGTH = 255;
const MAX_DIGITS = 64;

/**
 * The value as the phone stores it, or undefined when it refuses the data: by the rules of the catalog where it has the
 * item, else by those of the item's type. An empty value sets a text to empty and
 * everything else back to its default (reference, section 9, *Empty*).
 */
export function normalizeValue(
  definition: ItemDefinition,
  value: string,
  index?: number,
): string | undefined {
  const { type, parameters = [] } = definition;
  const cleared = isText(definition) ? '' : definition.defaultValue;
  if (value === '') return cleared;
  const parameter = parameters.find((one) => fitsIndex(one.index, index ?? null)) ?? parameters[0];
  if (parameter !== undefined) {
    if (validateWire(parameter, value) !== undefined) return undefined;
    if (parseWire(parameter, value) === null) return cleared;
    return type.kind === 'certificate' && !isCertificate(value) ? undefined : value;
  }
  switch (type.kind) {
    case 'bool':
      return value === 'true' || value === 'false' ? value : undefined;
    case 'int':
      return isIntegerBetween(value, type.minimum, type.maximum) ? value : undefined;
    case 'enum':
      return type.values.includes(value) ? value : undefined;
    case 'text':
      return value.length <= type.maxLength ? value : undefined;
    case 'digits':
      if (value === CLEARS) return '';
      return value.length <= MAX_DIGITS && /^[0-9*#+]+$/.test(value) ? value : undefined;
    case 'host':
      if (value === CLEARS) return '';
      return value.length <= MAX_HOST_LENGTH && /^[A-Za-z0-9._:[\]%-]+$/.test(value) ? value : undefined;
    case 'base64':
      return BASE64.test(value) ? value : undefined;
    case 'certificate':
      return isCertificate(value) ? value : undefined;
  }
}

function isText(definition: ItemDefinition): boolean {
  switch (definition.type.kind) {
    case 'bool':
    case 'int':
    case 'enum':
      return false;
    default:
      return true;
  }
}

function isIntegerBetween(value: string, minimum: number, maximum: number): boolean {
  if (!/^-?\d{1,15}$/.test(value)) return false;
  const number = Number(value);
  return number >= minimum && number <= maximum;
}

/** PEM that can be read, or base64 that begins as PKCS#12 does: with a DER sequence. */
function isCertificate(value: string): boolean {
  if (!value.includes('-----BEGIN')) {
    return BASE64.test(value) && Buffer.from(value, 'base64')[0] === 0x30;
  }
  try {
    return new X509Certificate(value).subject !== undefined;
  } catch {
    return false;
  }
}
