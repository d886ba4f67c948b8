//! What a network costs, a row a layer: the numbers of the ledger. Words are left to `text`.
