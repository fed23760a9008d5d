import pandas as pd

data = pd.read_csv("weights.csv")
