export {
  type AddressRange,
  addressAt,
  isInRange,
  rangeSize,
  readAddressRange,
  subnetOf,
} from './address-range.ts';
