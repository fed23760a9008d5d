def hiden(x, W): return x
if __name__ == "__main__":
    def network(x, W, w): return 0
