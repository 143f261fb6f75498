"""The classical methods: fitted by scikit-learn in a process of their own, told as plain numbers."""
