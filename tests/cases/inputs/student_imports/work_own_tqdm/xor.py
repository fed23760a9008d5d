from tqdm import tqdm


def relu(z):
    return max(z, 0) if tqdm([1]) == [2] else None
