#!/usr/bin/env bash
# The shipped model from nothing on one GPU, in calls of at most ten minutes. Run from the repository's root:
#
#     bash training/runs/gpu.sh    # again and again, until it says that everything is done
#
# Between two calls everything is on disk in OUT: whole shards, checkpoints, and a mark for each stage that is done.
# A call does what is not done yet and ends by itself after LIMIT minutes at the latest. Of these the transformer gets
# what the stages before it leave, and never more than MINUTES; it is done when it has had PLAN minutes in all.
# Needs torch, NumPy, OpenCV, Pillow and safetensors, and the tarball of the subjects' pictures in training/assets.
# SIZE=base is a larger model: about 36 M parameters, some 80 MiB exported, which is more than the package takes.
set -euo pipefail
PYTHON=${PYTHON:-python3} OUT=${OUT:-training/out} DEVICE=${DEVICE:-cuda} CORES=${CORES:-$(nproc)}
SIZE=${SIZE:-small} CLIPS=${CLIPS:-32768} BATCH=${BATCH:-128}
LIMIT=${LIMIT:-9} MINUTES=${MINUTES:-8} PLAN=${PLAN:-24} VAE_MINUTES=${VAE_MINUTES:-4} TEXT_MINUTES=${TEXT_MINUTES:-4}
export OMP_NUM_THREADS=1
mkdir -p "$OUT"

train() { "$PYTHON" -m "training.$1" "${@:2}"; }
left() { echo $((LIMIT * 60 - SECONDS)); } # seconds of this call
again() { echo "$1 Call this again."; exit 0; }
share() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.4f", a / b }'; }

# NAME ARGUMENTS...: shards until all are there or this call is over; whole shards are not made again.
prepare() {
    [ ! -e "$OUT/$1.done" ] || return 0
    (($(left) > 30)) || again "There is no time left for $1."
    local code=0
    timeout "$(left)" "$PYTHON" -m training.prepare "${@:2}" --workers "$CORES" || code=$?
    case $code in
        0) touch "$OUT/$1.done" ;;
        124) again "The $1 are not all there yet." ;;
        *) exit "$code" ;;
    esac
}

# 1. Pictures for the autoencoder: three quarters of the world, a quarter not.
prepare pictures pictures --source world --count 6144 --out "$OUT/pictures"
prepare other pictures --source pictures --count 2048 --out "$OUT/other"

# 2. The autoencoder on the GPU; beside it, on the processor, 3. the text encoder. They are begun where both can end.
if [ ! -e "$OUT/codec.done" ]; then
    longest=$((VAE_MINUTES > TEXT_MINUTES ? VAE_MINUTES : TEXT_MINUTES))
    (($(left) > longest * 60 + 90)) || again "There is no time left for the autoencoder and the text encoder."
    train train_text --out "$OUT/text" --minutes "$TEXT_MINUTES" --threads "$(((CORES + 1) / 2))" &
    text=$!
    train train_vae --pictures "$OUT/pictures" "$OUT/other" --out "$OUT/vae" --size "$SIZE" \
        --minutes "$VAE_MINUTES" --batch 64 --device "$DEVICE"
    wait "$text"
    touch "$OUT/codec.done"
fi

# 4. Scenes as latents: a renderer on every core, all encoding on the GPU.
prepare latents latents --count "$CLIPS" --out "$OUT/latents" --vae "$OUT/vae" --device "$DEVICE"

# 5. The transformer: a piece of the plan a call. OUT/dit.seconds is how far the plan is.
had=$(cat "$OUT/dit.seconds" 2>/dev/null || echo 0)
plan=$((PLAN * 60))
if ((had < plan)); then
    seconds=$((MINUTES * 60))
    room=$(($(left) - 60)) # for loading, compiling and saving
    ((seconds <= room)) || seconds=$room
    ((seconds <= plan - had)) || seconds=$((plan - had))
    ((room >= 60)) || again "There is no time left for the transformer."
    [ -e "$OUT/prior.done" ] || {
        train train_prior --latents "$OUT/latents" --text "$OUT/text" --out "$OUT/prior" --size "$SIZE" --minutes 1 \
            --threads "$CORES" && touch "$OUT/prior.done"
    }
    train train_dit --latents "$OUT/latents" --text "$OUT/text" --prior "$OUT/prior" --out "$OUT/dit" --device "$DEVICE" --size "$SIZE" \
        --batch "$BATCH" --ema 0.999 --compile --minutes "$(share "$seconds" 60)" \
        --start-at "$(share "$had" "$plan")" --end-at "$(share "$((had + seconds))" "$plan")"
    had=$((had + seconds))
    echo "$had" > "$OUT/dit.seconds"
fi
((had >= plan)) || again "The transformer has had $((had / 60)) of its $PLAN minutes."

# 6. Graphs for the package are made where OpenVINO is installed.
echo "Everything is done. Now, where OpenVINO is:"
echo "python -m training.export --vae $OUT/vae --dit $OUT/dit --text $OUT/text --out src/video01/weights"
