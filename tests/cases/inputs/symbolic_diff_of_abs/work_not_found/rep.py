import sympy
def l1_slope(w, x, y): return x * sympy.diff(sympy.ceiling(w * x - y), w)
def norm_slope(x, y): return x / sympy.sqrt(sympy.Integral(2 * x, x) + y**2)
