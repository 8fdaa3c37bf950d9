/** The media type of a file by its first bytes, because names and the types that browsers derive are often wrong. */

/** The number of bytes that suffice: the brands of an AVIF are within the first hundred or so. */
const SIGNATURE_BYTES = 256;

const SIGNATURES: readonly [type: string, pattern: RegExp][] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
  ['image/avif', /^[^]{4}ftyp(?:[^]{4}){0,16}?avi[fs]/],
  ['image/heic', /^[^]{4}ftyp(?:hei[cxms]|hev[cxms])/],
  ['image/heif', /^[^]{4}ftyp(?:mif1|msf1)/],
  ['image/tiff', /^(?:II\*\0|MM\0\*)/],
  ['image/bmp', /^BM[^]{4}\0{4}/],
  ['application/pdf', /^%PDF-/],
  ['application/zip', /^PK[^ -\xff]{2}/],
  ['image/x-canon-cr3', /^[^]{4}ftypcrx /],
  ['video/quicktime', /^[^]{4}ftypqt {2}/],
  ['audio/mp4', /^[^]{4}ftypM4[AB]/],
  ['video/3gpp', /^[^]{4}ftyp3g[ep]/],
  ['video/mp4', /^[^]{4}ftyp/],
];

/** Return whether files of this type always have its first bytes, so that other files are not of this type. */
export function hasSignature(contentType: string): boolean {
  return contentType.startsWith('image/') && SIGNATURES.some(([type]) => type === contentType);
}

/** Return the type that the first bytes show; undefined if it is not known here. */
export async function detectedType(file: Blob): Promise<string | undefined> {
  const bytes = new Uint8Array(await file.slice(0, SIGNATURE_BYTES).arrayBuffer());
  const first = String.fromCharCode(...bytes);
  return SIGNATURES.find(([, pattern]) => pattern.test(first))?.[0];
}
