"""The storybook world: scenes whose every fact is known, their captions and their renderer.

`sample_scene(seed)` gives a scene, `caption(scene, seed)` says it in words, `render(scene)` draws it as a clip.
"""
