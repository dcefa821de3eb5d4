export { type AddressRange, addressAt, isInRange, rangeSize, readAddressRange } from './address-range.ts';
