/** Whether every word typed begins some word of the label, whatever the case. */
export function matchesWords(label: string, typed: string): boolean {
  const words = label.toLowerCase().split(/[\s-]+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '')
    .every((part) => words.some((word) => word.startsWith(part)));
}
