#!/usr/bin/env bash
# Pictures of other people for the lessons of cut-outs, taken from the packages that bring them: 190 MiB. Run from the
# repository's root, on Debian or a system with its packages:
#
#     PYTHON=.venv/bin/python bash training/runs/others.sh
#
# What they are and under which licences: NOTICE. Needs apt-get, dpkg-deb, npm, unzip, and OpenEXR from PyPI.
set -euo pipefail
PYTHON=${PYTHON:-python3} OUT=${OUT:-training/out}
PACKAGES=$(mkdir -p "$OUT/packages" && cd "$OUT/packages" && pwd)
(
    cd "$PACKAGES"
    apt-get download openclipart-png lomiri-wallpapers-16.04
    for package in *.deb; do dpkg-deb -x "$package" "${package%%_*}"; done
    npm pack --silent @pmndrs/assets@1.7.0
    tar xzf pmndrs-assets-1.7.0.tgz package/hdri
)
"$PYTHON" -m pip download --no-deps --dest "$PACKAGES" scikit-image==0.26.0 scikit-learn==1.9.1
for wheel in "$PACKAGES"/*.whl; do
    unzip -qo "$wheel" 'skimage/data/*' 'sklearn/datasets/images/*' -d "$PACKAGES" || [ $? -eq 11 ]
done
"$PYTHON" -m pip install --quiet --target "$PACKAGES/openexr" OpenEXR
PYTHONPATH="$PACKAGES/openexr" "$PYTHON" -m training.others --packages "$PACKAGES" --out "$OUT/others"
