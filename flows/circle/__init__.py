"""The founders' circle: who founds together, what each still owes, and what all of them agreed."""
