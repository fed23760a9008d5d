import sympy
def l1_slope(w, x, y): return sympy.Derivative(sympy.Abs(w * x - y), w)
def norm_slope(x, y):
    t = sympy.Symbol("t")
    return sympy.diff(sympy.sqrt(sympy.Abs(t)**2 + y * sympy.conjugate(y)), t).subs(t, x)
