"""The prompt optimizer: free prose and camera commands to the one form of caption that the model is trained on.

`optimize` is the rule-based one; anything callable like `Optimizer` can stand in for it.
"""

from video01.prompt.optimizer import Optimizer, optimize

__all__ = ["Optimizer", "optimize"]
