//! leptos components: thin views over `lesson` and `train`.
