import { LOGO_MAX_LENGTH } from '#shared/domain/setting.ts';
import { base64Of } from './base64.ts';

/** Longest side of a stored logo, px: sharp on every screen at the size that it is shown in. */
const MAX_SIDE_PX = 512;
/** Largest file that is opened at all, bytes: a photo of any phone. */
const MAX_FILE_BYTES = 20 * 1024 * 1024;
/** What a picture that is still too large is tried with next: quality, and share of its size. */
const attempts: readonly { readonly type: string; readonly quality?: number; readonly scale: number }[] = [
  { type: 'image/png', scale: 1 },
  { type: 'image/webp', quality: 0.92, scale: 1 },
  { type: 'image/webp', quality: 0.8, scale: 1 },
  { type: 'image/webp', quality: 0.8, scale: 0.6 },
  { type: 'image/png', scale: 0.4 },
  { type: 'image/png', scale: 0.2 },
];

/**
 * Makes the logo of a file: a data address that is small enough to be kept. A small drawing (SVG) stays as it is, all
 * else becomes a picture of at most 512 px.
 * @throws Error in words for the field.
 */
export async function logoOfFile(file: File): Promise<string> {
  if (file.size === 0) throw new Error('This file is empty.');
  if (file.size > MAX_FILE_BYTES)
    throw new Error('This file is larger than 20 MB. Choose a smaller picture.');
  if (file.type === 'image/svg+xml' || /\.svg$/i.test(file.name)) {
    const drawing = `data:image/svg+xml;base64,${await base64Of(file)}`;
    await loadPicture(drawing);
    if (drawing.length <= LOGO_MAX_LENGTH) return drawing;
  }
  const address = URL.createObjectURL(file);
  try {
    return await shrink(await loadPicture(address));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * Loads a picture from an address of any kind.
 * @throws Error in words when there is none.
 */
export async function loadPicture(address: string): Promise<HTMLImageElement> {
  const picture = new Image();
  picture.src = address;
  try {
    await picture.decode();
  } catch (error) {
    throw new Error(
      /^https?:/.test(address)
        ? 'No picture came from this address. Check it, or upload the picture.'
        : 'This is not a picture that a browser can show. Choose a PNG, JPEG, WebP, GIF or SVG file.',
      { cause: error },
    );
  }
  return picture;
}

async function shrink(picture: HTMLImageElement): Promise<string> {
  // A drawing without a size of its own is drawn as large as it may be.
  const width = picture.naturalWidth || MAX_SIDE_PX;
  const height = picture.naturalHeight || MAX_SIDE_PX;
  const fit = Math.min(1, MAX_SIDE_PX / Math.max(width, height));
  for (const { type, quality, scale } of attempts) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * fit * scale));
    canvas.height = Math.max(1, Math.round(height * fit * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const address = canvas.toDataURL(type, quality);
    if (address.startsWith('data:image/') && address.length <= LOGO_MAX_LENGTH) return address;
  }
  throw new Error('This picture cannot be made small enough. Choose a simpler one.');
}
