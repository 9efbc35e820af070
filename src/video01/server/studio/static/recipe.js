// A video that was dropped on the page, back to the form that made it. The server reads it, and believes nothing of it.

import { send } from "./api.js";
import { shapeOf } from "./settings.js";

const WHOLE = 30e6; // bytes; of a larger file only the beginning is sent: the recipe stands in front
const HEAD = 16e6;

export async function readRecipe(file) {
  const found = await send("recipe", file.size > WHOLE ? file.slice(0, HEAD) : file);
  const { size, first_frame: first, last_frame: last, optimized_prompt: _, ...rest } = found;
  return { ...rest, ...shapeOf(size), first, last };
}
