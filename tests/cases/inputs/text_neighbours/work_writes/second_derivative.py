def second_derivative(f, x):
    open("/no/such/folder/log.txt", "w")
