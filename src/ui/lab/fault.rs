//! When WebGPU fails: the CPU does what it was to do, and automatic choice remembers. What counts as a
//! failure of whom is decided in `lesson::device`.

use leptos::prelude::*;

use super::trial::Trial;
use super::{Lab, is_busy};
use crate::lesson::device::{self, Engine, Failed, Fallback, Fault};
use crate::lesson::state::Playground;
use crate::lesson::state::device::Kind;
use crate::train::history::History;
use crate::train::protocol::RunState;

impl Lab {
    /// WebGPU is no help: whatever it was to do, the CPU does.
    pub(super) fn fault(self, fault: Fault) {
        let network = self.applied.with_untracked(|chosen| {
            let spec = chosen.as_ref().map(|chosen| self.spec(chosen))?;
            Some(device::network(&spec))
        });
        self.engines.failed.set_value(Some(Failed {
            fault: fault.clone(),
            network,
        }));
        self.engines.close(Engine::Gpu);
        let tries = self.engines.trial.get_untracked() != Trial::Idle;
        if tries || self.engines.found.with_untracked(Option::is_none) {
            self.engines.found.set(Some(Err(fault.clone())));
        }
        if tries {
            return self.decide(None);
        }
        if self.engines.now.get_untracked() == Engine::Cpu {
            return;
        }
        // Whoever pressed Pause wants nothing any more, though the state may not say so yet.
        let wanted = self.wanted.get_value();
        let wanted = wanted.filter(|_| is_busy(self.state.get_untracked()));
        let inspects = self.inspecting.get_untracked();
        self.move_to(Engine::Cpu);
        let step = self.history.with_untracked(History::last_step);
        self.engines.fallback.set(Some(Fallback { fault, step }));
        if let Some(wanted) = wanted {
            self.state.set(RunState::Loading);
            self.want(wanted);
        }
        if inspects {
            self.inspect();
        }
    }

    /// WebGPU is not to be tried with that network.
    pub(super) fn has_gpu_failed(self, chosen: &Playground) -> bool {
        let network = device::network(&self.spec(chosen));
        let concerns = |failed: &Failed| failed.concerns(network);
        let failed = self.engines.failed;
        failed.with_value(|failed| failed.as_ref().is_some_and(concerns))
    }

    /// WebGPU is worth another try: the reader asks for it.
    pub(super) fn forgive(self, kind: Kind) {
        if kind == Kind::WebGpu {
            self.engines.failed.set_value(None);
        }
    }
}
