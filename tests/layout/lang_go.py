class Go: pass
