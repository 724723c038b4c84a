"""驿家 (Yijia): worker activity centres, their activities and their paper."""

__version__ = "0.1.0"
