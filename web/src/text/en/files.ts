/** Texts about files: their names and dates, what was done to them, and why one cannot be added. */
import { formatCount } from '../../ui/format';

export const filesText = {
  unnamed: 'Unnamed',

  photos: (n: number) => (n === 1 ? '1 photo' : `${formatCount(n)} photos`),
  files: (n: number) => (n === 1 ? '1 file' : `${formatCount(n)} files`),

  /** Each about `what`: the photos or files above. */
  done: {
    movedToTrash: (what: string) => `${what} moved to trash`,
    deletedForever: (what: string) => `${what} deleted forever`,
    attached: (what: string) => `${what} attached to note`,
    detached: (what: string) => `${what} removed from note`,
  },

  addedOn: (date: string) => `Added ${date}`,
  /** Follows a name. */
  addedAt: (moment: string) => `added ${moment}`,
  takenAt: (moment: string, offset: string) => `${moment} (${offset})`,

  refusal: {
    found: {
      heic: 'This is a HEIC photo.',
      heif: 'This is a HEIF photo.',
      tiff: 'This is a TIFF picture or a raw photo.',
      raw: 'This is a raw photo.',
      bmp: 'This is a BMP picture.',
      svg: 'This is an SVG drawing.',
      pdf: 'This is a PDF document.',
      video: 'This is a video.',
      audio: 'This is an audio recording.',
    },
    picturesOnly: 'Only JPEG, PNG, GIF, WebP and AVIF pictures are supported here. You can add any file to a note.',
    largePicture: (size: string, limit: string) =>
      `This picture is ${size}. Pictures can be up to ${limit}. Make it smaller and try again.`,
    largeFile: (size: string, limit: string) =>
      `This file is ${size}. Files can be up to ${limit}. Make it smaller and try again.`,
    slightlyOver: (limit: string) => `slightly over ${limit}`,
  },
} as const;
