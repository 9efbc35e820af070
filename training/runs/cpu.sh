#!/usr/bin/env bash
# The shipped model from nothing on two CPU cores, about two and a half hours. Run from the repository's root:
#
#     PYTHON=.venv/bin/python bash training/runs/cpu.sh
#
# Every stage resumes from its own checkpoint, so this may be stopped and started again at any point.
set -euo pipefail
PYTHON=${PYTHON:-python3} OUT=${OUT:-training/out}
train() { "$PYTHON" -m "training.$1" "${@:2}"; }

# 1. Pictures for the autoencoder: 4,096 frames of the world, 2,048 that are not of it. A minute or two.
train prepare frames --source world --count 4096 --out "$OUT/frames" --workers 2
train prepare frames --source pictures --count 2048 --out "$OUT/pictures" --workers 2

# 2. The autoencoder: about 29 dB. Naming the world thrice makes it three quarters of what is seen.
train train_vae --frames "$OUT/frames" "$OUT/frames" "$OUT/frames" "$OUT/pictures" --out "$OUT/vae" --minutes 20

# 3. The text encoder learns to read; it needs no picture.
train train_text --out "$OUT/text" --minutes 5

# 4. Whole clips as latents, on one core, while the transformer trains on the other: 4,096 clips are 3 GiB.
train prepare latents --count 4096 --out "$OUT/latents" --vae "$OUT/vae" --workers 1 &
until ls "$OUT"/latents/latents-00003.npy >/dev/null 2>&1; do sleep 5; done

# 5. The transformer: single time steps around the subjects first, whole clips then.
dit() { train train_dit --latents "$OUT/latents" --text "$OUT/text" --out "$OUT/dit" --compile "$@"; }
dit --span 1 --batch 32 --minutes 30 --threads 1 --end-at 0.3
wait
dit --span 7 --batch 8 --minutes 70 --start-at 0.3

# 6. The decoder alone goes on learning: the latents stay what the transformer knows.
train train_vae --frames "$OUT/frames" "$OUT/frames" "$OUT/frames" "$OUT/pictures" --out "$OUT/vae" --minutes 10 --decoder-only

# 7. What the package ships.
train export --vae "$OUT/vae" --dit "$OUT/dit" --text "$OUT/text" --out src/video01/weights
