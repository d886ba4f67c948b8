//! A training run as a state machine: step, evaluate, probe, predict. Knows no browser and no clock.
