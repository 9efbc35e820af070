#!/usr/bin/env bash
# The same model, larger, on one GPU with 16 CPU cores, in pieces of ten minutes. Run from the repository's root:
#
#     bash training/runs/gpu.sh            # everything that is not done yet, for at most MINUTES
#
# Every stage resumes from its own checkpoint; call it again until it says so. MINUTES bounds the transformer's stage.
set -euo pipefail
PYTHON=${PYTHON:-python3} OUT=${OUT:-training/out} DEVICE=${DEVICE:-cuda} CORES=${CORES:-$(nproc)} MINUTES=${MINUTES:-8}
SIZE=${SIZE:-base} CLIPS=${CLIPS:-32768} SPAN=${SPAN:-7} BATCH=${BATCH:-128}
VAE_MINUTES=${VAE_MINUTES:-4} TEXT_MINUTES=${TEXT_MINUTES:-2} START_AT=${START_AT:-0} END_AT=${END_AT:-1}
train() { "$PYTHON" -m "training.$1" "${@:2}"; }
once() { [ -e "$OUT/$1.done" ] || { "${@:2}" && touch "$OUT/$1.done"; }; }
mkdir -p "$OUT"
export OMP_NUM_THREADS=1

# 1. Pictures, 2. the autoencoder and, beside it on the processor, 3. the text encoder.
once frames train prepare frames --source world --count 16384 --out "$OUT/frames" --workers "$CORES"
once pictures train prepare frames --source pictures --count 4096 --out "$OUT/pictures" --workers "$CORES"
once text train train_text --out "$OUT/text" --minutes "$TEXT_MINUTES" --threads "$((CORES / 2))" &
once vae train train_vae --frames "$OUT/frames" "$OUT/frames" "$OUT/frames" "$OUT/pictures" --out "$OUT/vae" \
    --size "$SIZE" --minutes "$VAE_MINUTES" --batch 64 --device "$DEVICE"
wait

# 4. Latents: the renderer's processes share the GPU for encoding. They go on while the transformer trains.
[ -e "$OUT/latents.done" ] || {
    setsid bash -c "$PYTHON -m training.prepare latents --count $CLIPS --out $OUT/latents --vae $OUT/vae \
        --workers $CORES --device $DEVICE && touch $OUT/latents.done" > "$OUT/latents.log" 2>&1 &
}
until ls "$OUT"/latents/latents-00015.npy >/dev/null 2>&1; do sleep 2; done

# 5. The transformer.
train train_dit --latents "$OUT/latents" --text "$OUT/text" --out "$OUT/dit" --device "$DEVICE" \
    --size "$SIZE" --span "$SPAN" --batch "$BATCH" --minutes "$MINUTES" --ema 0.999 --compile \
    --start-at "$START_AT" --end-at "$END_AT"
