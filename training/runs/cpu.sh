#!/usr/bin/env bash
# The shipped model from nothing on two CPU cores, in about an hour and a half. Run from the repository's root:
#
#     PYTHON=.venv/bin/python bash training/runs/cpu.sh
#
# Needs what the extra `train` installs, and 3 GiB in OUT. It may be stopped and started again at any point: a stage
# that is done is not done again (its mark is OUT/NAME.done; delete the mark to repeat it), and one that was stopped
# goes on from its last shard or checkpoint, with its whole time before it again. Only the text encoder begins anew.
# MINUTES are the transformer's.
set -euo pipefail
PYTHON=${PYTHON:-python3} OUT=${OUT:-training/out} CORES=${CORES:-2} MINUTES=${MINUTES:-36}
train() { "$PYTHON" -m "training.$1" "${@:2}"; }
once() { [ -e "$OUT/$1.done" ] || { "${@:2}" && touch "$OUT/$1.done"; }; }
mkdir -p "$OUT"

# 1. Pictures for the autoencoder: plates, actors and veils of 2,048 scenes, and 768 pictures that are not of the world.
#    Shards are drawn evenly, so about three quarters of what is seen is the world. A few minutes.
once pictures train prepare pictures --source world --count 2048 --out "$OUT/pictures" --workers "$CORES"
once other train prepare pictures --source pictures --count 768 --out "$OUT/other" --workers "$CORES"

# 2. The autoencoder. Its rate falls over the last two fifths of the time: look for about 29 dB at the end.
once vae train train_vae --pictures "$OUT/pictures" "$OUT/other" --out "$OUT/vae" --minutes 24 --threads "$CORES"

# 3. The text encoder learns to say the facts of a caption; it needs no picture, and is not trained again.
once text train train_text --out "$OUT/text" --minutes 5 --threads "$CORES"

# 4. 12,288 scenes as latents, motion and captions: 1.1 GiB, which the transformer's stage holds in memory.
#    It could run beside that stage, but both want the same two cores.
once latents train prepare latents --count 12288 --out "$OUT/latents" --vae "$OUT/vae" --workers "$CORES"

# 5. The prior: what a text leads one to expect, by plain regression.
once prior train train_prior --latents "$OUT/latents" --text "$OUT/text" --out "$OUT/prior" --minutes 4 --threads "$CORES"

# 6. The transformer; the text encoder and the prior stay as they are. To train longer afterwards, call this line with --start-at and
#    --end-at, which say how much of the whole plan is done: the rate falls over the plan's last two fifths only.
once dit train train_dit --latents "$OUT/latents" --text "$OUT/text" --prior "$OUT/prior" --out "$OUT/dit" --compile \
    --minutes "$MINUTES" --batch 24 --threads "$CORES"

# 7. What the package ships: OpenVINO graphs, each compared with torch. Then look at it.
train export --vae "$OUT/vae" --dit "$OUT/dit" --text "$OUT/text" --out src/video01/weights
train sample --prompts training/prompts.txt --out "$OUT/sheet.jpg"
