"""`/`: one small page that says what runs here and how to make a first call. It loads nothing from anywhere else."""

from __future__ import annotations

from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from video01 import __version__
from video01.server.backend import BackendOf

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>video01</title>
<style>
  :root {{ color-scheme: light dark; }}
  body {{ font: 1rem/1.6 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }}
  pre {{ background: #8882; padding: .8rem 1rem; border-radius: .5rem; overflow-x: auto; }}
</style>
<h1>video01</h1>
<p>A sentence or a picture in, a clip out. This is version {version} of an open server for the video-01 protocol.</p>
<h2>1. Make a key, on the machine that runs this server</h2>
<pre>video01 keys create --name my-first-key</pre>
<h2>2. Ask for a video</h2>
<pre>curl {base}/v2/video/generations \\
  -H "Authorization: Bearer KEY" -H "Content-Type: application/json" \\
  -d '{{"model": "video-01", "prompt": "a red fox runs through a snowy forest"}}'</pre>
<h2>3. Poll with the id from the answer until the status is completed</h2>
<pre>curl "{base}/v2/video/generations?generation_id=ID" -H "Authorization: Bearer KEY"</pre>
<p>The answer then has <code>video.url</code>, which opens in a browser and needs no key.</p>
<p><a href="openapi.json">The API as an OpenAPI document</a> · <a href="v1/models">Models</a> ·
<a href="health">Health</a></p>
</html>
"""

router = APIRouter(include_in_schema=False)


@router.get("/")
async def landing(request: Request, backend: BackendOf) -> HTMLResponse:
    base = (backend.settings.public_url or str(request.base_url)).rstrip("/")
    page = _PAGE.format(version=escape(__version__), base=escape(base))
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY, "X-Content-Type-Options": "nosniff"})
