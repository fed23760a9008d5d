#!/usr/bin/env python
# coding: utf-8

# In[1]:


get_ipython().run_line_magic("matplotlib", "inline")
import numpy as np


# In[2]:


def relu(z):
    return np.maximum(z, 0)


display(relu(-1))
get_ipython().system("pip install numpy")
