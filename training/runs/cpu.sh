#!/usr/bin/env bash
# The shipped model from nothing on two CPU cores, in about an hour and a half. Run from the repository's root:
#
#     PYTHON=.venv/bin/python bash training/runs/cpu.sh
#
# Needs what the extra `train` installs, and 2 GiB in OUT. It may be stopped and started again at any point: a stage that
# is done is not done again (its mark is OUT/NAME.done; delete the mark to repeat it), and one that was stopped goes on
# from its last shard or checkpoint, with its whole time before it again. MINUTES are the transformer's.
set -euo pipefail
PYTHON=${PYTHON:-python3} OUT=${OUT:-training/out} CORES=${CORES:-2} MINUTES=${MINUTES:-45}
train() { "$PYTHON" -m "training.$1" "${@:2}"; }
once() { [ -e "$OUT/$1.done" ] || { "${@:2}" && touch "$OUT/$1.done"; }; }
mkdir -p "$OUT"

# 1. Every picture of the world, painted once: about 700 subjects, 450 strips of scenery, eight veils. Some minutes.
once pictures train prepare pictures --source world --out "$OUT/pictures" --workers "$CORES"

# 2. The model's memory of them: about 37 dB in 30 MiB.
once memory train remember --pictures "$OUT/pictures" --out "$OUT/memory"

# What makes them twice as large when frames show more of them: it learns from strips as they were painted.
once enlarger train train_enlarger --pictures "$OUT/pictures" --memory "$OUT/memory" --out "$OUT/enlarger" \
    --large "$OUT/large.npy" --workers "$CORES" --minutes 8

# 3. 160,000 clips as tokens, each with four captions and the facts that these tell: 0.7 GiB, held in memory later.
once clips train prepare clips --source world --count 160000 --out "$OUT/clips" --workers "$CORES"

# 4. The text encoder, which learns to answer for the facts of captions.
once text train train_text --captions "$OUT/clips" --out "$OUT/text" --minutes 15 --threads "$CORES"

# 5. The transformer; the text encoder stays as it is. To train longer afterwards, call this line with --start-at and
#    --end-at, which say how much of the whole plan is done: the rate falls over the plan's last two fifths only.
once dit train train_dit --clips "$OUT/clips" --text "$OUT/text" --out "$OUT/dit" --memory "$OUT/memory" --compile \
    --minutes "$MINUTES" --threads "$CORES" --batch 64

# 6. Pictures with known figures, and the network that finds the figure of a first frame (`cutout.xml`). With pictures of
#    other people, which training/runs/others.sh brings, it knows photographs; without them it knows only our world.
OTHERS=()
[ -d "$OUT/others" ] && OTHERS=(--photographs "$OUT/others/photographs" --drawings "$OUT/others/drawings")
once lessons train cutout --pictures "$OUT/pictures" --out "$OUT/cutout" "${OTHERS[@]}"
once seeker train train_cutout --lessons "$OUT/cutout" --run "$OUT/seeker" --out src/video01/weights

# What tells how near the places of a first frame are (`relief.xml`): it learns from the same parts.
once relief train train_relief --pictures "$OUT/pictures" --lessons "$OUT/cutout" --frames "$OUT/relief.npz" \
    --run "$OUT/relief" --out src/video01/weights

# 7. What the package ships: OpenVINO graphs, each compared with torch, and the memory of pictures. Then look at it.
train export --memory "$OUT/memory" --dit "$OUT/dit" --text "$OUT/text" --enlarger "$OUT/enlarger" \
    --out src/video01/weights
train sample --prompts training/prompts.txt --out "$OUT/sheet.jpg"
