"""The service in Python: a 440 Hz sine with the stream's gain and pan.

Written against the safe layer of the generated package and the standard library alone.
`services/README.md` describes its life.
"""
