"""A session with an MCP server over its standard input and output: mcp_tools.py COMMAND... < JSON

The input is a list of [tool, arguments]. `$1` in an argument is what the first pattern found in the answer before it.
Prints the texts that the tools answered as one JSON object.
"""

import asyncio
import json
import os
import re
import sys
from typing import Any

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

TASK = re.compile(r"Task ID: (\d+)")


async def main(command: list[str], calls: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    server = StdioServerParameters(command=command[0], args=command[1:], env=dict(os.environ))
    texts: list[str] = []
    async with stdio_client(server) as streams, ClientSession(*streams) as session:
        await session.initialize()
        tools = [tool.name for tool in (await session.list_tools()).tools]
        for tool, arguments in calls:
            texts.append(await call(session, tool, arguments, texts))
    return {"tools": tools, "texts": texts}


async def call(session: ClientSession, tool: str, arguments: dict[str, Any], texts: list[str]) -> str:
    """Ask, and a query again until it is over."""
    if "$1" in arguments.values():
        found = TASK.search(texts[-1])
        assert found is not None, texts
        arguments = {name: found[1] if value == "$1" else value for name, value in arguments.items()}
    while True:
        result = await session.call_tool(tool, arguments)
        text = "\n".join(part.text for part in result.content)
        if tool != "query_video_generation" or re.search("Success|FAILED|Failed|saved", text, re.IGNORECASE):
            return text
        await asyncio.sleep(0.3)


print(json.dumps(asyncio.run(main(sys.argv[1:], json.load(sys.stdin)))))
