import { describe, expect, it } from 'vitest';

import { contentTypeOf, refusalOf, withDetectedType } from './limits';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));
const fileOf = (first: string, name: string, type: string): File => new File([bytesOf(first)], name, { type });
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR';
const JPEG = '\xff\xd8\xff\xe0\0\x10JFIF';

describe('the type of a file by its first bytes', () => {
  it.each([
    ['a PNG named as a JPEG', PNG, 'really-a-png.jpg', 'image/jpeg', 'image/png'],
    ['a JPEG named as a PNG', JPEG, 'photo.png', 'image/png', 'image/jpeg'],
    ['a JPEG without an ending', JPEG, 'photo', '', 'image/jpeg'],
    ['a GIF', 'GIF89a\x01\0\x01\0', 'a.gif', 'image/gif', 'image/gif'],
    ['a WebP', 'RIFF\x24\0\0\0WEBPVP8 ', 'a.webp', '', 'image/webp'],
    ['an AVIF by its second brand', '\0\0\0\x20ftypmif1\0\0\0\0mif1avif', 'a.avif', '', 'image/avif'],
    ['an AVIF in motion', '\0\0\0\x20ftypavis\0\0\0\0avismsf1', 'a.jpg', 'image/jpeg', 'image/avif'],
    ['a HEIC named as a JPEG', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'a.jpg', 'image/jpeg', 'image/heic'],
    ['a page named as a JPEG', '<!DOCTYPE html><html>', 'a.jpg', 'image/jpeg', 'application/octet-stream'],
    ['nothing named as a JPEG', '', 'a.jpg', 'image/jpeg', 'application/octet-stream'],
    ['a text', 'words', 'plan.txt', 'text/plain', 'text/plain'],
    ['a film', '\0\0\0\x18ftypmp42\0\0\0\0', 'a.mp4', '', 'video/mp4'],
    ['a film of a phone', '\0\0\0\x18ftyp3gp5\0\0\0\0', 'a.3gp', 'video/3gpp', 'video/3gpp'],
    ['a raw photo', '\0\0\0\x18ftypcrx \0\0\0\x01', 'a.cr3', '', 'image/x-canon-cr3'],
    ['a raw photo whose type is known', 'II*\0\x08\0\0\0', 'a.dng', 'image/x-adobe-dng', 'image/x-adobe-dng'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg', 'image/svg+xml', 'image/svg+xml'],
    ['a page named as a HEIC', '<!DOCTYPE html>', 'a.heic', 'image/heic', 'application/octet-stream'],
    ['a document inside a ZIP', 'PK\x03\x04\x14\0', 'a.docx', DOCX, DOCX],
    ['a ZIP', 'PK\x03\x04\x14\0', 'a', '', 'application/zip'],
    ['a text that begins like a ZIP', 'PKs at home', 'a.txt', 'text/plain', 'text/plain'],
    ['a text that begins like a ZIP, without a type', 'PKs at home', 'a', '', 'application/octet-stream'],
    ['a picture named as a text', PNG, 'a.txt', 'text/plain', 'image/png'],
  ])('%s', async (_, first, name, type, expected) => {
    const typed = await withDetectedType(fileOf(first, name, type));
    expect(contentTypeOf(typed)).toBe(expected);
    expect([typed.name, await typed.text()]).toEqual([name, await fileOf(first, name, type).text()]);
  });

  it('the reason for a refusal names the detected format and what to do', async () => {
    const heic = await withDetectedType(fileOf('\0\0\0\x18ftypheic\0\0\0\0', 'a.jpg', 'image/jpeg'));
    expect(refusalOf(heic, { onNote: false })).toMatch(/^This is a HEIC photo\. .* You can add any file to a note\.$/);
    expect(refusalOf(heic, { onNote: true })).toBeUndefined();
  });
});
