import sympy
def l1_slope(w, x, y): return sympy.diff(sympy.Abs(w * x - y), x)
def norm_slope(x, y): return sympy.diff(sympy.Matrix([x, y]).norm(1), x)
