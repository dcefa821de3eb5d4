/** Subnet masks with their prefix as choices, from one address to the largest subnet. */
export function subnetMasks(largest: number): { value: string; label: string }[] {
  return Array.from({ length: 33 - largest }, (_, place) => 32 - place).map((prefix) => {
    const bits = prefix === 0 ? 0 : (0xffff_ffff << (32 - prefix)) >>> 0;
    const mask = [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
    return { value: String(prefix), label: `${mask} (/${prefix})` };
  });
}
