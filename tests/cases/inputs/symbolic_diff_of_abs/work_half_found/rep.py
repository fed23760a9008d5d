import sympy
def l1_slope(w, x, y): return x * sympy.sign(w * x - y)
def norm_slope(x, y): return x / sympy.sqrt(sympy.Integral(2 * x, x) + y**2)
