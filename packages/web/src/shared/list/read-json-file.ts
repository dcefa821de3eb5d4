/** As much as the server reads. */
const MAX_BYTES = 1_000_000;

export interface ReadFile {
  document: object | null;
  fault: 'large' | 'json' | null;
}

/** Reads a file as JSON; what is in it, the server judges. */
export async function readJsonFile(file: Pick<File, 'size' | 'text'>): Promise<ReadFile> {
  if (file.size > MAX_BYTES) return { document: null, fault: 'large' };
  try {
    const value: unknown = JSON.parse((await file.text()).replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null
      ? { document: value, fault: null }
      : { document: null, fault: 'json' };
  } catch {
    return { document: null, fault: 'json' };
  }
}
