"""What the places of the world look like: strips of scenery, painted once for each variant and never streamed."""
