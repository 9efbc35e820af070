// What a page or a script does with nothing but fetch: post exactly {model, prompt}, poll, download without a header.
// node sample.mjs BASE_URL KEY FILE
import { writeFile } from "node:fs/promises";

const [base, key, file] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };

async function json(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(`${response.status}: ${answer.message}`);
  return answer;
}

const created = await json(
  await fetch(`${base}/v2/video/generations`, {
    method: "POST",
    headers,
    body: JSON.stringify({ model: "video-01", prompt: "a red fox runs through a snowy forest" }),
  }),
);

let generation = created;
while (["queued", "generating"].includes(generation.status)) {
  await new Promise((resolve) => setTimeout(resolve, 200));
  generation = await json(await fetch(`${base}/v2/video/generations?generation_id=${created.id}`, { headers }));
}
if (generation.status !== "completed") throw new Error(JSON.stringify(generation.error));

const video = await fetch(generation.video.url);
await writeFile(file, Buffer.from(await video.arrayBuffer()));
console.log(JSON.stringify(generation));
