"""Many submissions: what was handed in, the store, the engines that grade it, and what is asked of it afterwards."""
