// Pictures for the first and the last frame: checked here against the server's limits, before anything is sent.

import { bytes, h, icon } from "./dom.js";

const KINDS = [["image/jpeg", [0xff, 0xd8, 0xff]], ["image/png", [0x89, 0x50, 0x4e, 0x47]], ["image/webp", [0x52, 0x49, 0x46, 0x46]]];

// {send, show, width, height}: the data to send and a URL to show. Throws an Error with a sentence.
export async function checkPicture(file, limits) {
  const head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  const kind = KINDS.find(([, magic]) => magic.every((byte, at) => head[at] === byte))?.[0];
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) throw new Error(`This is not a picture that can be read here (${file.type || "unknown kind"}): a JPEG, PNG or WebP file is needed.`);
  const { width, height } = bitmap;
  if (Math.min(width, height) <= limits.picture_side) throw new Error(`The picture is too small: its shorter side must be over ${limits.picture_side} pixels, this one has ${width} × ${height}.`);
  if (!(5 * width > 2 * height && 2 * width < 5 * height)) throw new Error(`The picture is too ${width > height ? "wide" : "tall"}: its sides may be at most 5 to 2, this one has ${width} × ${height}.`);
  const sent = kind ? file : await converted(bitmap);
  bitmap.close();
  if (sent.size > limits.picture_bytes) throw new Error(`The picture is too large: at most ${bytes(limits.picture_bytes)}, this one has ${bytes(sent.size)}.`);
  const send = await dataUrl(kind ? new Blob([sent], { type: kind }) : sent);
  return { send, show: send, width, height };
}

// Kinds that the browser reads and the server does not, such as AVIF or GIF.
async function converted(bitmap) {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
}

export const dataUrl = (blob) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.onerror = () => reject(new Error("The picture cannot be read."));
  reader.readAsDataURL(blob);
});

// Cropped as the video will be.
export function thumbnail(picture, place, size, remove) {
  const [width, height] = size ?? [picture.width, picture.height];
  const name = place === "first" ? "First frame" : "Last frame";
  return h("div", { class: "picture", "data-what": name, style: { width: `${Math.min(Math.max(72 * width / height, 48), 150)}px` } },
    h("img", { src: picture.show, alt: name }),
    h("button", { type: "button", "aria-label": `Remove the ${name.toLowerCase()}`, onclick: remove }, icon("close")));
}
